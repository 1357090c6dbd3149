"""Feeds are planned by what is stored of them, and the plan is theirs after a restart too."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.feeds.feed import FeedEntry, OutcomeCode, Unchanged, Validators
from bot.domain.feeds.schedule import LONGEST_WAIT, MEDIUM_CACHE
from bot.domain.feeds.schedule_rhythm import rate, slot_of
from bot.storage.stories import feeds, polling, schedule
from bot.storage.stories.feeds import FeedRow
from tests.services.conftest import House
from tests.services.parts import ADA, GUILD, START, entry, feed, read

URL = "https://medium.com/feed/@ada"
DAY = timedelta(days=1)


async def stored(house: House, key: str = "profile:ada") -> FeedRow:
    row = await house.database.read(feeds.by_key, key)
    assert row is not None
    return row


async def make_due(house: House, row: FeedRow) -> None:
    await house.database.write(
        polling.record, row.id, code=OutcomeCode.READ, failures=0, now=house.clock.now, next_poll_at=house.clock.now
    )


def evening_stories(count: int) -> list[FeedEntry]:
    """One every other evening at eight, the newest first."""
    return [entry(count - n, at=START.replace(hour=20) - 2 * n * DAY - DAY) for n in range(count)]


async def test_a_plan_is_learnt_from_the_feed_and_is_the_same_after_a_restart(house: House) -> None:
    await house.set_up()
    house.publishes("ada", *evening_stories(10))
    await house.register(ADA)
    await house.feeds.poll_due()
    row = await stored(house)
    assert row.rhythm is not None
    assert row.rhythm.hours[slot_of(START.replace(hour=20))] == max(row.rhythm.hours)
    assert 0.3 < rate(row.rhythm, house.clock.now) < 0.6
    assert MEDIUM_CACHE <= row.next_poll_at - house.clock.now <= LONGEST_WAIT
    house.clock.forward(hours=5)
    house.medium.answers[URL] = Unchanged(Validators())
    await make_due(house, row)
    await house.feeds.poll_due()
    planned = (await stored(house)).next_poll_at
    await make_due(house, row)
    await House(house.database, house.clock, house.medium).feeds.poll_due()
    assert (await stored(house)).next_poll_at == planned
    assert (await stored(house)).rhythm == row.rhythm


@pytest.mark.one_engine
async def test_all_feeds_together_are_asked_for_as_often_as_the_interval_says(house: House) -> None:
    """A day of a server whose writers have different habits, at half an hour a feed on average."""
    await house.set_up()
    handles = [f"writer{number}" for number in range(4)]
    for number, handle in enumerate(handles):
        stories = [entry(100 * number + n, at=START - n * (number + 1) * DAY) for n in range(1, 11)]
        house.publishes(handle, *stories, name=handle, user_id=f"{number:012x}")
        await house.register(ADA + number, handle)
    begun = house.clock.now
    await house.feeds.poll_due()
    for handle in handles:
        house.medium.answers[f"https://medium.com/feed/@{handle}"] = Unchanged(Validators())
    house.medium.asked.clear()
    while house.clock.now < begun + DAY:
        house.clock.forward(minutes=10)
        await house.feeds.poll_due()
    asked = [house.medium.asked.count(f"https://medium.com/feed/@{handle}") for handle in handles]
    assert 0.6 * 4 * 48 < sum(asked) <= 1.1 * 4 * 48
    assert asked == sorted(asked, reverse=True), "who writes more is asked for more often"


@pytest.mark.one_engine
async def test_a_feed_that_nobody_wants_is_put_off_and_promises_nothing(house: House) -> None:
    await house.set_up()
    profile = await house.register(ADA)
    await house.feeds.poll_due()
    await house.profiles.remove(GUILD, ADA, profile.id)
    house.clock.forward(days=2)
    house.medium.asked.clear()
    assert await house.feeds.poll_due() == []
    assert house.medium.asked == []
    assert (await stored(house)).next_poll_at == house.clock.now + MEDIUM_CACHE
    assert await house.database.read(schedule.pulls, house.clock.now) == []
    await house.register(ADA)
    await house.poll()
    assert house.medium.asked[-1] == URL


@pytest.mark.one_engine
async def test_a_publication_counts_for_its_members_only_unless_others_are_wanted(house: House) -> None:
    await house.set_up()
    await house.register(ADA)
    mine = [entry(n, at=START - n * DAY) for n in (3, 8)]
    others = [replace(entry(100 + n, at=START - n * DAY), author="Zed") for n in range(9)]
    page = feed([*others, *mine], name="The Pub", user_id=None)
    house.medium.answers["https://medium.com/feed/the-pub"] = read(*page.entries, name="The Pub", user_id=None)
    rates = []
    for wanted in (False, True):
        preview = await house.publications.preview(GUILD, ADA, "medium.com/the-pub", others=wanted)
        await house.publications.confirm(GUILD, preview.feed_id, preview.previewed_at, others=wanted)
        await make_due(house, await stored(house, "publication:the-pub"))
        await house.feeds.poll_due()
        row = await stored(house, "publication:the-pub")
        assert row.rhythm is not None
        rates.append(rate(row.rhythm, house.clock.now))
    assert rates[1] > 2 * rates[0]
