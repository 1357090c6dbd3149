"""Sends posts and notices, and maps every failure of a request to one of the outcomes in ``Delivery``."""

from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord
import structlog

from bot.delivery.post_pictures import PostPictures
from bot.delivery.private_threads import PrivateThreads
from bot.domain.posting.delivery import Delivery, Forbidden, Gone, MessagePlace, Post, Retry, Sent, Unknown
from bot.domain.posting.forum_tags import matching_forum_tags
from bot.domain.posting.notices import PrivateWord
from bot.ui.kit.answer import NOBODY
from bot.ui.kit.pictured import Paints
from bot.ui.kit.shown import components_of_ours, marks_in, texts_in
from bot.ui.kit.words import Words, words_for
from bot.ui.posting.look import Look, Looks
from bot.ui.posting.notice_look import NoticeLooks
from bot.ui.posting.notices import direct_card, notice_words

log = structlog.get_logger(__name__)

UNKNOWN_MEMBER = 10007
UNKNOWN_USER = 10013
HAS_THREAD = 160004
CLOSED_TO_US = frozenset({50007, 50278})
"""Discord's error codes."""

FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
"""Every exception of a request to Discord; ``outcome_of`` maps them."""

HISTORY_LOOK = 100
"""Messages that are searched for a post that may have been sent before: as many as one request returns."""

CLOCK_SLACK = timedelta(minutes=2)
"""How far our clock and Discord's may differ, when a history is searched from an instant on."""

ENGLISH = "en-US"


def outcome_of(failure: BaseException) -> Delivery:
    """The outcome of a post whose request failed."""
    match failure:
        case discord.NotFound():
            return Gone()
        case discord.Forbidden():
            return Forbidden()
        case discord.RateLimited(retry_after=seconds):
            return Retry(timedelta(seconds=seconds))
        case discord.DiscordServerError():
            # The library has repeated it with the same nonce; one attempt may have succeeded.
            return Unknown()
        case discord.HTTPException():
            return Retry()
        case _:
            return Unknown()


