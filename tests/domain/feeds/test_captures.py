"""The rules over what Medium really sent, through the real parser."""

from collections import Counter

from bot.domain.feeds.feed import Feed
from bot.domain.feeds.medium import parse_story, story_id_of, user_id_of
from bot.domain.stories.stories import EntryKind, Reason, Story, decide, seed, stories_from
from bot.feeds.entries import parse
from tests.domain.corpora import FEEDS, needs_feeds

pytestmark = needs_feeds


def feed(name: str) -> Feed:
    """A capture, parsed."""
    parsed = parse((FEEDS / f"{name}.xml").read_bytes())
    assert isinstance(parsed, Feed)
    return parsed


def stories(name: str) -> list[Story]:
    """The stories of a capture."""
    return stories_from(feed(name).entries)


def captures() -> list[str]:
    """The names of all captures."""
    return sorted(path.stem for path in FEEDS.glob("*.xml"))


def told(series: list[str]) -> list[list[str]]:
    """The ids announced at each capture of a series, the first one being the baseline."""
    ledger: dict[str, Reason] = {each.story_id: each.reason for each in seed(each.id for each in stories(series[0]))}
    announced = []
    for name in series[1:]:
        taken = decide(stories(name), ledger, has_channel=True)
        ledger |= {each.story_id: each.reason for each in taken}
        announced.append([each.story_id for each in taken if each.announce])
    return announced


def test_every_response_is_caught_and_no_story_is_taken_for_one() -> None:
    kinds = {each.id: each.kind for name in captures() for each in stories(name)}
    # Nine items of one writer are responses; the captures of 2018 and 2019 share them.
    assert Counter(kinds.values()) == {EntryKind.STORY: len(kinds) - 9, EntryKind.RESPONSE: 9}
    responses = {each.id for each in stories("profile-vaidehijoshi-2018-07-19-nine-responses")} - {"2938712a9f6a"}
    assert {each for each, kind in kinds.items() if kind is EntryKind.RESPONSE} == responses


def test_without_tags_the_truncated_ones_are_unsure() -> None:
    for name in captures():
        for each in feed(name).entries:
            assert each.tags or not each.truncated, "a capture that this suite's counts do not know"


def test_every_item_carries_its_story_id_twice() -> None:
    for name in captures():
        for each in feed(name).entries:
            assert story_id_of(each.guid) is not None
            if "meet-8-mit-women-faculty" not in each.link:  # shortened by whoever saved that capture
                assert story_id_of(each.link) == story_id_of(each.guid)
                assert parse_story(each.link).story_id == story_id_of(each.guid)


def test_profile_feeds_name_their_writer_for_good() -> None:
    for name in captures():
        assert (user_id_of(feed(name).link) is not None) == name.startswith("profile-")


def test_a_series_tells_each_new_story_once() -> None:
    days = ("2024-08-31", "2025-01-29", "2025-07-07")
    assert told([f"profile-linukaarambawela-{day}" for day in days]) == [["262d17d56604"], ["6cf9f4579155"]]


def test_responses_are_not_told_and_ten_new_stories_are_oldest_first() -> None:
    days = ("2018-07-19-nine-responses", "2019-01-02-nine-responses", "2020-05-19")
    first, second = told([f"profile-vaidehijoshi-{day}" for day in days])
    assert first == ["9921f85205c4"]
    assert len(second) == 10
    assert (second[0], second[-1]) == ("28a01e37f70c", "da2d2e21a6b2")
