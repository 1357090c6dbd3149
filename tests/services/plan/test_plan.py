"""The reading plan over a real database: whose stories, for which day, and a morning word once."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unittest.mock import ANY

import pytest
from sqlalchemy import insert, select, update

from bot.domain.challenges.challenges import ChallengeKind, ChallengeState
from bot.domain.feeds.entries import EntryKind
from bot.domain.plan.plan import PickReason
from bot.domain.plan.plan_day import PlanPage
from bot.domain.posting.notices import NoticeKind, NoticeWay
from bot.domain.posting.outbox import PostState
from bot.domain.reading.notes import NoteVisibility
from bot.domain.stories.profiles import ProfilePause
from bot.domain.stories.topics import FollowUntil
from bot.services.plan.plan import PlanService
from bot.storage.database.engine import Connection
from bot.storage.plan import plan_candidates
from bot.storage.schema import challenges, guilds, outbox, participants, profiles, stories
from bot.storage.schema import members as members_table
from bot.storage.servers import members
from tests.patience import PATIENCE
from tests.services.conftest import House
from tests.services.noted import noted
from tests.services.parts import GUILD, entry
from tests.storage.statements import execute, fetch_scalars, under_way

ME = 2001
WRITERS = range(2101, 2106)


async def fill(house: House, writers: range = WRITERS, each: int = 2) -> None:
    """Every writer has registered; the story number n of writer m is ``m * 100 + n``."""
    for writer in writers:
        publish(house, writer, each)
        await house.register(writer, f"w{writer}")


def publish(house: House, writer: int, count: int) -> None:
    entries = [entry(writer * 100 + n, title=f"{writer}/{n}") for n in range(count)]
    house.publishes(f"w{writer}", *entries, name=f"W{writer}", user_id=f"{writer:012x}")


async def today(house: House) -> PlanPage:
    return await house.plans.today(GUILD, ME)


def ids(page: PlanPage) -> list[str]:
    return [each.story_id for each in page.entries]


def authors(page: PlanPage) -> set[int]:
    return {each.author_id for each in page.entries}


async def zones(house: House, guild: str, own: str | None = None) -> None:
    await execute(house.database, update(guilds).values(time_zone=guild))
    await house.database.write(members.know, GUILD, ME, house.clock())
    await execute(house.database, update(members_table).where(members_table.c.member_id == ME).values(time_zone=own))


async def words(house: House) -> list[PostState]:
    """The member's morning words, oldest first."""
    hers = select(outbox.c.state).where(outbox.c.notice == NoticeKind.PLAN, outbox.c.member_id == ME)
    return await fetch_scalars(house.database, hers.order_by(outbox.c.id))


@pytest.mark.one_engine
async def test_a_days_plan_is_made_once_and_the_next_day_has_another(house: House) -> None:
    await fill(house)
    first = await today(house)
    assert len(authors(first)) == 3
    house.clock.forward(hours=11, minutes=59)
    publish(house, 2101, 9)
    await house.poll()
    house.clock.now = first_day_end = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)
    assert (await today(house)).entries == first.entries
    house.clock.now = first_day_end + timedelta(minutes=1)
    second = await today(house)
    assert len(authors(second)) == 3
    assert not {*ids(first)} & {*ids(second)}
    assert authors(first) | authors(second) == set(WRITERS), "who was not suggested yesterday comes first"


@pytest.mark.one_engine
async def test_the_day_is_the_members_own_and_else_the_servers(house: House) -> None:
    await fill(house)
    await zones(house, "Europe/Rome")
    house.clock.now = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    page = await today(house)
    assert (page.day.isoformat(), page.zone, page.own_zone) == ("2026-03-02", "Europe/Rome", False)
    await zones(house, "Europe/Rome", "America/New_York")
    own = await today(house)
    assert (own.day.isoformat(), own.zone, own.own_zone) == ("2026-03-01", "America/New_York", True)
    assert not {*ids(page)} & {*ids(own)}
    assert not authors(page) & authors(own), "of a day that was suggested already"


async def test_whose_stories_may_be_picked(house: House) -> None:
    await fill(house, each=1)
    read, paused, left, response, good = WRITERS
    house.publishes("me", entry(1), name="Me", user_id="abcdefabcdef")
    await house.register(ME, "me")
    await noted(house, read * 100, by=ME, author=read, visibility=NoteVisibility.PRIVATE)
    await execute(
        house.database, update(profiles).where(profiles.c.member_id == paused).values(pause=ProfilePause.MODERATOR)
    )
    await house.database.write(members.leave, GUILD, left, house.clock())
    await execute(
        house.database, update(stories).where(stories.c.id == f"{response * 100:012x}").values(kind=EntryKind.RESPONSE)
    )
    assert authors(await today(house)) == {good}
    await execute(house.database, update(profiles).values(pause=None))
    assert authors(await today(house)) == {good, paused}, "free places are filled"
    await house.database.write(members.leave, GUILD, good, house.clock())
    assert authors(await today(house)) == {paused}, "nobody is shown who has left"


