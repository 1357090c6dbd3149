"""The picture that comes with the weekly post: names are looked up, it is painted, and attached. Beside
``bot.publisher``, which sends it.

Whatever goes wrong here costs the picture and never the post.
"""

import asyncio
import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

import aiohttp
import discord
import structlog

from bot.domain.boards import BoardCard, Naming
from bot.domain.cards import AnyCard
from bot.domain.delivery import Post
from bot.domain.pictures import BoardPicture
from bot.ui.board_posts import PICTURE, picture_alt, picture_of
from bot.ui.painter import PaintingFailed
from bot.ui.words import Words

log = structlog.get_logger(__name__)

LOOKED_UP_WITHIN = 15.0
"""Seconds for all names of a board: ten requests, at Discord's pace. The post has a minute before it is taken for lost
(``bot.domain.delivery.CLAIM_LEASE``), and the picture has to be painted and sent besides."""

PAINTED_WITHIN = 15.0
"""Seconds for the picture, the start of its worker included: a board takes 0.3, and later than this the post goes
without."""


class Paints(Protocol):
    """What paints: ``bot.ui.painter.Painter``."""

    async def paint(self, picture: BoardPicture) -> bytes:
        """The picture as PNG. Raises ``PaintingFailed``."""
        ...


class BoardPictures:
    """Paints what is shown with a post."""

    def __init__(self, client: discord.Client, painter: Paints) -> None:
        self._client = client
        self._painter = painter

    async def attached(self, post: Post, say: Words) -> tuple[AnyCard, list[discord.File]]:
        """The post's card as it is sent, with the files that it refers to: none for cards without a picture."""
        if not isinstance(post.card, BoardCard) or not post.card.lines or not self._may_attach(post):
            return post.card, []
        guild = self._client.get_guild(post.guild_id)
        named = [line.member_id for line in post.card.lines if line.naming is Naming.NAMED]
        names = await self._names(guild, named) if guild else {}
        if names is None:
            return post.card, []
        picture = picture_of(post.card, names, guild.name if guild else "", say)
        try:
            async with asyncio.timeout(PAINTED_WITHIN):
                png = await self._painter.paint(picture)
        except (PaintingFailed, TimeoutError) as failure:
            log.warning("board_without_picture", post=post.id, why=repr(failure))
            return post.card, []
        alt = picture_alt(picture, say)
        return replace(post.card, alt=alt), [discord.File(io.BytesIO(png), PICTURE, description=alt)]

    def _may_attach(self, post: Post) -> bool:
        """Whether the channel takes files from us: one that does not would refuse the whole post."""
        channel = self._client.get_channel(post.channel_id)
        if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            return True
        return channel.permissions_for(channel.guild.me).attach_files

    async def _names(self, guild: discord.Guild, member_ids: Iterable[int]) -> dict[int, str] | None:
        """The display names of those who are there; ``None`` where Discord did not say."""
        found: dict[int, str] = {}
        try:
            async with asyncio.timeout(LOOKED_UP_WITHIN):
                for member_id in member_ids:
                    member = guild.get_member(member_id)
                    try:
                        member = member or await guild.fetch_member(member_id)
                    except discord.NotFound:
                        continue
                    found[member_id] = member.display_name
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as failure:
            log.warning("names_not_looked_up", guild=guild.id, error=repr(failure))
            return None
        return found
