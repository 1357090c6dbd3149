"""Private threads: opened under a channel, with a card in them, and with those whom the card is for. Exactly once.

A kill can come between any two steps, so their order is such that each half-made thread is found and finished: the
thread is opened (nobody but us is in it), the card is sent (its mark says whose thread it is), the people are added,
which can be repeated. An empty thread of ours is as good for one post of its name as for another.
"""

from typing import Literal

import discord
import structlog

from bot.domain.call_views import CallCard
from bot.domain.cards import AnyCard
from bot.domain.delivery import Delivery, Forbidden, Gone, Post, Sent
from bot.domain.introduction_views import IntroductionCard
from bot.ui.posts import mark_of, mentions_of, title_of, view_of
from bot.ui.shown import marks_in
from bot.ui.words import Words

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
        """Bring the thread about, or finish one that an earlier attempt left."""
        channel = await self._parent(post)
        if not isinstance(channel, discord.TextChannel) or channel.is_news():
            return Forbidden() if channel else Gone()  # Discord knows private threads under text channels only
        found = await self._ours(channel, post, say)
        for thread, card in found:
            if card is not None:
                return await self._fill(thread, card, post)
        empty = next((thread for thread, _ in found), None)
        thread = empty or await channel.create_thread(
            name=title_of(post.card, say),
            type=discord.ChannelType.private_thread,
            auto_archive_duration=ARCHIVED_AFTER,
            invitable=False,
        )
        message = await thread.send(
            view=view_of(post.card, say), nonce=post.nonce, allowed_mentions=mentions_of(post.card)
        )
        return await self._fill(thread, message.id, post)

    async def find(self, post: Post, say: Words) -> Delivery | None:
        """Finish and name the thread in which the card stands; ``None`` where it stands in none."""
        channel = await self._parent(post)
        if not isinstance(channel, discord.TextChannel):
            return None
        for thread, card in await self._ours(channel, post, say):
            if card is not None:
                return await self._fill(thread, card, post)
        return None

    async def _parent(self, post: Post) -> object | None:
        try:
            return self._client.get_channel(post.channel_id) or await self._client.fetch_channel(post.channel_id)
        except discord.NotFound:
            return None

    async def _ours(
        self, channel: discord.TextChannel, post: Post, say: Words
    ) -> list[tuple[discord.Thread, int | None]]:
        """Our threads of this name: those with this post's card (and the message that shows it), and empty ones."""
        me = self._client.user
        found: list[tuple[discord.Thread, int | None]] = []
        for thread in await channel.guild.active_threads():
            mine = me is not None and thread.owner_id == me.id and thread.parent_id == channel.id
            if not mine or not thread.is_private() or thread.name != title_of(post.card, say):
                continue
            messages = [each async for each in thread.history(limit=FIRST_LOOK, oldest_first=True)]
            cards = [each for each in messages if mark_of(post.card) in marks_in(c.to_dict() for c in each.components)]
            if cards:
                found.append((thread, cards[0].id))
            elif not any(each.components for each in messages):
                found.append((thread, None))
        return found

    async def _fill(self, thread: discord.Thread, message_id: int, post: Post) -> Delivery:
        """Add the people, which pings each of them once: they asked for it. Who is in already stays so."""
        for member_id in people_of(post.card) or ():
            try:
                await thread.add_user(discord.Object(member_id))
            except (discord.Forbidden, discord.NotFound) as failure:
                # We may write here, as the card shows: it is this member who cannot see the channel, or left just now.
                log.warning("thread_member_missing", post=post.id, error=str(failure))
        return Sent(message_id, thread.id)
