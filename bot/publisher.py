"""The one place that sends unattended posts, and where Discord's many failures become a closed set of outcomes."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import aiohttp
import discord
import structlog

from bot.domain.delivery import Delivery, Forbidden, Gone, Post, Retry, Sent, Unknown
from bot.ui.answer import NOBODY
from bot.ui.stories import announcement
from bot.ui.words import words_for

log = structlog.get_logger(__name__)

UNKNOWN_CHANNEL = 10003
UNKNOWN_MEMBER = 10007
UNKNOWN_USER = 10013
"""Discord's error codes."""

TOO_MANY_REQUESTS = 429

HISTORY_LOOK = 100
"""Messages that are looked through for a post that may stand there already: one request's worth."""

CLOCK_SLACK = timedelta(minutes=2)
"""How far our clock and Discord's may differ when a channel's history is searched from an instant on."""

ENGLISH = "en-US"


def outcome_of(failure: BaseException) -> Delivery:
    """What a failed request says about the post."""
    match failure:
        case discord.NotFound():
            return Gone()
        case discord.Forbidden():
            return Forbidden()
        case discord.RateLimited(retry_after=seconds):
            return Retry(timedelta(seconds=seconds))
        case discord.DiscordServerError():
            # The library has repeated it under the same nonce; whether one got through is not known.
            return Unknown()
        case discord.HTTPException(status=status) if status == TOO_MANY_REQUESTS:
            return Retry()
        case discord.HTTPException():
            return Retry()
        case _:
            return Unknown()


class DiscordPublisher:
    """Sends posts through a connected client. Implements ``bot.domain.delivery.Publisher``."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def present(self, guild_id: int, member_id: int) -> bool | None:
        """Whether the member is in the guild now, asked of Discord: without the members intent nothing else tells."""
        guild = self._client.get_guild(guild_id)
        if guild is None or guild.unavailable:
            return None
        try:
            await guild.fetch_member(member_id)
        except discord.NotFound as failure:
            return False if failure.code in {UNKNOWN_MEMBER, UNKNOWN_USER} else None
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as failure:
            log.warning("member_lookup_failed", guild=guild_id, error=str(failure))
            return None
        return True

    async def publish(self, post: Post) -> Delivery:
        """Send the announcement; the same post has the same nonce at every attempt."""
        channel = self._client.get_partial_messageable(post.channel_id, guild_id=post.guild_id)
        view = announcement(post.card, words_for(self._locale(post.guild_id)))
        try:
            message = await channel.send(view=view, nonce=post.nonce, allowed_mentions=NOBODY)
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as failure:
            log.warning("post_failed", post=post.id, error=repr(failure))
            return outcome_of(failure)
        return Sent(message.id)

    async def find(self, post: Post, since: datetime) -> Delivery | None:
        """Look through the channel for our own message with a button to this very story."""
        channel = self._client.get_partial_messageable(post.channel_id, guild_id=post.guild_id)
        me = self._client.user
        try:
            async for message in channel.history(limit=HISTORY_LOOK, after=since - CLOCK_SLACK, oldest_first=False):
                if me is not None and message.author.id == me.id and post.card.link in set(_links(message)):
                    return Sent(message.id)
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as failure:
            log.warning("look_failed", post=post.id, error=repr(failure))
            return outcome_of(failure)
        return None

    def _locale(self, guild_id: int) -> str:
        guild = self._client.get_guild(guild_id)
        return guild.preferred_locale.value if guild else ENGLISH


def _links(message: discord.Message) -> Iterator[str]:
    """The addresses that the message's link buttons open."""
    pending = list(message.components)
    while pending:
        component = pending.pop()
        if isinstance(component, discord.Button) and component.url:
            yield component.url
        pending.extend(getattr(component, "children", ()))
