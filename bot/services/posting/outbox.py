"""Delivery: claim a post in one transaction, send it outside any, record the result in another."""

from dataclasses import replace

import structlog

from bot.domain.kit.clock import Clock
from bot.domain.posting.cards import PostCard
from bot.domain.posting.delivery import (
    CLAIM_LEASE,
    Arrival,
    Delivery,
    Forbidden,
    Gone,
    MessagePlace,
    Post,
    Publisher,
    Retry,
    Sent,
    Unknown,
    nonce_for,
    retry_at,
)
from bot.domain.posting.outbox import Attempt, Claimed, DeliveryReport, Withheld
from bot.domain.posting.quiet_hours import allowed_from
from bot.domain.servers.guilds import ChannelOff
from bot.services.posting.post_type import Act, PostTypes
from bot.storage.database.engine import Connection, Database
from bot.storage.posting import outbox, quiet_hours
from bot.storage.servers import guilds, members

log = structlog.get_logger(__name__)

BATCH = 25
"""Posts that one turn of the loop sends at most, so that stopping and logging come round."""


class OutboxService:
    """Sends each post of the outbox once. ``types`` says what the kinds of posts are."""

    def __init__(self, database: Database, clock: Clock, types: PostTypes) -> None:
        self._database = database
        self._clock = clock
        self._types = types
        self._channels = {kind: type_.channels for kind, type_ in types.items()}

    async def deliver_due(self, publisher: Publisher) -> DeliveryReport:
        """Send the posts that are due, oldest first."""
        report = DeliveryReport()
        for _ in range(BATCH):
            now = self._clock()
            claimed = await self._database.write(outbox.claim, self._channels, now, now - CLAIM_LEASE)
            if claimed is None:
                break
            report += await self._deliver(claimed, publisher)
        return report

    async def expire(self) -> int:
        """Withhold posts that have waited too long, for a working channel or for Discord; returns how many."""
        return await self._database.write(outbox.expire, self._clock())

    async def _deliver(self, claimed: Claimed, publisher: Publisher) -> DeliveryReport:
        if claimed.news_until is not None and self._clock() > claimed.news_until:
            return await self._withhold(claimed, Withheld.TOO_LATE)
        if claimed.member_id is not None:
            present = await publisher.present(claimed.guild_id, claimed.member_id)
            if present is False:
                return await self._withhold(claimed, Withheld.MEMBER_LEFT)
            if present is None:
                return await self._record(claimed, _as_before(claimed))
        kept_back = await self._reconsider(claimed)
        if kept_back is not None:
            return kept_back
        if self._types[claimed.kind].act is Act.REMOVE:
            return await self._remove(claimed, publisher)
        return await self._send(claimed, publisher)

    async def _reconsider(self, claimed: Claimed) -> DeliveryReport | None:
        """Apply the guild's present settings to a post that is about to be sent; ``None`` if it may be.

        A post that was tried before is looked for first: it may stand in the channel already.
        """
        type_ = self._types[claimed.kind]
        if claimed.tried_at is not None or type_.addressed:
            return None
        now = self._clock()

        async def work(conn: Connection) -> DeliveryReport | None:
            if await self._hold(conn, claimed):
                return DeliveryReport()
            leaves = await type_.reconsider(conn, Attempt(claimed, now))
            return None if leaves else DeliveryReport(withheld=1)

        return await self._database.write(work)

    async def _hold(self, conn: Connection, claimed: Claimed) -> bool:
        """Postpone the post to the end of quiet hours, if these are now; returns whether it was postponed.

        One that was tried stays so, and is looked for again then: Discord may accept a request late, after the look
        that did not find its message.
        """
        type_, now = self._types[claimed.kind], self._clock()
        if type_.addressed or not type_.held_by_quiet_hours:
            return False
        quiet = await quiet_hours.of_guild(conn, claimed.guild_id)
        at = allowed_from(quiet, await guilds.zone(conn, claimed.guild_id), now)
        if at > now:
            await outbox.postpone(conn, claimed.id, at, certain=claimed.tried_at is None, failed=False)
        return at > now

    async def _send(self, claimed: Claimed, publisher: Publisher) -> DeliveryReport:
        departed = await self._departed(claimed, publisher)
        if departed is None:
            return await self._record(claimed, _as_before(claimed))
        post = await self._composed(claimed, departed)
        if post is None:
            return await self._withhold(claimed, Withheld.EMPTY)
        if self._types[claimed.kind].act is Act.AMEND:
            place = MessagePlace(claimed.thread_id or claimed.channel_id, claimed.message_id or 0)
            return await self._record(claimed, await publisher.amend(post, place))
        if claimed.tried_at is not None:
            found = await publisher.find(post)
            if found is not None:
                # A look that failed leaves the post's fate as unknown as it was.
                return await self._record(claimed, found if isinstance(found, Sent | Gone | Forbidden) else Unknown())
            if await self._database.write(self._hold, claimed):
                return DeliveryReport()
        private = self._types[claimed.kind].private
        delivery = await (self._privately(post, publisher) if private else publisher.publish(post))
        report = await self._record(claimed, delivery, post.card)
        if isinstance(delivery, Sent) and post.card.opens_thread and delivery.thread_id is None:
            # A thread that cannot be opened, or is lost in a crash, never sends the announcement again.
            await publisher.open_thread(post, delivery.message_id)
        return report

    async def _privately(self, post: Post, publisher: Publisher) -> Delivery:
        """Send the post into a private thread, whose id is stored before anything is posted in it."""
        thread_id = await publisher.open_private(post)
        if not isinstance(thread_id, int):
            return thread_id
        await self._database.write(outbox.opened, post.id, thread_id)
        return await publisher.publish(replace(post, thread_id=thread_id))

    async def _remove(self, claimed: Claimed, publisher: Publisher) -> DeliveryReport:
        """Delete the message. If it is not known whether there is one, look for it first."""
        if claimed.message_id is not None:
            place = MessagePlace(claimed.channel_id, claimed.message_id)
            return await self._record(claimed, await publisher.remove(claimed.guild_id, place))
        sought = await self._composed(claimed, frozenset())
        found = await publisher.find(sought) if sought is not None else None
        if found is None:
            return await self._withhold(claimed, Withheld.EMPTY)
        if isinstance(found, Sent):
            place = MessagePlace(found.thread_id or claimed.channel_id, found.message_id)
            found = await publisher.remove(claimed.guild_id, place)
        return await self._record(claimed, found)

    async def _composed(self, claimed: Claimed, departed: frozenset[int]) -> Post | None:
        card = await self._database.read(self._types[claimed.kind].compose, Attempt(claimed, self._clock(), departed))
        if card is None:
            return None
        nonce = nonce_for(claimed.channel_id, claimed.key)
        own = claimed.thread_id if self._types[claimed.kind].private else None
        return Post(claimed.id, claimed.guild_id, claimed.channel_id, nonce, card, thread_id=own)

    async def _departed(self, claimed: Claimed, publisher: Publisher) -> frozenset[int] | None:
        """Those of the members the post would name who have left the guild; ``None`` if Discord did not say."""
        named = await self._database.read(self._types[claimed.kind].named, claimed)
        there = {member_id: await publisher.present(claimed.guild_id, member_id) for member_id in sorted(named)}
        if None in there.values():
            return None
        left = frozenset(member_id for member_id, present in there.items() if not present)
        for member_id in sorted(left):
            await self._database.write(members.leave, claimed.guild_id, member_id, self._clock())
        return left

    async def _withhold(self, claimed: Claimed, why: Withheld) -> DeliveryReport:
        now = self._clock()

        async def work(conn: Connection) -> None:
            await outbox.withhold(conn, claimed.id, why, now)
            if why is Withheld.MEMBER_LEFT and claimed.member_id is not None:
                await members.leave(conn, claimed.guild_id, claimed.member_id, now)
            await self._types[claimed.kind].withheld(conn, claimed, why)

        await self._database.write(work)
        log.info("post_withheld", post=claimed.id, guild=claimed.guild_id, why=why.value)
        return DeliveryReport(withheld=1)

    async def _record(self, claimed: Claimed, delivery: Delivery, card: PostCard | None = None) -> DeliveryReport:
        """Store the result of an attempt. ``card`` is what was sent, if it was sent just now."""
        log.info("post_tried", post=claimed.id, guild=claimed.guild_id, outcome=type(delivery).__name__.lower())

        async def work(conn: Connection) -> DeliveryReport:
            report = await self._apply(conn, claimed, delivery)
            if isinstance(delivery, Sent):
                arrival = Arrival(claimed, delivery, self._clock(), card)
                await self._types[claimed.kind].arrived(conn, arrival)
            return report

        return await self._database.write(work)

    async def _apply(self, conn: Connection, claimed: Claimed, delivery: Delivery) -> DeliveryReport:
        now, type_ = self._clock(), self._types[claimed.kind]
        match delivery:
            case Sent(message_id=message_id, thread_id=thread_id):
                await outbox.sent(conn, claimed.id, message_id, now, thread_id=thread_id or claimed.thread_id)
                return DeliveryReport(sent=1)
            case Retry(after=after):
                at = retry_at(claimed.attempts + 1, after, now)
                await outbox.postpone(conn, claimed.id, at, certain=True, addressed=type_.addressed)
                return DeliveryReport(failed=1)
            case Unknown():
                await outbox.postpone(conn, claimed.id, retry_at(claimed.attempts + 1, None, now), certain=False)
                return DeliveryReport(failed=1)
            case Gone() | Forbidden() if type_.addressed:
                # It has no other place, and says nothing about the guild's channels.
                await outbox.withhold(conn, claimed.id, Withheld.MESSAGE_GONE, now)
                return DeliveryReport(withheld=1)
            case Gone() | Forbidden():
                off = False
                if not await type_.give_up_place(conn, claimed):
                    why = ChannelOff.GONE if isinstance(delivery, Gone) else ChannelOff.FORBIDDEN
                    off = await guilds.switch_off(conn, claimed.guild_id, claimed.channel_id, why, now)
                # The post waits for the channel that is chosen instead.
                await outbox.postpone(conn, claimed.id, now, certain=True)
                return DeliveryReport(failed=1, channels_off=int(off))


def _as_before(claimed: Claimed) -> Delivery:
    """The result for a post that was not handed to Discord this time."""
    return Retry() if claimed.tried_at is None else Unknown()
