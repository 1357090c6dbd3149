"""The reading plan: three stories for a member's day, chosen once, kept for that day, and sent in the morning if
wanted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.domain.kit.clock import Clock
from bot.domain.plan.plan import LATELY, PLACES, Noted, Pick, Seed, StoryCandidate, choose, history
from bot.domain.plan.plan_day import PlanEntry, PlanPage, chosen_hour, morning_due, payload_of, word_key
from bot.domain.posting.notices import NoticeKind
from bot.domain.stories.announcing import day_of
from bot.storage.database.engine import Connection, Database
from bot.storage.plan import plan, plan_candidates, plan_choices
from bot.storage.plan.plan_choices import Waiting
from bot.storage.posting import notices
from bot.storage.servers import members

log = structlog.get_logger(__name__)

BATCH = 100
"""Morning words that one turn of the loop makes at most: a large server's morning is over within its three hours, and
what else wants to write gets its turn between two of them."""

EASTERNMOST = timedelta(hours=14)
"""No zone is further ahead of UTC: nobody's day is later than the one it is there."""


@dataclass(frozen=True, slots=True)
class _Material:
    """The input of a plan, read before anything is written. ``now`` is the time of reading."""

    seed: Seed
    now: datetime
    candidates: list[StoryCandidate]
    noted: list[Noted]
    topics: list[str]


