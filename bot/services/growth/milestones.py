"""Milestones: found and offered in private, told by the member's own word, shared by choice, and taken back."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

import structlog

from bot.domain.boards.streaks import week_start
from bot.domain.growth.errors import AmountUnreadable, GrowthKind, MilestoneRefused
from bot.domain.growth.growth import Measure, NumberProblem, in_unit, parse
from bot.domain.growth.milestone_views import KeptMilestone, Sharing, offer_key
from bot.domain.growth.milestones import (
    MOST_AMOUNT,
    Milestone,
    MilestoneKind,
    Record,
    ToldMilestone,
    check,
    to_offer,
    weeks_in_a_row,
)
from bot.domain.kit.clock import Clock
from bot.domain.kit.errors import CardOutdated, NotThereAnyMore
from bot.domain.kit.pages import PAGE_SIZE, Page, page_count, page_within
from bot.domain.posting.notices import NoticeKind
from bot.domain.servers.guilds import Feature
from bot.domain.stories.lists import StoryList
from bot.domain.text.text import plain
from bot.storage.database.engine import Connection, Database
from bot.storage.growth import milestone_posts, milestones
from bot.storage.growth.milestones import Known
from bot.storage.posting import notices
from bot.storage.servers import guilds, members
from bot.storage.stories import stories

log = structlog.get_logger(__name__)

CHANNELS = (Feature.COMMUNITY, Feature.CHALLENGES, Feature.STORIES)
"""Where milestones go: the first of these that the guild has chosen, as ``bot.storage.posting.places`` has it."""

TYPED_AS = {MilestoneKind.FOLLOWERS: Measure.FOLLOWERS, MilestoneKind.EARNINGS: Measure.EARNINGS}
"""How the numbers of milestones are read: as members type them into their own log."""

AT_ONCE = 25
"""Members whose news one transaction keeps: the first look at an old server finds news of everybody, and who else wants
to write gets their turn in between."""

WORDS_READ = 2_000
"""Characters of what was typed that are looked at; more than fit are refused, not cut."""


class MilestoneService:
    """Milestones of members. A button may be pressed in a direct message: the milestone says which guild is meant."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def notice(self) -> int:
        """Find new milestones of all members and offer them in private; returns the number of offers.

        Three queries for each guild, and transactions only if there is something new.
        """
        present = await self._database.read(guilds.present_ids)
        offered = 0
        for guild_id in sorted(present):
            try:
                offered += await self._notice_in(guild_id)
            except Exception:  # one guild's trouble is not that of those who come after
                log.exception("milestones_failed", guild=guild_id)
        return offered

    async def tell(self, guild_id: int, member_id: int, kind: MilestoneKind, amount: str, words: str) -> Sharing:
        """Store a milestone that the member reports, to be previewed before it is shared. ``amount`` is as typed.

        Raises:
            AmountUnreadable: the number cannot be read.
            MilestoneRefused: something is missing, or too long.
        """
        told = ToldMilestone(kind, _amount(kind, amount), plain(words, limit=WORDS_READ))
        problem = check(told)
        if problem is not None:
            raise MilestoneRefused(problem)
        now = self._clock()

        async def work(conn: Connection) -> Sharing:
            await members.welcome_with_guild(conn, guild_id, member_id, now)
            kept = await milestones.keep(conn, guild_id, member_id, told, now)
            return await _sharing(conn, kept)

        return await self._database.write(work)

    async def look(self, member_id: int, milestone_id: int) -> Sharing:
        """Preview a milestone of the member's own.

        Raises:
            NotThereAnyMore: the member has no such milestone (any more).
        """

        async def work(conn: Connection) -> Sharing:
            return await _sharing(conn, await _own(conn, member_id, milestone_id))

        return await self._database.read(work)

    async def share(self, member_id: int, milestone_id: int) -> Sharing:
        """Post a milestone in the guild's channel; once, however often it is pressed.

        Raises:
            NotThereAnyMore: the member has no such milestone (any more).
        """
        now = self._clock()

        async def work(conn: Connection) -> Sharing:
            kept = await _own(conn, member_id, milestone_id)
            if await milestones.share(conn, milestone_id, now):
                await members.welcome(conn, kept.guild_id, member_id, now)
                await milestone_posts.put_up(conn, kept, now)
                log.info("milestone_shared", guild=kept.guild_id, kind=kept.kind.value)
            return await _sharing(conn, await _own(conn, member_id, milestone_id))

        return await self._database.write(work)

    async def take_back(self, member_id: int, milestone_id: int, page: int = 0) -> Page[KeptMilestone]:
        """Remove a milestone from the channel; it stays in the member's own list, of which a page is returned.

        Raises:
            NotThereAnyMore: the member has no such milestone (any more).
        """
        return await self._database.write(_take_back, member_id, milestone_id, page, self._clock(), forget=False)

    async def drop(self, member_id: int, milestone_id: int, page: int = 0) -> Page[KeptMilestone]:
        """Delete a milestone that the member reported, and remove it from the channel; returns a page of their list.

        One that the bot found is only removed from the channel: if it were deleted, it would be found and offered
        again.

        Raises:
            NotThereAnyMore: the member has no such milestone (any more).
        """
        return await self._database.write(_take_back, member_id, milestone_id, page, self._clock(), forget=True)

    async def mine(self, guild_id: int, member_id: int, page: int) -> Page[KeptMilestone]:
        """A page of the member's own milestones, newest first. ``page`` counts from 0; one outside the list becomes the
        nearest inside."""
        return await self._database.read(_page, guild_id, member_id, page)

    async def stories(self, guild_id: int, milestone_id: int) -> StoryList:
        """The newest stories of whoever shared a milestone in this guild.

        Raises:
            CardOutdated: it is not shared (any more).
        """

        async def work(conn: Connection) -> StoryList:
            kept = await milestones.get(conn, milestone_id)
            if kept is None or kept.guild_id != guild_id or kept.shared_at is None:
                raise CardOutdated
            count = await stories.count(conn, guild_id, member_id=kept.member_id)
            lines = await stories.latest(conn, guild_id, member_id=kept.member_id, limit=PAGE_SIZE, offset=0)
            return StoryList(kept.member_id, Page(lines, 0, page_count(count), count))

        return await self._database.read(work)

    async def _notice_in(self, guild_id: int) -> int:
        now = self._clock()
        known = await self._database.read(milestones.members_of, guild_id, now)
        told = await self._database.read(milestones.told_stories, guild_id)
        before = await self._database.read(milestones.remembered, guild_id)
        news = {}
        for member in known:
            record = _record(member, told.get(member.member_id, ()), now)
            offers, found = to_offer(record, before.get(member.member_id, ()))
            if found:
                news[member.member_id] = offers, found
        if not news:
            return 0
        offered = 0
        waiting = iter(news.items())
        while some := list(islice(waiting, AT_ONCE)):
            offered += await self._database.write(_remember_all, guild_id, some, now)
        log.info("milestones_found", guild=guild_id, offered=offered)
        return offered