@pytest.mark.one_engine
async def test_a_story_of_two_members_is_nobodys_own_suggestion(house: House) -> None:
    both = entry(7)
    house.publishes("me", both, name="Me", user_id="abcdefabcdef")
    house.publishes("w1", both, name="W1", user_id="bbbbbbbbbbbb")
    await house.register(ME, "me")
    await house.register(ME - 1, "w1")
    assert ids(await today(house)) == []
    assert ids(await house.plans.today(GUILD, 3333)) == [f"{7:012x}"]


@pytest.mark.one_engine
async def test_another_one_swaps_and_what_was_swapped_never_comes_back(house: House) -> None:
    await fill(house, each=1)
    before = await today(house)
    gone = before.entries[1]
    after = await house.plans.swap(GUILD, ME, gone.story_id)
    assert [after.entries[0], after.entries[2]] == [before.entries[0], before.entries[2]]
    assert after.entries[1].author_id not in authors(before)
    assert (await house.plans.swap(GUILD, ME, gone.story_id)).entries == after.entries, "pressed twice"
    assert (await house.plans.swap(GUILD, ME, "unheard of")).entries == after.entries
    last = await house.plans.swap(GUILD, ME, after.entries[1].story_id)
    spent = await house.plans.swap(GUILD, ME, last.entries[1].story_id)
    assert spent.spent
    assert spent.entries == last.entries == (await today(house)).entries
    house.clock.forward(days=1)
    assert (await today(house)).entries == ()


async def test_what_was_read_since_is_marked_and_can_be_followed_by_another(house: House) -> None:
    await fill(house)
    page = await today(house)
    first = page.entries[0]
    await noted(house, int(first.story_id, 16), by=ME, author=first.author_id, visibility=NoteVisibility.PRIVATE)
    assert (await today(house)).entries == (replace(first, read=True), *page.entries[1:])
    assert first.story_id not in ids(await house.plans.swap(GUILD, ME, first.story_id))


async def test_what_the_member_likes_and_who_reads_along(house: House) -> None:
    await fill(house, each=1)
    topical, beside = WRITERS[1], WRITERS[3]

    async def work(conn: Connection) -> None:
        await conn.execute(update(stories).values(tags=["Tea"]))
        await conn.execute(update(stories).where(stories.c.id == f"{topical * 100:012x}").values(tags=["Honey Bees"]))
        await members.know(conn, GUILD, ME, house.clock())
        made = await conn.execute(
            insert(challenges).returning(challenges.c.id),
            {
                "guild_id": GUILD,
                "kind": ChallengeKind.ONCE,
                "name": "",
                "theme": "",
                "tags": [],
                "goal": 1,
                "starts_at": house.clock(),
                "ends_at": house.clock() + timedelta(days=1),
                "state": ChallengeState.RUNNING,
                "event": False,
                "created_at": house.clock(),
            },
        )
        challenge_id = made.scalar_one()
        for member_id in (ME, beside):
            await conn.execute(
                insert(participants).values(
                    challenge_id=challenge_id, guild_id=GUILD, member_id=member_id, joined_at=house.clock()
                )
            )

    await house.database.write(work)
    await house.topics.follow(GUILD, ME, "honey bees", FollowUntil.STOPPED)
    found = await today(house)
    assert {each.author_id: each.reason for each in found.entries} | {
        topical: PickReason.TOPIC,
        beside: PickReason.CHALLENGE,
    } == {each.author_id: each.reason for each in found.entries}


@pytest.mark.one_engine
async def test_no_writer_is_overlooked_though_only_the_newest_stories_are_looked_at(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_candidates, "NEWEST_LOOKED_AT", 2)
    writers = range(2101, 2108)
    await fill(house, writers, each=8)
    met: set[int] = set()
    for _ in range(4):
        met |= authors(await today(house))
        house.clock.forward(days=1)
    assert len(met) >= 4 + 2
    for _ in range(3):
        met |= authors(await today(house))
        house.clock.forward(days=1)
    assert met == set(writers)


