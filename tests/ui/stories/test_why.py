"""Every code that a story's way can hold has words of its own."""

from datetime import UTC, datetime

import pytest

from bot.domain.feeds.entries import EntryKind
from bot.domain.kit.pages import Page
from bot.domain.posting.outbox import PostKind, PostState, Withheld
from bot.domain.stories.lists import FoundStories
from bot.domain.stories.profiles import StoryLine
from bot.domain.stories.stories import Reason
from bot.domain.stories.way import TELLING, Explained, Posted, PostStage, StoryWay, WayPost, steps
from bot.domain.text.search import query
from bot.ui.kit.shown import marks_in
from bot.ui.kit.words import words_for
from bot.ui.stories.finding import found_card, turnable
from bot.ui.stories.why import KINDS, REASONS, WITHHELD, stage_words, why_card
from tests.ui.texts import texts_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SAY = words_for("en-US")


def card(post: WayPost | None = None, reason: Reason = Reason.NEW, title: str = "Bees") -> str:
    posts = (post,) if post else ()
    way = StoryWay("2", title, "https://medium.com/p/2", EntryKind.STORY, True, 42, NOW, NOW, reason, NOW, posts)
    return "\n".join(texts_of(why_card(Explained(way, steps(way, NOW)), 7, SAY)))


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words(reason: Reason) -> None:
    assert REASONS[reason](SAY) in card(reason=reason)


@pytest.mark.parametrize("why", Withheld)
def test_every_way_of_withholding_has_words(why: Withheld) -> None:
    post = WayPost(PostKind.STORY, PostState.WITHHELD, NOW, channel_works=True, withheld=why)
    assert WITHHELD[why](SAY) in card(post)


@pytest.mark.parametrize("kind", sorted(TELLING))
@pytest.mark.parametrize("state", PostState)
def test_every_kind_of_post_has_words_in_every_state(kind: PostKind, state: PostState) -> None:
    post = WayPost(kind, state, NOW, channel_works=True, channel_id=8, message_id=9, done_at=NOW)
    assert f"**{KINDS[kind](SAY)}**: " in card(post)


def test_every_stage_has_words_of_its_own() -> None:
    post = WayPost(PostKind.STORY, PostState.SENT, NOW, channel_works=True)
    words = [stage_words(Posted(post, stage, NOW), 7, SAY) for stage in PostStage]
    assert len(set(words)) == len(PostStage)
    assert len({say(SAY) for say in REASONS.values()}) == len(Reason)
    assert len({say(SAY) for say in WITHHELD.values()}) == len(Withheld)


def test_the_link_leads_to_the_message() -> None:
    post = WayPost(PostKind.STORY, PostState.SENT, NOW, channel_works=True, channel_id=8, message_id=9, done_at=NOW)
    assert "https://discord.com/channels/7/8/9" in card(post)


def test_a_title_formats_nothing() -> None:
    assert r"\*Bees\* \@" in card(title="*Bees* @everyone")


@pytest.mark.parametrize("typed", ["bees in paris", "東京都の猫", "a/b/c"])
def test_a_short_query_is_read_back_from_its_button(typed: str) -> None:
    wanted = query(typed, "Creative Writing", 2**62)
    found = FoundStories(wanted, Page((StoryLine("Bees", "", NOW, 5, 42),), 2, 5, 25))
    (older,) = [
        mark
        for mark in marks_in(each.to_component_dict() for each in found_card(found, SAY).children)
        if mark.endswith("/3")
    ]
    _, _, member_id, tag, words, _ = older.split("/")
    assert query(words, tag, int(member_id)) == wanted


def test_a_query_too_long_for_a_button_says_how_to_turn_pages() -> None:
    wanted = query("extraordinarily long words notwithstanding their considerable length", "creative-writing", 2**62)
    found = FoundStories(wanted, Page((StoryLine("Bees", "", NOW, 5, 42),), 0, 3, 12))
    assert not turnable(found)
    assert "Use fewer words" in "\n".join(texts_of(found_card(found, SAY)))


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("pages", [2, 9, 10])
def test_a_query_of_any_length_is_shown_with_buttons_or_without(pages: int, number: int) -> None:
    line = StoryLine("Bees", "", NOW, 5, 42)
    words = " ".join(sign * 12 for sign in "abcdefgh")
    seen = set()
    for length in range(1, len(words)):
        found = FoundStories(query(words[:length], "", 42), Page((line,), number, pages, 5 * pages))
        assert ("Use fewer words" in "\n".join(texts_of(found_card(found, SAY)))) is not turnable(found)
        seen.add(turnable(found))
    assert seen == {True, False}