class PlanService:
    """The reading plans of members."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def today(self, guild_id: int, member_id: int) -> PlanPage:
        """The plan of the member's day. Stories in it stay; free places are filled as stories come.

        Morning notices that wait are withheld, because the member is looking at the plan now.
        """
        material, page = await self._database.read(_look, guild_id, member_id, self._clock())
        if page is not None:
            return page
        return await self._database.write(_today, material)

    async def swap(self, guild_id: int, member_id: int, story_id: str) -> PlanPage:
        """Replace one story of today's plan.

        If there is no other one, the story stays and the page says so. A story that is not in today's plan (any more)
        changes nothing.
        """
        now = self._clock()
        material = await self._database.read(_gathered, guild_id, member_id, now, full=True)
        day = material.seed.day

        async def work(conn: Connection) -> PlanPage:
            await members.welcome_with_guild(conn, guild_id, member_id, now)
            standing = await plan.of_day(conn, guild_id, member_id, day)
            places = [place for place, entry in standing.items() if entry.story_id == story_id]
            picks = await _choose(conn, material, places, standing.values())
            if picks:
                await plan.swap(conn, guild_id, member_id, story_id, now)
                await plan.save(conn, guild_id, member_id, day, picks)
            return replace(await _page(conn, material.seed), spent=bool(places) and not picks)

        return await self._database.write(work)

    async def choose_hour(self, guild_id: int, member_id: int, hour: int | None) -> PlanPage:
        """Set the hour of the member's day at which the plan is sent; ``None`` stops it.

        It is sent as a direct message unless the member has chosen another way before.
        """
        now = self._clock()

        async def work(conn: Connection) -> PlanPage:
            await members.welcome_with_guild(conn, guild_id, member_id, now)
            name, _ = await plan_choices.zone_of(conn, guild_id, member_id)
            zone = ZoneInfo(name)
            before = await plan_choices.get(conn, guild_id, member_id)
            await plan_choices.put(conn, guild_id, member_id, chosen_hour(before, hour, zone, now))
            if hour is None:
                await plan_choices.withdraw_words(conn, guild_id, member_id, now)
            else:
                await plan_choices.direct_unless_chosen(conn, guild_id, member_id)
            return await _page(conn, Seed(guild_id, member_id, day_of(now, zone)))

        return await self._database.write(work)

    async def send_mornings(self) -> int:
        """Create the morning notices that are due; returns how many.

        There is one a day, whatever the clocks do and however often the program is started; none for a day without
        stories.
        """
        now = self._clock()
        waiting = await self._database.read(plan_choices.waiting, (now + EASTERNMOST).date())
        due = [each for each in waiting if morning_due(each.choice, ZoneInfo(each.zone), now)]
        made = 0
        for each in due[:BATCH]:
            try:
                made += await self._send(each, now)
            except Exception:  # one member's trouble is not that of those who come after
                log.exception("morning_failed", guild=each.guild_id)
        return made

    async def _send(self, waiting: Waiting, now: datetime) -> bool:
        guild_id, member_id = waiting.guild_id, waiting.member_id
        material = await self._database.read(_gathered, guild_id, member_id, now, full=False)

        async def work(conn: Connection) -> bool:
            name, _ = await plan_choices.zone_of(conn, guild_id, member_id)
            choice = await plan_choices.get(conn, guild_id, member_id)
            day = morning_due(choice, ZoneInfo(name), now)
            if day != material.seed.day:
                return False  # hour or zone were changed since
            await plan_choices.put(conn, guild_id, member_id, replace(choice, planned_on=day))
            await plan_choices.withdraw_words(conn, guild_id, member_id, now)
            await _fill(conn, material)
            unread = [entry for entry in (await _page(conn, material.seed)).entries if not entry.read]
            if unread:
                key = word_key(guild_id, member_id, day)
                await notices.enqueue(conn, guild_id, member_id, NoticeKind.PLAN, payload_of(unread), key, now)
            return bool(unread)

        return await self._database.write(work)


async def _gathered(conn: Connection, guild_id: int, member_id: int, now: datetime, *, full: bool) -> _Material:
    """The input of the plan of the member's day; without ``full`` it is empty if the plan has no free place.

    Read outside the transaction that writes, because on a large server it takes some time.
    """
    name, _ = await plan_choices.zone_of(conn, guild_id, member_id)
    seed = Seed(guild_id, member_id, day_of(now, ZoneInfo(name)))
    if not full and len(await plan.of_day(conn, guild_id, member_id, seed.day)) >= PLACES:
        return _Material(seed, now, [], [], [])
    return _Material(
        seed,
        now,
        await plan_candidates.candidates(conn, guild_id, member_id, now - LATELY),
        await plan.noted(conn, guild_id, member_id),
        await plan.topics(conn, guild_id, member_id),
    )


async def _look(conn: Connection, guild_id: int, member_id: int, now: datetime) -> tuple[_Material, PlanPage | None]:
    """The input of the plan, and its page if nothing has to be written. Most calls need no write transaction."""
    material = await _gathered(conn, guild_id, member_id, now, full=False)
    page = await _page(conn, material.seed)
    complete = len(page.entries) >= PLACES and await plan_choices.all_said(conn, guild_id, member_id)
    return material, page if complete else None


async def _today(conn: Connection, material: _Material) -> PlanPage:
    guild_id, member_id, now = material.seed.guild_id, material.seed.member_id, material.now
    await members.welcome_with_guild(conn, guild_id, member_id, now)
    await plan_choices.withdraw_words(conn, guild_id, member_id, now)
    await _fill(conn, material)
    return await _page(conn, material.seed)


async def _fill(conn: Connection, material: _Material) -> None:
    """Fill the free places of a day's plan."""
    seed = material.seed
    standing = await plan.of_day(conn, seed.guild_id, seed.member_id, seed.day)
    free = [place for place in range(PLACES) if place not in standing]
    picks = await _choose(conn, material, free, standing.values())
    await plan.save(conn, seed.guild_id, seed.member_id, seed.day, picks)


async def _choose(
    conn: Connection, material: _Material, places: list[int], standing: Iterable[PlanEntry]
) -> tuple[Pick, ...]:
    """Choose stories for these places. Who was suggested before is read again, because another plan may have been made
    since."""
    if not places or not material.candidates:
        return ()
    suggested = await plan.suggested(conn, material.seed.guild_id, material.seed.member_id)
    shown = [entry.story_id for entry in standing]
    known = history(material.noted, shown, suggested, material.topics, material.now)
    return choose(material.seed, material.candidates, known, material.now, places)


async def _page(conn: Connection, seed: Seed) -> PlanPage:
    """The stored plan of the day as a page."""
    standing = await plan.of_day(conn, seed.guild_id, seed.member_id, seed.day)
    zone, own = await plan_choices.zone_of(conn, seed.guild_id, seed.member_id)
    choice = await plan_choices.get(conn, seed.guild_id, seed.member_id)
    return PlanPage(seed.day, tuple(standing.values()), choice, zone, own)
