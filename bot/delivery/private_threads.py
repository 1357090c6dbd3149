"""Private threads: opened under a channel, with a card in them, and with those whom the card is for. Exactly once.

A kill can come between any two steps, so their order is such that each half-made thread is found and finished: the
thread is opened (nobody but us is in it), its id is kept, the card is sent, and the people are added, which can be
repeated.

Names of threads repeat, so no thread is ever looked for by what it is called: a post knows its own by the id alone, and
takes it up again only while its card stands there, or where nothing and nobody was in it yet. Whoever is added to a
thread reads all that was said there before.
"""

from typing import Literal

import discord
import structlog

from bot.domain.posting.delivery import Delivery, Forbidden, Gone, Post, Retry, Sent, nonce_for
from bot.ui.kit.shown import marks_in
from bot.ui.kit.words import Words
from bot.ui.posting.look import Looks

log = structlog.get_logger(__name__)

ARCHIVED_AFTER: Literal[10080] = 10080
"""Minutes without a word after which Discord folds the thread away: a week, its longest; a word brings it back."""

FIRST_LOOK = 10
"""Messages at the beginning of a thread among which our card is: people may have talked, but only after it."""


class PrivateThreads:
    """The part of the publisher that opens private threads. What Discord refuses is raised, as in its library."""

    def __init__(self, client: discord.Client, looks: Looks) -> None:
        self._client = client
        self._looks = looks

    async def open(self, post: Post, say: Words) -> int | Delivery:
        """The id of an empty thread for the card: its own, or a new one; ``Sent`` where the card stands already."""
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
        """Send the card into the thread that was opened for it, and let its people in."""
        thread = await self._own(post)
        if thread is None:
            return Retry()  # deleted since, or none was opened: that says nothing about the channel
        # Discord answers a nonce that it knows with the message of then, wherever that is: each thread has its own.
        nonce = nonce_for(thread.id, post.nonce)
        look = self._looks[type(post.card)]
        view, mentions = look.view(post.card, say), look.mentions(post.card)
        message = await thread.send(view=view, nonce=nonce, allowed_mentions=mentions)
        return await self._fill(thread, message.id, post)

    async def find(self, post: Post) -> Delivery | None:
        """Finish and name the thread in which the card stands; ``None`` where it stands in none."""
        channel = await self._parent(post)
        if not isinstance(channel, discord.TextChannel):
            return channel
        own = await self._own(post)
        card = None if own is None else self._card_among(await self._beginning(own), post)
        return None if own is None or card is None else await self._fill(own, card, post)

    async def _parent(self, post: Post) -> discord.TextChannel | Gone | Forbidden | Retry:
        """The channel, where its history can be read: without that right Discord shows every thread as an empty one."""
        try:
            channel = self._client.get_channel(post.channel_id) or await self._client.fetch_channel(post.channel_id)
        except discord.NotFound:
            return Gone()
        if not isinstance(channel, discord.TextChannel) or channel.is_news():
            return Forbidden()  # Discord knows private threads under text channels only
        me = channel.guild.get_member(self._client.user.id) if self._client.user else None
        if me is None:
            return Retry()  # the server is not there yet, and so our rights in it are not known
        held = channel.permissions_for(me)
        if not (held.view_channel and held.read_message_history):
            log.warning("thread_history_unreadable", post=post.id, channel=channel.id)
            return Forbidden()
        return channel

    async def _own(self, post: Post) -> discord.Thread | None:
        """The thread that was opened for the post; ``None`` where there is none, or where we were put out of it."""
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
        """The message that shows the post's card."""
        me, mark = self._client.user, self._looks[type(post.card)].mark(post.card)
        for each in messages:
            mine = me is not None and each.author.id == me.id
            if mine and mark in marks_in(part.to_dict() for part in each.components):
                return each.id
        return None

    async def _fill(self, thread: discord.Thread, message_id: int, post: Post) -> Delivery:
        """Add the people, which pings each of them once: they asked for it. Who is in already stays so."""
        if thread.locked:
            return Sent(message_id, thread.id)  # moderators closed it
        if thread.archived:
            await thread.edit(archived=False)  # a folded thread takes nobody in
        people = self._looks[type(post.card)].people
        for member_id in people(post.card) if people else ():
            try:
                await thread.add_user(discord.Object(member_id))
            except (discord.Forbidden, discord.NotFound) as failure:
                # We may write here, as the card shows: it is this member who cannot see the channel, or left just now.
                log.warning("thread_member_missing", post=post.id, error=str(failure))
        return Sent(message_id, thread.id)


def _untouched(thread: discord.Thread) -> bool:
    """Whether nobody but us is in it, and nothing was ever said in it: this count of Discord's never goes down."""
    return thread.total_message_sent == 0 and thread.member_count <= 1 and not thread.locked
