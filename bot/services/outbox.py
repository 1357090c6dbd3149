"""Delivery: take a post up in one transaction, send it outside any, record what came of it in another."""

import structlog

from bot.domain.cards import StoryCard
from bot.domain.clock import Clock
from bot.domain.delivery import (
    CLAIM_LEASE,
    Delivery,
    Forbidden,
    Gone,
    Post,
    Publisher,
    Retry,
    Sent,
    Step,
    Unknown,
    next_step,
    nonce_for,
    retry_at,
)
from bot.domain.guilds import ChannelOff
from bot.domain.outbox import GIVE_UP_AFTER, Claimed, DeliveryReport, Withheld, too_late
from bot.domain.stories import Reason
from bot.storage import guilds, members, outbox, stories
from bot.storage.engine import Connection, Database

log = structlog.get_logger(__name__)

BATCH = 25
"""Posts that one turn of the loop sends at most, so that stopping and logging come round."""


class OutboxService:
    """Sends what was decided, once."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

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
        now = self._clock()
        async with self._database.transaction() as conn:
            return await outbox.expire(conn, now - GIVE_UP_AFTER, now)

    async def _claim(self) -> Claimed | None:
        now = self._clock()
        async with self._database.transaction() as conn:
            return await outbox.claim(conn, now, now - CLAIM_LEASE)

    async def _deliver(self, claimed: Claimed, publisher: Publisher) -> DeliveryReport:
        if too_late(claimed.created_at, self._clock()):
            return await self._withhold(claimed, Withheld.TOO_LATE)
        present = await publisher.present(claimed.guild_id, claimed.member_id)
        if present is False:
            return await self._withhold(claimed, Withheld.MEMBER_LEFT)
        if present is None:
            return await self._record(claimed, Retry() if claimed.tried_at is None else Unknown())
        post = await self._post(claimed)
        if next_step(claimed.tried_at, self._clock()) is Step.LOOK_FIRST:
            found = await publisher.find(post, claimed.tried_at or claimed.created_at)
            if found is not None:
                # A look that failed leaves the post's fate as unknown as it was.
                return await self._record(claimed, found if isinstance(found, Sent | Gone | Forbidden) else Unknown())
        return await self._record(claimed, await publisher.publish(post))

    async def _post(self, claimed: Claimed) -> Post:
        async with self._database.reading() as conn:
            story = await stories.get(conn, claimed.story_id)
        if story is None:
            raise LookupError(f"post {claimed.id} announces a story that is not stored")
        return Post(
            id=claimed.id,
            guild_id=claimed.guild_id,
            channel_id=claimed.channel_id,
            nonce=nonce_for(claimed.channel_id, claimed.key),
            card=StoryCard(
                story_id=story.id,
                link=story.link,
                title=story.title,
                author_name=story.author_name,
                member_id=claimed.member_id,
                subtitle=story.subtitle,
                picture=story.picture,
                minutes=story.minutes,
                tags=story.tags,
                published_at=story.published_at,
            ),
        )

    async def _withhold(self, claimed: Claimed, why: Withheld) -> DeliveryReport:
        now = self._clock()
        async with self._database.transaction() as conn:
            await outbox.withhold(conn, claimed.id, why, now)
            if why is Withheld.MEMBER_LEFT:
                await members.leave(conn, claimed.guild_id, claimed.member_id, now)
                await stories.redecide(conn, claimed.guild_id, claimed.story_id, Reason.MEMBER_LEFT)
        log.info("post_withheld", post=claimed.id, guild=claimed.guild_id, why=why.value)
        return DeliveryReport(withheld=1)

    async def _record(self, claimed: Claimed, delivery: Delivery) -> DeliveryReport:
        log.info("post_tried", post=claimed.id, guild=claimed.guild_id, outcome=type(delivery).__name__.lower())
        async with self._database.transaction() as conn:
            return await self._apply(conn, claimed, delivery)

    async def _apply(self, conn: Connection, claimed: Claimed, delivery: Delivery) -> DeliveryReport:
        now = self._clock()
        match delivery:
            case Sent(message_id=message_id):
                await outbox.sent(conn, claimed.id, message_id, now)
                return DeliveryReport(sent=1)
            case Retry(after=after):
                await outbox.postpone(conn, claimed.id, retry_at(claimed.attempts + 1, after, now), certain=True)
                return DeliveryReport(failed=1)
            case Unknown():
                await outbox.postpone(conn, claimed.id, retry_at(claimed.attempts + 1, None, now), certain=False)
                return DeliveryReport(failed=1)
            case Gone() | Forbidden():
                why = ChannelOff.GONE if isinstance(delivery, Gone) else ChannelOff.FORBIDDEN
                off = await guilds.switch_off(conn, claimed.guild_id, claimed.channel_id, why, now)
                # The post waits for the channel that the moderators choose next.
                await outbox.postpone(conn, claimed.id, now, certain=True)
                return DeliveryReport(failed=1, channels_off=int(off))
