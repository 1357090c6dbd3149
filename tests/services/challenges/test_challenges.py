"""Challenges over a real database: made, joined, turned by the clock through restarts and jumps of it, told once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.challenges.challenge_views import ChallengeCard
from bot.domain.challenges.challenges import Challenge, ChallengeState
from bot.domain.challenges.errors import (
    ChallengeBegun,
    ChallengeLimitReached,
    ChallengeOver,
    ChallengesKind,
    ChallengeUnclear,
    NotTakingPart,
    RoleNeeded,
)
from bot.domain.challenges.events import EventPhase, EventRefused, Failed, Removed
from bot.domain.kit.errors import NotThereAnyMore
from bot.domain.posting.delivery import Delivery, Forbidden, Gone, Post, Sent
from bot.domain.servers.guilds import Feature
from bot.services.challenges.ticking import TickingService
from bot.storage.boards import snapshots, weeks
from bot.storage.boards.snapshots import Of
from bot.storage.challenges import challenges
from bot.storage.schema import exclusions
from bot.storage.servers import members
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, CHANNEL, GUILD, OTHER_CHANNEL, OTHER_GUILD, Killed, entry
from tests.services.readers import add_note
from tests.storage.statements import execute

CYD, MODERATOR = 2003, 2009
STATES = ChallengeState


async def opened(house: House, *, start: str = "", end: str = "7 days", tags: str = "", **changes: object) -> Challenge:
    """A challenge as a moderator makes it."""
    making = await house.organising.draft(GUILD, MODERATOR, "Bees", "About bees", tags)
    await house.organising.retime(GUILD, making.challenge.id, start, end)
    await house.organising.change(GUILD, making.challenge.id, lambda was: replace(was, **changes))  # type: ignore[arg-type]  # any field of it
    return await house.organising.open(GUILD, making.challenge.id)


async def turn(house: House) -> None:
    """A turn by a program that has just started: it remembers nothing."""
    await TickingService(house.database, house.clock).tick(house.events)


async def told(house: House) -> list[str]:
    """What stands in the channels, after a turn and a round of delivery."""
    await turn(house)
    await house.deliver()
    return [card.moment.value for card in cards(house)]


def cards(house: House) -> list[ChallengeCard]:
    posts = [post for posts in house.discord.channels.values() for post in posts]
    return [post.card for post in sorted(posts, key=lambda post: post.id) if isinstance(post.card, ChallengeCard)]


async def get(house: House, challenge_id: int) -> Challenge:
    found = await house.database.read(challenges.get, challenge_id)
    assert found is not None
    return found


async def note(house: House, reader: int, story: int, author: int | None = BEN, **others: Any) -> None:
    await house.database.write(add_note, GUILD, reader, author, story, at=house.clock(), **others)


async def left(house: House, member: int, challenge: Challenge) -> int:
    return (await house.challenges.progress(GUILD, member, challenge.id)).left


async def test_a_challenge_from_the_draft_to_its_outcome(house: House) -> None:
    await house.set_up()
    challenge = await opened(house, start="tomorrow 18:00", end="7 days", goal=2)
    assert await told(house) == []
    house.clock.now = challenge.starts_at
    assert await told(house) == ["start"]
    await house.challenges.join(GUILD, ADA, challenge.id, [])
    await house.challenges.join(GUILD, CYD, challenge.id, [])
    await house.challenges.join(GUILD, CYD, challenge.id, [])
    for story in (1, 2):
        await note(house, ADA, story)
    await note(house, CYD, 1)
    assert (await left(house, ADA, challenge), await left(house, CYD, challenge)) == (0, 1)
    house.clock.forward(hours=84)
    assert await told(house) == ["start", "half"]
    standing = cards(house)[-1].standing
    assert (standing.participants, standing.talked_about, standing.reached) == (2, 2, 1)
    house.clock.forward(hours=60)
    assert await told(house) == ["start", "half", "last_day"]
    house.clock.forward(hours=24)
    assert await told(house) == ["start", "half", "last_day", "end"]
    assert cards(house)[-1].challenge.reached == 1
    assert await house.database.read(snapshots.all_of, Of(challenge_id=challenge.id)), "its boards are kept as they are"
    assert (await get(house, challenge.id)).state is STATES.CLOSED
    with pytest.raises(ChallengeOver):
        await house.challenges.join(GUILD, BEN, challenge.id, [])
    with pytest.raises(ChallengeOver):
        await house.challenges.leave(GUILD, ADA, challenge.id)


async def test_what_counts_in_it(house: House) -> None:
    house.publishes("ada", entry(1), entry(2))
    await house.register(ADA)
    await note(house, CYD, 3, ADA)
    house.clock.forward(minutes=1)
    challenge = await opened(house, tags="Writing")
    tagless = await opened(house, end="8 days")
    await turn(house)
    await note(house, CYD, 1, ADA)
    for each in (challenge, tagless):
        await house.challenges.join(GUILD, CYD, each.id, [])
    await note(house, CYD, 4, BEN)  # a story without this tag
    await note(house, CYD, 5, None)  # nobody's, as far as is known
    await note(house, CYD, 6, CYD)
    await note(house, CYD, 7, BEN, voided_at=house.clock())
    assert (await left(house, CYD, challenge), await left(house, CYD, tagless)) == (2, 1)
    await note(house, CYD, 2, ADA)
    assert (await left(house, CYD, challenge), await left(house, CYD, tagless)) == (1, 0)
    assert [story.title for story in (await house.challenges.progress(GUILD, CYD, challenge.id)).counted] == [
        "Story 1",
        "Story 2",
    ]
    house.clock.forward(days=7)
    await note(house, CYD, 8, ADA, noted_at=challenge.ends_at)
    assert await left(house, CYD, challenge) == 1


@pytest.mark.one_engine
async def test_who_left_or_was_excluded_is_not_in_the_outcome(house: House) -> None:
    challenge = await opened(house, goal=1)
    await turn(house)
    for member in (ADA, BEN, CYD):
        await house.challenges.join(GUILD, member, challenge.id, [])
        await note(house, member, member, 2050)
    await house.database.write(members.leave, GUILD, ADA, house.clock())
    await execute(
        house.database,
        exclusions.insert().values(guild_id=GUILD, member_id=BEN, since=house.clock(), actor_id=CYD, reason="-"),
    )
    house.clock.forward(days=7)
    await turn(house)
    assert (await get(house, challenge.id)).reached == 1


@pytest.mark.one_engine
async def test_the_clock_may_jump_both_ways_and_nothing_comes_twice(house: House) -> None:
    await house.set_up()
    challenge = await opened(house)
    seen: list[Sequence[str]] = []
    for days in (0.1, 3.6, -2.0, 5.0, 1.0, 6.5, 4.0, 8.0, -1.0, 3.0, 20.0):
        house.clock.now = challenge.starts_at + timedelta(days=days)
        seen.append(await told(house))
    house.clock.now = challenge.starts_at + timedelta(days=20, hours=6)  # what was put off for a moment is sent
    assert await told(house) == ["start", "half", "last_day", "end"]
    assert all(len(set(each)) == len(each) for each in seen)
    assert (await get(house, challenge.id)).state is STATES.CLOSED


@pytest.mark.one_engine
async def test_away_past_the_end_only_the_end_is_told(house: House) -> None:
    await house.set_up()
    challenge = await opened(house)
    house.clock.forward(days=8)
    assert await told(house) == ["end"]
    assert await told(house) == ["end"]
    assert (await get(house, challenge.id)).next_at is None


@pytest.mark.one_engine
async def test_killed_after_a_post_arrived_it_is_not_sent_again(house: House) -> None:
    await house.set_up()
    await opened(house)
    house.discord.answers = ["arrive, and say nothing"]
    with pytest.raises(TimeoutError):
        await told(house)
    house.clock.forward(minutes=2)
    assert await told(house) == ["start"]


@pytest.mark.one_engine
async def test_a_guild_that_fails_does_not_keep_others_waiting(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await opened(house)
    other = await house.organising.draft(OTHER_GUILD, MODERATOR, "Tea", "", "")
    await house.organising.open(OTHER_GUILD, other.challenge.id)

    async def broken(conn: object, guild_id: int, now: object) -> None:
        if guild_id == GUILD:
            raise ZeroDivisionError

    monkeypatch.setattr("bot.services.challenges.weekly.align", broken)
    done = await house.ticking.tick(house.events)
    assert (done.guilds, done.failed) == (2, 1)
    assert (await get(house, other.challenge.id)).state is STATES.RUNNING


async def test_called_off_where_it_was_told_of(house: House) -> None:
    await house.set_up()
    quiet, loud = await opened(house, start="in 3 days", end="in 9 days"), await opened(house)
    assert await told(house) == ["start"]
    for each in (quiet, loud):
        assert (await house.organising.call_off(GUILD, each.id)).state is STATES.CALLED_OFF
    assert await told(house) == ["start", "called_off"]
    house.clock.forward(days=8)
    assert await told(house) == ["start", "called_off"]
    with pytest.raises(ChallengeOver):
        await house.organising.call_off(GUILD, loud.id)
    with pytest.raises(ChallengeOver):
        await house.challenges.join(GUILD, ADA, loud.id, [])


@pytest.mark.one_engine
async def test_a_post_that_waited_too_long_for_a_channel_is_not_sent(house: House) -> None:
    await opened(house, end="30 hours")
    assert await told(house) == []
    house.clock.forward(hours=31)
    await turn(house)
    await house.set_up()
    assert await told(house) == ["end"]


@pytest.mark.one_engine
async def test_it_is_changed_until_it_begins(house: House) -> None:
    challenge = await opened(house, start="in 2 days", end="in 9 days")
    await house.organising.rename(GUILD, challenge.id, "Tea", "Cups", "tea")
    await house.organising.retime(GUILD, challenge.id, "in 1 day", "3 days")
    changed = (await house.organising.lengthen(GUILD, challenge.id, 5)).challenge
    assert (changed.name, changed.theme, changed.tags) == ("Tea", "Cups", ("tea",))
    assert changed.ends_at - changed.starts_at == timedelta(days=5)
    house.clock.forward(days=1)
    await turn(house)
    assert (await get(house, challenge.id)).state is STATES.RUNNING
    with pytest.raises(ChallengeBegun):
        await house.organising.retime(GUILD, challenge.id, "", "3 days")


async def test_drafts_are_their_makers_alone_and_go(house: House) -> None:
    first = await house.organising.draft(GUILD, MODERATOR, "One", "", "")
    with pytest.raises(NotThereAnyMore, match=ChallengesKind.CHALLENGE):
        await house.challenges.join(GUILD, ADA, first.challenge.id, [])
    with pytest.raises(NotThereAnyMore, match=ChallengesKind.CHALLENGE):
        await house.organising.making(OTHER_GUILD, first.challenge.id)
    second = await house.organising.draft(GUILD, MODERATOR, "Two", "", "")
    with pytest.raises(NotThereAnyMore, match=ChallengesKind.CHALLENGE):
        await house.organising.making(GUILD, first.challenge.id)
    house.clock.forward(days=1)
    await turn(house)
    with pytest.raises(NotThereAnyMore, match=ChallengesKind.CHALLENGE):
        await house.organising.open(GUILD, second.challenge.id)


async def test_who_may_join_and_which_one_is_meant(house: House) -> None:
    with pytest.raises(ChallengeUnclear):
        await house.challenges.join(GUILD, ADA, None, [])
    closed = await opened(house, role_id=77)
    with pytest.raises(RoleNeeded):
        await house.challenges.join(GUILD, ADA, closed.id, [76])
    assert (await house.challenges.join(GUILD, ADA, None, [77])).joined
    other = await opened(house)
    assert (await house.challenges.join(GUILD, ADA, None, [])).challenge.id == other.id, "the one that is left"
    with pytest.raises(ChallengeUnclear):
        await house.challenges.progress(GUILD, ADA, None)
    assert (await house.challenges.leave(GUILD, ADA, closed.id)).id == closed.id
    with pytest.raises(NotTakingPart):
        await house.challenges.leave(GUILD, ADA, closed.id)
    assert (await house.challenges.progress(GUILD, ADA, None)).challenge.id == other.id
    page = await house.challenges.listed(GUILD, ADA, 0)
    assert [(line.challenge.id, line.participants, line.joined) for line in page.items] == [
        (closed.id, 0, False),
        (other.id, 1, True),
    ]
    assert [each.id for each in await house.challenges.choices(GUILD, ADA, mine=False)] == [closed.id]


@pytest.mark.one_engine
async def test_there_are_never_too_many(house: House) -> None:
    for _ in range(10):
        await opened(house)
    with pytest.raises(ChallengeLimitReached):
        await opened(house)


async def test_in_a_forum_the_later_moments_follow_in_its_post(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await house.set_up()
    challenge = await opened(house, channel_id=OTHER_CHANNEL)
    arrive = house.discord.publish

    async def publish(post: Post) -> Delivery:
        sent = await arrive(post)
        return Sent(sent.message_id, 4001) if post.channel_id == OTHER_CHANNEL and isinstance(sent, Sent) else sent

    monkeypatch.setattr(house.discord, "publish", publish)
    await told(house)
    assert (await get(house, challenge.id)).thread_id == 4001
    house.clock.forward(days=6)
    assert await told(house) == ["start", "last_day"]
    assert {channel: len(posts) for channel, posts in house.discord.channels.items()} == {OTHER_CHANNEL: 1, 4001: 1}
    house.discord.answers = [Gone(), Forbidden()]
    house.clock.forward(days=1)
    assert await told(house) == ["start", "last_day", "end"], "the forum post is gone, the forum closed: the guild's"
    assert len(house.discord.channels[CHANNEL]) == 1
    now = await get(house, challenge.id)
    assert (now.thread_id, now.channel_id) == (None, None)


async def test_its_event_is_made_once_and_kept_in_step(house: House) -> None:
    await house.set_up()
    challenge = await opened(house, start="in 1 day", end="in 8 days", event=True)
    house.events.answers = [Failed(), EventRefused()]
    for minutes in (0, 5, 60):
        house.clock.forward(minutes=minutes)
        await turn(house)
    (event_id,) = house.events.standing
    asked = house.events.asked
    await turn(house)
    assert house.events.asked == asked == 3, "nobody is asked while it is in step"
    await house.organising.rename(GUILD, challenge.id, "Tea", "", "")
    await turn(house)
    assert house.events.standing[event_id].name == "Tea"
    house.clock.now = challenge.starts_at
    await turn(house)
    assert house.events.standing[event_id].phase is EventPhase.ACTIVE
    house.clock.now = challenge.ends_at
    await turn(house)
    assert house.events.standing == {}
    assert (await get(house, challenge.id)).event_due_at is None


@pytest.mark.one_engine
async def test_killed_before_its_id_was_stored_an_event_is_found_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    challenge = await opened(house, event=True)
    monkeypatch.setattr("bot.services.challenges.ticking.challenges.record_event_id", _killed)
    with pytest.raises(Killed):
        await turn(house)
    monkeypatch.undo()
    await turn(house)
    assert list(house.events.standing) == [(await get(house, challenge.id)).event_id]
    await house.organising.call_off(GUILD, challenge.id)
    await turn(house)
    assert house.events.standing == {}


async def test_an_event_that_a_moderator_deleted_is_not_made_again(house: House) -> None:
    challenge = await opened(house, start="in 1 day", end="in 8 days", event=True)
    house.events.answers = [Removed()]
    await turn(house)
    house.clock.forward(days=2)
    await turn(house)
    assert not (await get(house, challenge.id)).event
    assert house.events.standing == {}


async def test_the_weekly_one_renews_itself(house: House) -> None:
    await house.set_up(feature=Feature.CHALLENGES)
    house.clock.now = datetime.fromisoformat("2026-03-02T12:00:00+00:00")
    await house.weekly.choose(GUILD, lambda was: replace(was, active=True, weekday=6, hour=18, goal=1))
    assert await told(house) == ["start"]
    (first,) = await house.challenges.choices(GUILD, ADA)
    assert first.ends_at == datetime.fromisoformat("2026-03-08T18:00:00+00:00")
    await house.challenges.join(GUILD, ADA, None, [])
    await note(house, ADA, 1)
    await house.weekly.choose(GUILD, lambda was: replace(was, goal=2, hour=20))
    assert (await get(house, first.id)).ends_at == datetime.fromisoformat("2026-03-08T20:00:00+00:00")
    await house.guilds.choose_zone(GUILD, "Europe/Rome")
    assert (await get(house, first.id)).ends_at == datetime.fromisoformat("2026-03-08T19:00:00+00:00")
    await house.guilds.choose_zone(GUILD, "UTC")
    house.clock.now = datetime.fromisoformat("2026-03-08T20:00:00+00:00")
    assert "end" not in await told(house), "the week's board tells it"
    done = await get(house, first.id)
    assert (done.state, done.reached) == (STATES.CLOSED, 1)
    assert done.week_id is not None
    week = await house.database.read(weeks.get, done.week_id)
    assert week is not None
    assert week.closed_at == house.clock()
    (second,) = await house.challenges.choices(GUILD, ADA)
    assert (second.starts_at, second.goal) == (first.ends_at + timedelta(hours=2), 2)
    await house.weekly.choose(GUILD, lambda was: replace(was, active=False))
    house.clock.forward(days=7)
    assert (await told(house))[-1] == "end", "no board tells it any more"
    assert await house.challenges.choices(GUILD, ADA) == ()


@pytest.mark.one_engine
async def test_the_weekly_one_called_off_comes_back_next_week_and_little_of_a_week_has_none(house: House) -> None:
    house.clock.now = datetime.fromisoformat("2026-03-08T12:00:00+00:00")
    await house.weekly.choose(GUILD, lambda was: replace(was, active=True))
    assert await house.challenges.choices(GUILD, ADA) == (), "six hours are left of this week"
    house.clock.forward(hours=6)
    await turn(house)
    (first,) = await house.challenges.choices(GUILD, ADA)
    await house.organising.call_off(GUILD, first.id)
    await house.weekly.choose(GUILD, lambda was: was)
    assert await house.challenges.choices(GUILD, ADA) == ()
    house.clock.forward(days=7)
    await turn(house)
    (second,) = await house.challenges.choices(GUILD, ADA)
    assert second.id != first.id
    house.clock.forward(days=-3)
    await turn(house)
    assert await house.challenges.choices(GUILD, ADA) == (second,)


async def _killed(*_: object) -> None:
    raise Killed
