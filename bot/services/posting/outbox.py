"""Delivery: take a post up in one transaction, send it outside any, record what came of it in another."""

from dataclasses import replace
from datetime import datetime

import structlog

from bot.domain.kit.clock import Clock
from bot.domain.posting.delivery import (
    CLAIM_LEASE,
    Delivery,
    Forbidden,
    Gone,
    Place,
    Post,
    Publisher,
    Retry,
    Sent,
    Unknown,
    retry_at,
)
from bot.domain.posting.outbox import ADDRESSED, PRIVATE, Claimed, DeliveryReport, PostKind, Withheld
from bot.domain.servers.guilds import ChannelOff
from bot.domain.stories.stories import Reason
from bot.domain.stories.story_views import StoryCard
from bot.services.boards import board_posts
from bot.services.challenges import challenge_posts
from bot.services.circle import calls, introduction_posts
from bot.services.compose import Held, Moved, compose, reconsider
from bot.services.growth import milestone_posts
from bot.services.reading import note_posts
from bot.services.stories.topics import TopicService
from bot.storage.database.engine import Connection, Database
from bot.storage.posting import gathering, outbox
from bot.storage.servers import guilds, members
from bot.storage.stories import announcing, stories

log = structlog.get_logger(__name__)

BATCH = 25
"""Posts that one turn of the loop sends at most, so that stopping and logging come round."""