@pytest.mark.one_engine
async def test_the_morning_word_comes_once_and_as_a_direct_message(house: House) -> None:
    await fill(house)
    page = await house.plans.choose_hour(GUILD, ME, 13)
    assert (page.choice.hour, page.choice.way) == (13, NoticeWay.DIRECT)
    assert await house.plans.send_mornings() == 0
    house.clock.forward(hours=1)
    assert await house.plans.send_mornings() == 1
    assert await PlanService(house.database, house.clock).send_mornings() == 0, "nor after a restart"
    await house.notices.deliver_due(house.discord)
    (word,) = house.discord.told
    shown = await today(house)
    assert word.member_id == ME
    first = shown.entries[0]
    assert word.notice.payload == {"about": "plan"} | {
        f"{what}_{number}": ANY for number in (1, 2, 3) for what in ("title", "link", "name", "reason")
    }
    assert (word.notice.payload["title_1"], word.notice.payload["reason_1"]) == (first.title, first.reason.value)
    house.clock.forward(days=1)
    assert await house.plans.send_mornings() == 1
    await house.plans.choose_hour(GUILD, ME, None)
    house.clock.forward(days=1)
    assert await house.plans.send_mornings() == 0


@pytest.mark.parametrize(
    ("zone", "hour", "at", "made"),
    [
        ("Europe/Rome", 2, "2026-03-29 01:00", 1),  # two o'clock does not exist; three does
        ("America/New_York", 1, "2026-11-01 05:00", 1),  # one o'clock comes twice; the first is meant
        ("Europe/Rome", 8, "2026-03-05 10:00", 0),  # too late
    ],
)
async def test_when_it_is_morning(house: House, zone: str, hour: int, at: str, made: int) -> None:
    await fill(house, range(2101, 2102))
    await zones(house, "UTC", zone)
    await house.plans.choose_hour(GUILD, ME, hour)
    house.clock.now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert await house.plans.send_mornings() == made
    house.clock.forward(hours=1)
    assert await house.plans.send_mornings() == 0 or not made, "an hour that comes twice has one word"


@pytest.mark.one_engine
async def test_todays_hour_that_has_passed_is_tomorrows(house: House) -> None:
    await fill(house)
    await house.plans.choose_hour(GUILD, ME, 12)
    assert await house.plans.send_mornings() == 0
    house.clock.forward(days=1)
    assert await house.plans.send_mornings() == 1


async def test_who_chose_another_way_keeps_it_and_old_words_do_not_pile_up(house: House) -> None:
    await fill(house)
    await house.notices.choose(GUILD, ME, NoticeKind.PLAN, NoticeWay.NEXT_COMMAND)
    assert (await house.plans.choose_hour(GUILD, ME, 8)).choice.way is NoticeWay.NEXT_COMMAND
    house.clock.now = datetime(2026, 3, 2, 8, tzinfo=UTC)
    for _ in range(2):
        assert await house.plans.send_mornings() == 1
        await house.notices.deliver_due(house.discord)
        house.clock.forward(days=1)
    assert await words(house) == [PostState.WITHHELD, PostState.WAITING]
    await today(house)
    assert await words(house) == [PostState.WITHHELD] * 2, "the member has seen it"
    assert (await house.notices.take(GUILD, ME)).notices == ()


@pytest.mark.one_engine
async def test_another_look_waits_for_nobody_who_writes_unless_there_is_something_to_write(house: House) -> None:
    await fill(house)
    await house.plans.choose_hour(GUILD, ME, 8)
    house.clock.now = datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert await house.plans.send_mornings() == 1
    first = await today(house)
    assert await words(house) == [PostState.WITHHELD], "a plan that is complete, and a word that waited"

    async def leave(conn: Connection) -> None:
        await members.leave(conn, GUILD, ME, house.clock())

    async with under_way(house.database.write, leave):
        assert await asyncio.wait_for(today(house), PATIENCE) == first
    assert await today(house) == first
    left = await house.database.read(
        lambda conn: conn.scalar(select(members_table.c.left_at).where(members_table.c.member_id == ME))
    )
    assert left is None, "who looks is there"


async def test_no_word_where_there_is_nothing_and_none_for_who_left(house: House) -> None:
    await fill(house, range(2101, 2103))
    for member_id in (ME, 2101, 2102):
        await house.plans.choose_hour(GUILD, member_id, 8)
    await house.database.write(members.leave, GUILD, ME, house.clock())
    house.clock.now = datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert await house.plans.send_mornings() == 2
    await execute(house.database, update(stories).values(kind=EntryKind.RESPONSE))
    house.clock.forward(days=1)
    assert await house.plans.send_mornings() == 0
