"""What becomes of a new story: nothing in quiet hours, the cap kept, digests on the hour, across both clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.posting.forum_tags import matching_forum_tags
from bot.domain.posting.quiet_hours import allowed_from, is_quiet
from bot.domain.servers.guilds import ChannelOff
from bot.domain.stories.announcing import (
    AnnouncePlan,
    AnnouncePreference,
    AnnouncingSettings,
    Cadence,
    Route,
    Way,
    Welcome,
    Wishes,
    day_bounds,
    day_of,
    next_digest,
    next_roundup,
    plan,
    quiet_from,
    route_for,
    welcome,
)
from bot.domain.stories.stories import Reason

ROME = ZoneInfo("Europe/Rome")
NOON = datetime(2026, 3, 4, 11, tzinfo=UTC)
"""A Wednesday noon in Rome."""

ZONES = st.sampled_from(
    ["Europe/Rome", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "UTC", "Australia/Lord_Howe"]
)
# Both clock changes of both hemispheres lie within.
INSTANTS = st.integers(0, 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
HOURS = st.integers(0, 23)
SETTINGS = st.builds(
    AnnouncingSettings,
    cadence=st.sampled_from(Cadence),
    digest_hour=HOURS,
    digest_weekday=st.integers(0, 6),
    quiet_from=st.none() | HOURS,
    quiet_until=st.none() | HOURS,
    daily_cap=st.integers(1, 10),
)


WISHES = Wishes()


def planned(
    settings: AnnouncingSettings, *, told: int = 0, wishes: Wishes = WISHES, days_old: float = 0
) -> AnnouncePlan:
    return plan(settings, ROME, NOON, published_at=NOON - timedelta(days=days_old), wishes=wishes, told=told)


@pytest.mark.parametrize(
    ("settings", "changes", "way", "reason"),
    [
        (AnnouncingSettings(), {}, Way.POST, Reason.NEW),
        (AnnouncingSettings(), {"days_old": 15}, Way.SILENT, Reason.TOO_OLD),
        (AnnouncingSettings(), {"days_old": -3}, Way.POST, Reason.NEW),
        (AnnouncingSettings(), {"told": 3}, Way.ROUNDUP, Reason.ROUNDUP),
        (AnnouncingSettings(daily_cap=4), {"told": 3}, Way.POST, Reason.NEW),
        (AnnouncingSettings(cadence=Cadence.DAILY), {}, Way.DIGEST, Reason.DIGEST),
        (AnnouncingSettings(cadence=Cadence.DAILY), {"told": 99}, Way.DIGEST, Reason.DIGEST),
        (AnnouncingSettings(), {"wishes": Wishes(AnnouncePreference.DIGEST_ONLY)}, Way.DIGEST, Reason.DIGEST),
        (AnnouncingSettings(), {"wishes": Wishes(AnnouncePreference.SILENT)}, Way.SILENT, Reason.BY_AUTHOR),
        (AnnouncingSettings(), {"wishes": Wishes(paused_until=NOON + timedelta(days=1))}, Way.SILENT, Reason.BY_AUTHOR),
        (AnnouncingSettings(), {"wishes": Wishes(paused_until=NOON)}, Way.POST, Reason.NEW),
    ],
)
def test_the_table(settings: AnnouncingSettings, changes: dict[str, object], way: Way, reason: Reason) -> None:
    made = planned(settings, **changes)  # type: ignore[arg-type]  # the table's own arguments
    assert (made.way, made.reason) == (way, reason)


def test_a_story_without_a_date_is_news() -> None:
    assert plan(AnnouncingSettings(), ROME, NOON, published_at=None, wishes=Wishes(), told=0).way is Way.POST


def rome(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A wall clock's time in Rome."""
    return datetime(year, month, day, hour, minute, tzinfo=ROME)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (rome(2026, 3, 4, 22, 30), rome(2026, 3, 5, 7)),
        (rome(2026, 3, 5, 3), rome(2026, 3, 5, 7)),
        (rome(2026, 3, 5, 7), rome(2026, 3, 5, 7)),
        (rome(2026, 3, 5, 21, 59), rome(2026, 3, 5, 21, 59)),
        (rome(2026, 3, 28, 23), rome(2026, 3, 29, 7)),
        (rome(2026, 10, 24, 23), rome(2026, 10, 25, 7)),
    ],
)
def test_quiet_hours_over_midnight_and_over_both_clock_changes(now: datetime, until: datetime) -> None:
    settings = AnnouncingSettings(quiet_from=22, quiet_until=7)
    assert allowed_from(settings.quiet, ROME, now) == until


