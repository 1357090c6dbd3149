"""The pictures that come with posts, the weekly board and the monthly report: names are looked up, they are painted,
and attached. Beside ``bot.delivery.publisher``, which sends them.

Whatever goes wrong here costs the picture and never the post.
"""

import asyncio
import io
from collections.abc import Iterable
from dataclasses import replace

import aiohttp
import discord
import structlog

from bot.domain.boards.boards import BoardCard, Naming
from bot.domain.circle.monthly_view import MonthlyCard
from bot.domain.kit.pictures import Picture
from bot.domain.posting.cards import AnyCard
from bot.domain.posting.delivery import Post
from bot.ui.boards.board_posts import PICTURE, picture_alt, picture_of
from bot.ui.circle import monthly
from bot.ui.kit.painter import PaintingFailed
from bot.ui.kit.pictured import Paints
from bot.ui.kit.words import Words

log = structlog.get_logger(__name__)

LOOKED_UP_WITHIN = 15.0
"""Seconds for all names of a board: ten requests, at Discord's pace. The post has a minute before it is taken for lost
(``bot.domain.posting.delivery.CLAIM_LEASE``), and the picture has to be painted and sent besides."""

PAINTED_WITHIN = 15.0
"""Seconds for the picture, the start of its worker included: a board takes 0.3, and later than this the post goes
without."""


class BoardPictures:
    """Paints what is shown with a post."""

    def __init__(self, client: discord.Client, painter: Paints) -> None:
        self._client = client
        self._painter = painter

    async def attached(self, post: Post, say: Words) -> tuple[AnyCard, list[discord.File]]:
        """The post's card as it is sent, with the files that it refers to: none for cards without a picture."""
        match post.card:
            case BoardCard() as card if card.lines and self._may_attach(post):
                return await self._board(post, card, say)
            case MonthlyCard() as card if self._may_attach(post):
                guild = self._client.get_guild(post.guild_id)
                chart = monthly.picture_of(card, guild.name if guild else "", say)
                alt = monthly.picture_alt(chart, say)
                files = await self._painted(post, chart, monthly.PICTURE, alt)
                return (replace(card, alt=alt) if files else card), files
            case _:
                return post.card, []

    async def _board(self, post: Post, card: BoardCard, say: Words) -> tuple[AnyCard, list[discord.File]]:
        guild = self._client.get_guild(post.guild_id)
        named = [line.member_id for line in card.lines if line.naming is Naming.NAMED]
        names = await self._names(guild, named) if guild else {}
        if names is None:
            return card, []
        picture = picture_of(card, names, guild.name if guild else "", say)
        alt = picture_alt(picture, say)
        files = await self._painted(post, picture, PICTURE, alt)
        return (replace(card, alt=alt) if files else card), files

    async def _painted(self, post: Post, picture: Picture, filename: str, alt: str) -> list[discord.File]:
        try:
            async with asyncio.timeout(PAINTED_WITHIN):
                png = await self._painter.paint(picture)
        except (PaintingFailed, TimeoutError) as failure:
            log.warning("post_without_picture", post=post.id, why=repr(failure))
            return []
        return [discord.File(io.BytesIO(png), filename, description=alt)]

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