async def _remember_all(
    conn: Connection,
    guild_id: int,
    news: Iterable[tuple[int, tuple[Collection[Milestone], Collection[Milestone]]]],
    now: datetime,
) -> int:
    """Store what was found, given as (member, what is offered, everything found); returns the number of offers."""
    offered = 0
    for member_id, (offers, found) in news:
        for milestone in found:
            offered += await _remember(conn, guild_id, member_id, milestone, now, offered=milestone in offers)
    return offered


async def _remember(
    conn: Connection, guild_id: int, member_id: int, milestone: Milestone, now: datetime, *, offered: bool
) -> bool:
    """Store a milestone that was found; returns whether it is offered by a notice."""
    kept = await milestones.remember(conn, guild_id, member_id, milestone, now, offered=offered)
    if kept is None or not offered:
        return False
    payload: dict[str, str | int] = {
        "about": "found",
        "milestone": kept,
        "kind": milestone.kind.value,
        "amount": milestone.amount,
    }
    await notices.enqueue(conn, guild_id, member_id, NoticeKind.MILESTONE, payload, offer_key(kept), now)
    return True


def _record(member: Known, told: Sequence[datetime], now: datetime) -> Record:
    zone = ZoneInfo(member.zone)
    today = now.astimezone(zone).date()
    return Record(
        stories=len(told),
        registered_on=member.registered_at.astimezone(zone).date() if member.registered_at else today,
        today=today,
        writing_weeks=weeks_in_a_row((week_start(at, zone) for at in told), week_start(now, zone)),
        reading_weeks=member.streak,
    )


def _amount(kind: MilestoneKind, typed: str) -> int:
    """The typed number in the kind's own unit (whole dollars for earnings); 0 for an empty text and for kinds without a
    number."""
    measure = TYPED_AS.get(kind)
    if kind not in MOST_AMOUNT or measure is None or not typed.strip():
        return 0
    value = parse(measure, typed)
    if isinstance(value, NumberProblem):
        raise AmountUnreadable(value)
    return int(in_unit(measure, value))


async def _own(conn: Connection, member_id: int, milestone_id: int) -> KeptMilestone:
    kept = await milestones.get(conn, milestone_id)
    if kept is None or kept.member_id != member_id:
        raise NotThereAnyMore(GrowthKind.MILESTONE)
    return kept


async def _take_back(
    conn: Connection, member_id: int, milestone_id: int, page: int, now: datetime, *, forget: bool
) -> Page[KeptMilestone]:
    """Take a milestone from the channel, and with ``forget`` delete one that the member told; a page of their list."""
    kept = await _own(conn, member_id, milestone_id)
    await milestone_posts.take_down(conn, kept, now)
    if forget and kept.told:
        await milestones.remove(conn, milestone_id)
    else:
        await milestones.unshare(conn, milestone_id)
    return await _page(conn, kept.guild_id, member_id, page)


async def _sharing(conn: Connection, milestone: KeptMilestone) -> Sharing:
    return Sharing(milestone, await guilds.first_channel(conn, milestone.guild_id, CHANNELS))


async def _page(conn: Connection, guild_id: int, member_id: int, page: int) -> Page[KeptMilestone]:
    count = await milestones.count(conn, guild_id, member_id)
    number = page_within(page, count)
    found = await milestones.listed(conn, guild_id, member_id, limit=PAGE_SIZE, offset=number * PAGE_SIZE)
    return Page(found, number, page_count(count), count)