@pytest.mark.parametrize(
    ("cadence", "now", "due"),
    [
        (Cadence.DAILY, rome(2026, 3, 4, 17, 59), rome(2026, 3, 4, 18)),
        (Cadence.DAILY, rome(2026, 3, 4, 18), rome(2026, 3, 5, 18)),
        (Cadence.WEEKLY, rome(2026, 3, 4, 12), rome(2026, 3, 8, 18)),
        (Cadence.WEEKLY, rome(2026, 3, 8, 18), rome(2026, 3, 15, 18)),
        (Cadence.INSTANT, rome(2026, 3, 28, 19), rome(2026, 3, 29, 18)),
    ],
)
def test_digests_go_out_on_the_hour_of_the_guilds_day(cadence: Cadence, now: datetime, due: datetime) -> None:
    assert next_digest(AnnouncingSettings(cadence=cadence), ROME, now) == due


@given(settings=SETTINGS, zone=ZONES.map(ZoneInfo), now=INSTANTS, told=st.integers(0, 20))
def test_nothing_is_planned_in_quiet_hours_or_in_the_past(
    settings: AnnouncingSettings, zone: ZoneInfo, now: datetime, told: int
) -> None:
    made = plan(settings, zone, now, published_at=now, wishes=Wishes(), told=told)
    assert made.at >= now
    assert not is_quiet(settings.quiet, zone, made.at)
    if made.way is Way.POST:
        assert told < settings.daily_cap
        assert made.at - now < timedelta(hours=26)
    if made.way is Way.ROUNDUP:
        assert made.at > now
        assert made.at - now < timedelta(hours=75), "the next day's morning"
    if made.way is Way.DIGEST:
        longest = timedelta(days=9) if settings.cadence is Cadence.WEEKLY else timedelta(days=3)
        assert now < made.at < now + longest


@given(settings=SETTINGS, zone=ZONES.map(ZoneInfo), now=INSTANTS)
def test_waiting_until_it_is_allowed_leads_nowhere_further(
    settings: AnnouncingSettings, zone: ZoneInfo, now: datetime
) -> None:
    at = allowed_from(settings.quiet, zone, now)
    assert allowed_from(settings.quiet, zone, at) == at
    assert next_roundup(settings, zone, now) > now
    assert day_of(next_roundup(settings, zone, now), zone) > day_of(now, zone)


@given(zone=ZONES.map(ZoneInfo), now=INSTANTS)
def test_every_instant_belongs_to_one_day(zone: ZoneInfo, now: datetime) -> None:
    begins, ends = day_bounds(day_of(now, zone), zone)
    assert begins <= now < ends
    assert timedelta(hours=22) < ends - begins < timedelta(hours=26)


def test_quiet_hours_last_a_night_until_their_end_is_chosen() -> None:
    chosen = quiet_from(AnnouncingSettings(), 22)
    assert (chosen.quiet_from, chosen.quiet_until) == (22, 6)
    assert quiet_from(AnnouncingSettings(quiet_until=7), 23).quiet_until == 7
    assert quiet_from(chosen, None) == AnnouncingSettings()


@pytest.mark.parametrize(
    ("told", "silent_days", "greeting"),
    [
        (0, None, Welcome.FIRST),
        (0, 400, Welcome.FIRST),
        (3, 91, Welcome.BACK),
        (3, 90, Welcome.NONE),
        (3, None, Welcome.NONE),
    ],
)
def test_who_is_welcomed(told: int, silent_days: int | None, greeting: Welcome) -> None:
    previous = None if silent_days is None else NOON - timedelta(days=silent_days)
    assert welcome(told, previous, NOON) is greeting


def test_the_first_route_that_fits_and_works_is_taken() -> None:
    routes = [
        Route(1, 10, tag="bees", off=ChannelOff.GONE),
        Route(2, 20, tag="bees", member_id=7),
        Route(3, 30, tag="bees"),
        Route(4, 40, member_id=7),
    ]
    assert route_for(routes, ["Bees"], 7) == routes[1]
    assert route_for(routes, ["BEES", "tea"], 8) == routes[2]
    assert route_for(routes, ["tea"], 7) == routes[3]
    assert route_for(routes, [], 8) is None
    assert route_for(routes, [], None) is None


def test_forum_tags_are_matched_by_name_in_the_storys_order() -> None:
    available = {"Creative Writing": 1, "bees": 2, "Tea": 3, "a": 4, "b": 5, "c": 6, "d": 7}
    assert matching_forum_tags(available, ["tea", "creative-writing", "poetry"]) == (3, 1)
    assert len(matching_forum_tags(available, ["tea", "bees", "a", "b", "c", "d"])) == 5
