"""Private threads: each is opened once under a channel, gets the card, and then the people whom the card is for.

The process can be killed between any two steps. Their order lets the next attempt find a half-made thread and finish
it: open the thread (only the bot is in it), store its id, send the card, add the people, which can be repeated.

A thread is found by its stored id only, as names of threads are not unique. It is used again only if the card is in it,
or if it has had no messages and no other members: whoever is added to a thread can read everything in it.
"""

from typing import Literal

import discord
import structlog

from bot.domain.posting.delivery import Delivery, Forbidden, Gone, Post, Retry, Sent, nonce_for
from bot.ui.kit.shown import components_of_ours, marks_in
from bot.ui.kit.words import Words
from bot.ui.posting.look import Looks

log = structlog.get_logger(__name__)

ARCHIVED_AFTER: Literal[10080] = 10080
"""Minutes without a message after which Discord archives the thread: a week, the longest. A message reopens it."""

FIRST_LOOK = 10
"""Messages from the beginning of a thread among which the card is looked for: people can write only after it."""


class PrivateThreads:
    """The part of the publisher for private threads. discord.py's exceptions are not caught here."""

    def __init__(self, client: discord.Client, looks: Looks) -> None:
        self._client = client
        self._looks = looks

    async def open(self, post: Post, say: Words) -> int | Delivery:
        """The id of an empty thread for the card, the post's own or a new one; ``Sent`` if the card is in it."""
        channel = await self._parent(post)
        if not isinstance(channel, discord.TextChannel):
            return channel
        own = await self._own(post)
        if own is not None:
            messages = await self._beginning(own)
            card = self._card_among(messages, post)
            if card is not None:
                return await self._fill(own, card, post)
            if own.parent_id == channel.id and not messages and _untouched(own):
                return own.id
        made = await channel.create_thread(
            name=self._looks[type(post.card)].thread_name(post.card, say),
            type=discord.ChannelType.private_thread,
            auto_archive_duration=ARCHIVED_AFTER,
            invitable=False,
        )
        return made.id

    async def publish(self, post: Post, say: Words) -> Delivery:
        """Send the card into the thread that was opened for it, and add the people."""
        thread = await self._own(post)
        if thread is None:
            return Retry()  # deleted since, or never opened; the channel may be all right
        # For a known nonce Discord returns the earlier message, from any channel: each thread needs its own.
        nonce = nonce_for(thread.id, post.nonce)
        look = self._looks[type(post.card)]
        view, mentions = look.view(post.card, say), look.mentions(post.card)
        message = await thread.send(view=view, nonce=nonce, allowed_mentions=mentions)
        return await self._fill(thread, message.id, post)

    async def find(self, post: Post) -> Delivery | None:
        """Finish the post's thread if the card is in it; ``None`` if it is not."""
        channel = await self._parent(post)
        if not isinstance(channel, discord.TextChannel):
            return channel
        own = await self._own(post)
        card = None if own is None else self._card_among(await self._beginning(own), post)
        return None if own is None or card is None else await self._fill(own, card, post)

    async def _parent(self, post: Post) -> discord.TextChannel | Gone | Forbidden | Retry:
        """The channel, if the bot can read its history: without that permission every thread would seem empty."""
        try:
            channel = self._client.get_channel(post.channel_id) or await self._client.fetch_channel(post.channel_id)
        except discord.NotFound:
            return Gone()
        if not isinstance(channel, discord.TextChannel) or channel.is_news():
            return Forbidden()  # Discord has private threads only in text channels
        me = channel.guild.get_member(self._client.user.id) if self._client.user else None
        if me is None:
            return Retry()  # the guild is not loaded yet, so our permissions are not known
        held = channel.permissions_for(me)
        if not (held.view_channel and held.read_message_history):
            log.warning("thread_history_unreadable", post=post.id, channel=channel.id)
            return Forbidden()
        return channel

    async def _own(self, post: Post) -> discord.Thread | None:
        """The thread that was opened for the post; ``None`` if there is none, or the bot was removed from it."""
        if post.thread_id is None:
            return None
        try:
            thread = await self._client.fetch_channel(post.thread_id)
        except (discord.NotFound, discord.Forbidden):
            return None
        return thread if isinstance(thread, discord.Thread) else None

    async def _beginning(self, thread: discord.Thread) -> list[discord.Message]:
        return [each async for each in thread.history(limit=FIRST_LOOK, oldest_first=True)]

    def _card_among(self, messages: list[discord.Message], post: Post) -> int | None:
        """The id of the message with the post's card; ``None`` if there is none."""
        mark = self._looks[type(post.card)].mark(post.card)
        return next((each.id for each in messages if mark in marks_in(components_of_ours(each, self._client))), None)

    async def _fill(self, thread: discord.Thread, message_id: int, post: Post) -> Delivery:
        """Add the people to the thread. Discord pings each of them once; adding somebody again has no effect."""
        if thread.locked:
            return Sent(message_id, thread.id)  # moderators closed it
        if thread.archived:
            await thread.edit(archived=False)  # nobody can be added to an archived thread
        people = self._looks[type(post.card)].people
        for member_id in people(post.card) if people else ():
            try:
                await thread.add_user(discord.Object(member_id))
            except (discord.Forbidden, discord.NotFound) as failure:
                # The bot may write here, so the reason is this member: they cannot see the channel, or have left.
                log.warning("thread_member_missing", post=post.id, error=str(failure))
        return Sent(message_id, thread.id)


def _untouched(thread: discord.Thread) -> bool:
    """Whether only the bot is in it, and it never had a message: Discord's total does not decrease on deletion."""
    return thread.total_message_sent == 0 and thread.member_count <= 1 and not thread.locked
