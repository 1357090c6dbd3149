"""Private threads: opened under a channel, with a card in them, and with those whom the card is for. Exactly once.

A thread is a post's own by its id and by nothing else: one that merely looks like it, by its name or because nothing
stands in it, may hold other people, and the newcomers would read all that they wrote. So the id is recorded before
anything is put in. A thread whose id was not recorded, because the program was killed in that instant, stays behind
empty, and Discord folds it away.

After that a kill can come between any two steps: the post's own thread is given its card if it lacks it, and its
people, which can be repeated.
"""

from typing import Literal

import discord
import structlog

from bot.domain.circle.call_views import CallCard
from bot.domain.circle.introduction_views import IntroductionCard
from bot.domain.posting.cards import AnyCard
from bot.domain.posting.delivery import Delivery, Forbidden, Gone, Opened, Post, Retry, Sent
from bot.ui.kit.shown import marks_in
from bot.ui.kit.words import Words
from bot.ui.posting.posts import mark_of, mentions_of, title_of, view_of

log = structlog.get_logger(__name__)

ARCHIVED_AFTER: Literal[10080] = 10080
"""Minutes without a word after which Discord folds the thread away: a week, its longest; a word brings it back."""

FIRST_LOOK = 10
"""Messages at the beginning of a thread among which our card is: people may have talked, but only after it."""


def people_of(card: AnyCard) -> tuple[int, ...] | None:
    """Who is added to the private thread of a card; ``None`` for a card that does not stand in one."""
    match card:
        case IntroductionCard(people=people):
            return tuple(each.member_id for each in people)
        case CallCard(call=call, member_id=member_id):
            return call.member_id, member_id
        case _:
            return None


class PrivateThreads:
    """The part of the publisher that opens private threads. What Discord refuses is raised, as in its library."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def publish(self, post: Post, say: Words) -> Delivery:
        """Open a thread for the post; where one was opened for it, put the card and the people into that."""
        channel = await self._parent(post)
        if not isinstance(channel, discord.TextChannel):
            return channel
        thread = await self._own(channel, post)
        if thread is None:
            made = await channel.create_thread(
                name=title_of(post.card, say),
                type=discord.ChannelType.private_thread,
                auto_archive_duration=ARCHIVED_AFTER,
                invitable=False,
            )
            return Opened(made.id)
        standing = await self._card_in(thread, post)
        if standing is None:
            view, mentions = view_of(post.card, say), mentions_of(post.card)
            standing = (await thread.send(view=view, nonce=post.nonce, allowed_mentions=mentions)).id
        return await self._fill(thread, standing, post)

    async def find(self, post: Post) -> Delivery | None:
        """Finish the post's own thread where the card stands in it; ``None`` where it does not."""
        channel = await self._parent(post)
        if not isinstance(channel, discord.TextChannel):
            return channel
        thread = await self._own(channel, post)
        standing = await self._card_in(thread, post) if thread else None
        return await self._fill(thread, standing, post) if thread and standing else None

    async def _parent(self, post: Post) -> discord.TextChannel | Delivery:
        """The channel, or why no thread may be opened under it."""
        channel: object = self._client.get_channel(post.channel_id)
        if channel is None:
            try:
                channel = await self._client.fetch_channel(post.channel_id)
            except discord.NotFound:
                return Gone()
        if not isinstance(channel, discord.TextChannel) or channel.is_news():
            return Forbidden()  # Discord knows private threads under text channels only
        me: discord.Member | None = channel.guild.me
        if me is None:
            return Retry()
        held = channel.permissions_for(me)
        # Without the history Discord answers that a thread holds nothing, whatever it holds.
        return channel if held.view_channel and held.read_message_history else Forbidden()

    async def _own(self, channel: discord.TextChannel, post: Post) -> discord.Thread | None:
        """The thread that was opened for the post; ``None`` where there is none under this channel (any more)."""
        if post.thread_id is None:
            return None
        try:
            thread = await self._client.fetch_channel(post.thread_id)
        except discord.NotFound:
            return None
        return thread if isinstance(thread, discord.Thread) and thread.parent_id == channel.id else None

    async def _card_in(self, thread: discord.Thread, post: Post) -> int | None:
        """The message that shows the post's card."""
        async for message in thread.history(limit=FIRST_LOOK, oldest_first=True):
            if mark_of(post.card) in marks_in(each.to_dict() for each in message.components):
                return message.id
        return None

    async def _fill(self, thread: discord.Thread, message_id: int, post: Post) -> Delivery:
        """Add the people, which pings each of them once: they asked for it. Who is in already stays so."""
        for member_id in people_of(post.card) or ():
            try:
                await thread.add_user(discord.Object(member_id))
            except (discord.Forbidden, discord.NotFound) as failure:
                # We may write here, as the card shows: it is this member who cannot see the channel, or left just now.
                log.warning("thread_member_missing", post=post.id, error=str(failure))
        return Sent(message_id, thread.id)
