"""The pictures of posts: looks up the names on them, paints them, and makes the attachments that ``publisher`` sends.

If anything fails here, the post is sent without its picture.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

import aiohttp
import discord
import structlog

from bot.domain.posting.cards import PostCard
from bot.domain.posting.delivery import Post
from bot.ui.kit.pictured import Paints, painted
from bot.ui.kit.words import Words
from bot.ui.posting.look import Looks

log = structlog.get_logger(__name__)

LOOKED_UP_WITHIN = 15.0
"""Seconds for all names on a board: up to ten requests, within Discord's rate limits. All of a post has to be done in a
minute (``bot.domain.posting.delivery.CLAIM_LEASE``), including painting and sending."""

PAINTED_WITHIN = 15.0
"""Seconds for a picture, including the start of the worker; then the post is sent without it. A board takes 0.3."""


class PostPictures:
    """Makes the picture of a post, if its kind has one."""

    def __init__(self, client: discord.Client, painter: Paints, looks: Looks) -> None:
        self._client = client
        self._painter = painter
        self._looks = looks

    async def attached(self, post: Post, say: Words) -> tuple[PostCard, list[discord.File]]:
        """The post's card as it is sent, and the files that it refers to; no files if it has no picture."""
        shown = self._looks[type(post.card)].picture
        if shown is None or not self._may_attach(post):
            return post.card, []
        guild = self._client.get_guild(post.guild_id)
        names = await self._names(guild, shown.named(post.card)) if guild else {}
        if names is None:
            return post.card, []
        picture = shown.picture(post.card, names, guild.name if guild else "", say)
        if picture is None:
            return post.card, []
        alt = shown.alt(picture, say)
        with structlog.contextvars.bound_contextvars(post=post.id):
            file = await painted(self._painter, picture, shown.filename, alt, within=PAINTED_WITHIN)
        return (replace(post.card, alt=alt), [file]) if file else (post.card, [])

    def _may_attach(self, post: Post) -> bool:
        """Whether the bot may attach files in the channel: without the permission Discord refuses the whole post."""
        channel = self._client.get_channel(post.channel_id)
        if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            return True
        return channel.permissions_for(channel.guild.me).attach_files

    async def _names(self, guild: discord.Guild, member_ids: Iterable[int]) -> dict[int, str] | None:
        """The display names, by id, of the members who are in the guild; ``None`` if Discord could not be asked."""
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