class OutboxService:
    """Sends what was decided, once."""

    def __init__(self, database: Database, clock: Clock, topics: TopicService) -> None:
        self._database = database
        self._clock = clock
        self._topics = topics

    async def deliver_due(self, publisher: Publisher) -> DeliveryReport:
        """Send the posts that are due, oldest first."""
        report = DeliveryReport()
        for _ in range(BATCH):
            claimed = await self._claim()
            if claimed is None:
                break
            report += await self._deliver(claimed, publisher)
        return report

    async def expire(self) -> int:
        """Withhold what has waited too long, for a working channel or for Discord; how many posts."""
        async with self._database.transaction() as conn:
            return await outbox.expire(conn, self._clock())

    async def _claim(self) -> Claimed | None:
        now = self._clock()
        async with self._database.transaction() as conn:
            return await outbox.claim(conn, now, now - CLAIM_LEASE)

    async def _deliver(self, claimed: Claimed, publisher: Publisher) -> DeliveryReport:
        if claimed.news_until is not None and self._clock() > claimed.news_until:
            return await self._withhold(claimed, Withheld.TOO_LATE)
        if claimed.member_id is not None:
            present = await publisher.present(claimed.guild_id, claimed.member_id)
            if present is False:
                return await self._withhold(claimed, Withheld.MEMBER_LEFT)
            if present is None:
                return await self._record(claimed, _as_before(claimed))
        async with self._database.transaction() as conn:
            verdict = await reconsider(conn, claimed, self._clock())
        if isinstance(verdict, Held):
            return DeliveryReport()
        if isinstance(verdict, Moved):
            return DeliveryReport(withheld=1)
        if claimed.kind is PostKind.NOTE_REMOVAL:
            delivery = await note_posts.remove(claimed, publisher)
            return await (self._record(claimed, delivery) if delivery else self._withhold(claimed, Withheld.EMPTY))
        return await self._send(claimed, publisher)

    async def _send(self, claimed: Claimed, publisher: Publisher) -> DeliveryReport:
        gone = await self._departed(claimed, publisher)
        if gone is None:
            return await self._record(claimed, _as_before(claimed))
        async with self._database.reading() as conn:
            post = await compose(conn, claimed, self._clock(), self._topics, gone)
            wants_thread = (await announcing.settings(conn, claimed.guild_id)).threads
        if post is None:
            return await self._withhold(claimed, Withheld.EMPTY)
        if claimed.kind in {PostKind.EDIT, PostKind.NOTE_EDIT}:
            return await self._amend(claimed, post, publisher)
        if claimed.tried_at is not None:
            found = await publisher.find(post)
            if found is not None:
                # A look that failed leaves the post's fate as unknown as it was.
                return await self._record(claimed, found if isinstance(found, Sent | Gone | Forbidden) else Unknown())
        delivery = await (self._privately(post, publisher) if claimed.kind in PRIVATE else publisher.publish(post))
        report = await self._record(claimed, delivery, post)
        if (
            isinstance(delivery, Sent)
            and wants_thread
            and delivery.thread_id is None
            and claimed.kind is PostKind.STORY
        ):
            # A thread that cannot be opened, or is lost in a crash, never sends the announcement again.
            await publisher.open_thread(post, delivery.message_id)
        return report

    async def _privately(self, post: Post, publisher: Publisher) -> Delivery:
        """Send it into a private thread, whose id is kept before anything is in it."""
        thread_id = await publisher.open_private(post)
        if not isinstance(thread_id, int):
            return thread_id
        async with self._database.transaction() as conn:
            await outbox.opened(conn, post.id, thread_id)
        return await publisher.publish(replace(post, thread_id=thread_id))

    async def _departed(self, claimed: Claimed, publisher: Publisher) -> frozenset[int] | None:
        """Of the members whom something gathered names, those who left; ``None`` where Discord did not say."""
        async with self._database.reading() as conn:
            named = await _named(conn, claimed)
        there = {member_id: await publisher.present(claimed.guild_id, member_id) for member_id in sorted(named)}
        if None in there.values():
            return None
        left = frozenset(member_id for member_id, present in there.items() if not present)
        if left:
            async with self._database.transaction() as conn:
                for member_id in sorted(left):
                    await members.leave(conn, claimed.guild_id, member_id, self._clock())
        return left

    async def _amend(self, claimed: Claimed, post: Post, publisher: Publisher) -> DeliveryReport:
        place = Place(claimed.thread_id or claimed.channel_id, claimed.message_id or 0)
        return await self._record(claimed, await publisher.amend(post, place))

    async def _withhold(self, claimed: Claimed, why: Withheld) -> DeliveryReport:
        now = self._clock()
        async with self._database.transaction() as conn:
            await outbox.withhold(conn, claimed.id, why, now)
            if why is Withheld.MEMBER_LEFT and claimed.member_id is not None:
                await members.leave(conn, claimed.guild_id, claimed.member_id, now)
                if claimed.story_id is not None and claimed.kind is PostKind.STORY:
                    await stories.redecide(conn, claimed.guild_id, claimed.story_id, Reason.MEMBER_LEFT)
        log.info("post_withheld", post=claimed.id, guild=claimed.guild_id, why=why.value)
        return DeliveryReport(withheld=1)

    async def _record(self, claimed: Claimed, delivery: Delivery, post: Post | None = None) -> DeliveryReport:
        log.info("post_tried", post=claimed.id, guild=claimed.guild_id, outcome=type(delivery).__name__.lower())
        async with self._database.transaction() as conn:
            report = await self._apply(conn, claimed, delivery)
            if isinstance(delivery, Sent):
                await note_posts.arrived(conn, claimed, delivery.message_id, self._clock())
                await challenge_posts.arrived(conn, claimed, delivery.thread_id)
                await milestone_posts.arrived(conn, claimed, delivery, self._clock())
                await _thread_stands(conn, claimed, delivery.thread_id, self._clock())
            if isinstance(delivery, Sent) and post is not None and isinstance(post.card, StoryCard):
                await self._topics.pinged(conn, post.guild_id, post.card.pings, post.card.tags, self._clock())
        return report

    async def _apply(self, conn: Connection, claimed: Claimed, delivery: Delivery) -> DeliveryReport:
        now = self._clock()
        match delivery:
            case Sent(message_id=message_id, thread_id=thread_id):
                await outbox.sent(conn, claimed.id, message_id, now, thread_id=thread_id or claimed.thread_id)
                return DeliveryReport(sent=1)
            case Retry(after=after):
                await outbox.postpone(conn, claimed.id, retry_at(claimed.attempts + 1, after, now), certain=True)
                return DeliveryReport(failed=1)
            case Unknown():
                await outbox.postpone(conn, claimed.id, retry_at(claimed.attempts + 1, None, now), certain=False)
                return DeliveryReport(failed=1)
            case Gone() | Forbidden() if claimed.kind in ADDRESSED:
                # It has no other place, and says nothing about the guild's channels.
                await outbox.withhold(conn, claimed.id, Withheld.MESSAGE_GONE, now)
                return DeliveryReport(withheld=1)
            case Gone() | Forbidden() if await challenge_posts.give_up_place(conn, claimed):
                await outbox.postpone(conn, claimed.id, now, certain=True)
                return DeliveryReport(failed=1)
            case Gone() | Forbidden():
                why = ChannelOff.GONE if isinstance(delivery, Gone) else ChannelOff.FORBIDDEN
                off = await guilds.switch_off(conn, claimed.guild_id, claimed.channel_id, why, now)
                # The post waits for the channel that the moderators choose next.
                await outbox.postpone(conn, claimed.id, now, certain=True)
                return DeliveryReport(failed=1, channels_off=int(off))


async def _named(conn: Connection, claimed: Claimed) -> frozenset[int]:
    """The members whom something gathered, or a private thread, names besides ``claimed.member_id``."""
    match claimed.kind:
        case PostKind.BOARD:
            return await board_posts.named(conn, claimed)
        case PostKind.INTRODUCTION:
            return await introduction_posts.named(conn, claimed)
        case PostKind.CALL:
            return await calls.named(conn, claimed)
        case PostKind.DIGEST | PostKind.ROUNDUP:
            gathered = await gathering.gathered(conn, claimed.id)
            return frozenset(each.member_id for each in gathered if each.member_id is not None)
        case _:
            return frozenset()


async def _thread_stands(conn: Connection, claimed: Claimed, thread_id: int | None, now: datetime) -> None:
    """A private thread stands."""
    if claimed.kind is PostKind.INTRODUCTION:
        await introduction_posts.arrived(conn, claimed, thread_id)
    elif claimed.kind is PostKind.CALL:
        await calls.arrived(conn, claimed, thread_id, now)


def _as_before(claimed: Claimed) -> Delivery:
    """What is known of a post that was not handed to Discord this time."""
    return Retry() if claimed.tried_at is None else Unknown()