class DiscordPublisher:
    """Sends posts through a connected client. Implements ``bot.domain.posting.delivery.Publisher``."""

    def __init__(self, client: discord.Client, painter: Paints, looks: Looks, notice_looks: NoticeLooks) -> None:
        self._client = client
        self._looks = looks
        self._notice_looks = notice_looks
        self._pictures = PostPictures(client, painter, looks)
        self._threads = PrivateThreads(client, looks)

    async def present(self, guild_id: int, member_id: int) -> bool | None:
        """Whether the member is in the guild; ``None`` if that is not known. Discord is asked, as the bot has no
        members intent."""
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
        """Send the card: to its private thread if it is for a few people, as a new post in a forum, else a message.
        A post has the same nonce at every attempt."""
        try:
            if self._look(post).people is not None:
                return await self._threads.publish(post, self._say(post))
            channel = self._client.get_channel(post.channel_id)
            if isinstance(channel, discord.ForumChannel):
                return await self._begin_forum_post(channel, post)
            place = self._client.get_partial_messageable(post.channel_id, guild_id=post.guild_id)
            card, files = await self._pictures.attached(post, self._say(post))
            message = await place.send(
                view=self._look(post).view(card, self._say(post)),
                files=files or discord.utils.MISSING,
                nonce=post.nonce,
                allowed_mentions=self._look(post).mentions(card),
            )
        except FAILURES as failure:
            log.warning("post_failed", post=post.id, error=repr(failure))
            return outcome_of(failure)
        return Sent(message.id)

    async def open_private(self, post: Post) -> int | Delivery:
        """The id of the post's private thread, which is opened with only the bot in it if there is none."""
        try:
            return await self._threads.open(post, self._say(post))
        except FAILURES as failure:
            log.warning("private_thread_failed", post=post.id, error=repr(failure))
            return outcome_of(failure)

    async def _begin_forum_post(self, forum: discord.ForumChannel, post: Post) -> Delivery:
        wanted = matching_forum_tags(
            {tag.name: tag.id for tag in forum.available_tags},
            self._look(post).forum_tags(post.card),
        )
        card, files = await self._pictures.attached(post, self._say(post))
        made = await forum.create_thread(
            name=self._look(post).thread_name(post.card, self._say(post)),
            view=self._look(post).view(card, self._say(post)),
            files=files or discord.utils.MISSING,
            applied_tags=[tag for tag in forum.available_tags if tag.id in wanted],
            allowed_mentions=self._look(post).mentions(post.card),
        )
        return Sent(made.message.id, made.thread.id)

    async def amend(self, post: Post, place: MessagePlace) -> Delivery:
        """Edit the message, without pinging anybody again."""
        channel = self._client.get_partial_messageable(place.channel_id, guild_id=post.guild_id)
        try:
            await channel.get_partial_message(place.message_id).edit(
                view=self._look(post).view(post.card, self._say(post)), allowed_mentions=NOBODY
            )
        except FAILURES as failure:
            log.warning("edit_failed", post=post.id, error=repr(failure))
            return outcome_of(failure)
        return Sent(place.message_id)

    async def remove(self, guild_id: int, place: MessagePlace) -> Delivery:
        """Delete our own message. One that is gone already counts as deleted."""
        channel = self._client.get_partial_messageable(place.channel_id, guild_id=guild_id)
        try:
            await channel.get_partial_message(place.message_id).delete()
        except discord.NotFound:
            return Sent(place.message_id)
        except FAILURES as failure:
            log.warning("removal_failed", message=place.message_id, error=repr(failure))
            return outcome_of(failure)
        return Sent(place.message_id)

    async def open_thread(self, post: Post, message_id: int) -> bool:
        """Open a thread from a message; whether it has one now. A message can have one only."""
        channel = self._client.get_partial_messageable(post.channel_id, guild_id=post.guild_id)
        try:
            await channel.get_partial_message(message_id).create_thread(
                name=self._look(post).thread_name(post.card, self._say(post))
            )
        except FAILURES as failure:
            log.warning("thread_failed", post=post.id, error=repr(failure))
            return isinstance(failure, discord.HTTPException) and failure.code == HAS_THREAD
        return True

    async def find(self, post: Post) -> Delivery | None:
        """Look for an earlier message of the same post; ``None`` if there is none."""
        try:
            if self._look(post).people is not None:
                return await self._threads.find(post)
            channel = self._client.get_channel(post.channel_id)
            if isinstance(channel, discord.ForumChannel):
                return await self._in_forum(channel, post)
            return await self._in_channel(post)
        except FAILURES as failure:
            log.warning("look_failed", post=post.id, error=repr(failure))
            return outcome_of(failure)

    async def wrote_in(self, guild_id: int, thread_id: int) -> frozenset[int] | None:
        """The ids of the authors of the latest messages in the thread; ``None`` if Discord could not be asked."""
        thread = self._client.get_partial_messageable(thread_id, guild_id=guild_id)
        try:
            return frozenset([message.author.id async for message in thread.history(limit=HISTORY_LOOK)])
        except (discord.NotFound, discord.Forbidden):
            return frozenset()
        except FAILURES as failure:
            log.warning("thread_look_failed", thread=thread_id, error=repr(failure))
            return None

    async def _in_channel(self, post: Post) -> Delivery | None:
        channel = self._client.get_partial_messageable(post.channel_id, guild_id=post.guild_id)
        async for message in channel.history(limit=HISTORY_LOOK):
            if self._shows(message, post):
                return Sent(message.id)
        return None

    async def _in_forum(self, forum: discord.ForumChannel, post: Post) -> Delivery | None:
        for thread in forum.threads:
            if thread.name == self._look(post).thread_name(post.card, self._say(post)):
                # The first message of a forum post has the id of its thread.
                first = await thread.fetch_message(thread.id)
                if self._shows(first, post):
                    return Sent(thread.id, thread.id)
        return None

    def _shows(self, message: discord.Message, post: Post) -> bool:
        """Whether the message is the post, sent before."""
        mark = self._look(post).mark(post.card)
        return mark in marks_in(components_of_ours(message, self._client))

    async def tell(self, word: PrivateWord) -> Delivery:
        """Send the notice as a direct message, unless the same words were sent since ``look_since``."""
        guild = self._client.get_guild(word.guild_id)
        say = words_for(self._locale(word.guild_id))
        look = self._notice_looks[word.notice.kind]
        card = direct_card(word.notice, look, guild.name if guild else "", say)
        try:
            channel = await self._client.create_dm(discord.Object(word.member_id))
            if word.look_since is not None:
                standing = await self._in_direct(channel, notice_words(word.notice, look, say), word.look_since)
                if standing is not None:
                    return Sent(standing)
            message = await channel.send(view=card, nonce=word.nonce, allowed_mentions=NOBODY)
        except FAILURES as failure:
            log.warning("private_word_failed", notice=word.notice.id, error=repr(failure))
            if isinstance(failure, discord.Forbidden) and failure.code not in CLOSED_TO_US:
                return Retry()  # Discord forbids the bot all direct messages for now; the member has not closed theirs
            return outcome_of(failure)
        return Sent(message.id)

    async def _in_direct(self, channel: discord.DMChannel, words: str, since: datetime) -> int | None:
        async for message in channel.history(limit=HISTORY_LOOK, after=since - CLOCK_SLACK, oldest_first=False):
            if words in texts_in(components_of_ours(message, self._client)):
                return message.id
        return None

    def _look(self, post: Post) -> Look[Any]:
        return self._looks[type(post.card)]

    def _say(self, post: Post) -> Words:
        return words_for(self._locale(post.guild_id))

    def _locale(self, guild_id: int) -> str:
        guild = self._client.get_guild(guild_id)
        return guild.preferred_locale.value if guild else ENGLISH
