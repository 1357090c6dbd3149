"""Notices to members: sent directly, kept for the next command, or withheld, as each member chose."""

import structlog

from bot.domain.kit.clock import Clock
from bot.domain.posting.delivery import (
    CLAIM_LEASE,
    Delivery,
    Forbidden,
    Gone,
    Publisher,
    Retry,
    Sent,
    Unknown,
    nonce_for,
    retry_at,
)
from bot.domain.posting.notices import (
    MOST_AT_ONCE,
    WAITS_FOR,
    ClaimedNotice,
    Course,
    Heard,
    Notice,
    NoticeChoice,
    NoticeReport,
    NoticeWay,
    PrivateWord,
    course,
    every_kind,
)
from bot.domain.posting.outbox import Withheld
from bot.services.posting.notice_type import NoticeTypes
from bot.storage.database.engine import Connection, Database
from bot.storage.posting import notices, outbox
from bot.storage.servers import guilds, members

log = structlog.get_logger(__name__)

BATCH = 25
"""Private words that one turn of the loop deals with at most, so that stopping and logging come round."""


class NoticeService:
    """Delivers notices, and stores how members want them."""

    def __init__(self, database: Database, clock: Clock, types: NoticeTypes) -> None:
        self._database = database
        self._clock = clock
        self._types = types

    async def choices(self, guild_id: int, member_id: int) -> tuple[NoticeChoice, ...]:
        """The member's choice for every kind of notice."""
        return every_kind(self._types, await self._database.read(notices.choices, guild_id, member_id))

    async def choose(self, guild_id: int, member_id: int, kind: str, way: NoticeWay) -> tuple[NoticeChoice, ...]:
        """Change how a kind of notice is delivered, waiting ones included; returns all choices afterwards."""
        now = self._clock()

        async def work(conn: Connection) -> tuple[NoticeChoice, ...]:
            await guilds.welcome(conn, guild_id, now)
            await members.know(conn, guild_id, member_id, now)
            await notices.choose(conn, guild_id, member_id, NoticeChoice(kind, way))
            await notices.wake(conn, guild_id, member_id, kind, now)
            return every_kind(self._types, await notices.choices(conn, guild_id, member_id))

        return await self._database.write(work)

    async def take(self, guild_id: int, member_id: int) -> Heard:
        """The notices to show after a command, as many as fit on a card; the caller shows them or gives them back.

        They count as told from here on: a program that is killed before it shows them never does, which is better than
        telling them twice.
        """

        async def work(conn: Connection) -> Heard:
            taken = await notices.take(conn, guild_id, member_id, MOST_AT_ONCE, self._clock())
            told = [await self._as_now(conn, guild_id, notice) for notice in taken]
            more = await notices.waiting(conn, guild_id, member_id)
            return Heard(tuple(notice for notice in told if notice is not None), more)

        waiting = await self._database.read(notices.waiting, guild_id, member_id)
        return await self._database.write(work) if waiting else Heard((), 0)

    async def give_back(self, heard: Heard) -> None:
        """Let notices that could not be shown wait for the next command."""
        await self._database.write(notices.keep, heard.notices)

    async def expire(self) -> int:
        """Withhold notices for which their member has not come in time; returns how many."""
        now = self._clock()
        return await self._database.write(notices.expire, now - WAITS_FOR, now)

    async def deliver_due(self, publisher: Publisher) -> NoticeReport:
        """Handle the notices that are due, oldest first."""
        report = NoticeReport()
        for _ in range(BATCH):
            now = self._clock()
            claimed = await self._database.write(notices.claim, now, now - CLAIM_LEASE)
            if claimed is None:
                break
            report += await self._deliver(claimed, publisher)
        return report

    async def _deliver(self, claimed: ClaimedNotice, publisher: Publisher) -> NoticeReport:
        match course(claimed.way, claimed.notice.created_at, self._clock()):
            case Withheld() as why:
                return await self._withhold(claimed, why)
            case Course.KEEP:
                await self._database.write(notices.keep, [claimed.notice])
                return NoticeReport(waiting=1)
            case Course.TELL:
                return await self._tell(claimed, publisher)

    async def _tell(self, claimed: ClaimedNotice, publisher: Publisher) -> NoticeReport:
        present = await publisher.present(claimed.guild_id, claimed.member_id)
        if present is False:
            return await self._withhold(claimed, Withheld.MEMBER_LEFT)
        if present is None:
            return await self._record(claimed, Retry() if claimed.tried_at is None else Unknown())
        now = self._clock()

        async def work(conn: Connection) -> Notice | None:
            notice = await self._as_now(conn, claimed.guild_id, claimed.notice)
            if notice is not None:
                await notices.trying(conn, notice.id, now)
            return notice

        notice = await self._database.write(work)
        if notice is None:
            return await self._withhold(claimed, Withheld.EMPTY)
        word = PrivateWord(
            guild_id=claimed.guild_id,
            member_id=claimed.member_id,
            # Nonces are compared per author: the member stands in the channel's place.
            nonce=nonce_for(claimed.member_id, claimed.key),
            notice=notice,
            look_since=claimed.tried_at,
        )
        return await self._record(claimed, await publisher.tell(word))

    async def _as_now(self, conn: Connection, guild_id: int, notice: Notice) -> Notice | None:
        """The notice with what is looked up now; ``None`` if it is not to be shown, as for a kind that is no longer
        registered."""
        type_ = self._types.get(notice.kind)
        return await type_.as_now(conn, guild_id, notice) if type_ is not None else None

    async def _withhold(self, claimed: ClaimedNotice, why: Withheld) -> NoticeReport:
        now = self._clock()

        async def work(conn: Connection) -> None:
            await outbox.withhold(conn, claimed.notice.id, why, now)
            await notices.clear_payload(conn, claimed.notice.id)
            if why is Withheld.MEMBER_LEFT:
                await members.leave(conn, claimed.guild_id, claimed.member_id, now)

        await self._database.write(work)
        log.info("notice_withheld", notice=claimed.notice.id, guild=claimed.guild_id, why=why.value)
        return NoticeReport(withheld=1)

    async def _record(self, claimed: ClaimedNotice, delivery: Delivery) -> NoticeReport:
        log.info("notice_tried", notice=claimed.notice.id, outcome=type(delivery).__name__.lower())
        return await self._database.write(self._apply, claimed, delivery)

    async def _apply(self, conn: Connection, claimed: ClaimedNotice, delivery: Delivery) -> NoticeReport:
        now = self._clock()
        word = claimed.notice
        match delivery:
            case Sent(message_id=message_id):
                await outbox.sent(conn, word.id, message_id, now)
                await notices.clear_payload(conn, word.id)
                return NoticeReport(sent=1)
            case Retry(after=after):
                await outbox.postpone(conn, word.id, retry_at(claimed.attempts + 1, after, now), certain=True)
                return NoticeReport(failed=1)
            case Unknown():
                await outbox.postpone(conn, word.id, retry_at(claimed.attempts + 1, None, now), certain=False)
                return NoticeReport(failed=1)
            case Gone() | Forbidden():
                closed = NoticeChoice(word.kind, NoticeWay.NEXT_COMMAND, closed_at=now)
                await notices.choose(conn, claimed.guild_id, claimed.member_id, closed)
                await notices.keep(conn, [word])
                return NoticeReport(waiting=1)
