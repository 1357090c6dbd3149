"""Every private word has words, also where a value is missing or hostile."""

from datetime import UTC, datetime

import pytest

from bot.app.kinds import OURS
from bot.domain.posting.notices import Heard, Notice, NoticeChoice, NoticeKind, NoticeWay
from bot.domain.posting.outbox import Payload
from bot.ui.kit.words import words_for
from bot.ui.posting.notices import choices_card, direct_card, notice_words, waiting_card, way_words
from tests.ui.texts import texts_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SAY = words_for("en-US")
FULL: Payload = {
    "name": "Ada",
    "page": "https://medium.com/@ada",
    "when": int(NOW.timestamp()),
    "tag": "bees",
    "title": "On bees",
    "reason": "It was copied",
}


ABOUT = [(kind, about) for kind, look in OURS.notice_looks.items() for about in look.words]


def notice(kind: str, about: str, payload: Payload) -> Notice:
    return Notice(1, kind, {**payload, "about": about}, NOW)


@pytest.mark.parametrize(("kind", "about"), ABOUT)
@pytest.mark.parametrize("missing", [None, *FULL])
def test_each_has_words_whatever_is_missing(kind: str, about: str, missing: str | None) -> None:
    payload = {name: value for name, value in FULL.items() if name != missing}
    words = notice_words(notice(kind, about, payload), OURS.notice_looks[kind], SAY)
    assert words.strip()
    assert "{" not in words
    assert notice_words(notice(kind, about, {}), OURS.notice_looks[kind], SAY).strip()


@pytest.mark.parametrize(("kind", "about"), ABOUT)
def test_what_a_feed_says_formats_and_mentions_nothing(kind: str, about: str) -> None:
    words = notice_words(
        notice(kind, about, dict.fromkeys(("name", "title", "reason"), "@everyone **x**") | {"tag": "<@1>", "when": 1}),
        OURS.notice_looks[kind],
        SAY,
    )
    assert "@everyone" not in words
    assert "**x**" not in words
    assert "<@1>" not in words


def test_a_word_of_another_version_says_at_least_what_it_is_about() -> None:
    word = notice(NoticeKind.PROFILE, "unheard of", {})
    assert notice_words(word, OURS.notice_looks[word.kind], SAY) == "There is news: Your profile."


@pytest.mark.parametrize("kind", OURS.notices)
def test_every_kind_is_named_and_has_a_menu_with_every_way(kind: str) -> None:
    named = OURS.notice_looks[kind].named(SAY)
    assert all(named)
    shown = texts_of(choices_card(tuple(map(NoticeChoice, OURS.notices)), OURS.notice_looks, SAY, kind))
    assert any(named[0] in text for text in shown)
    assert {way_words(way, SAY) for way in NoticeWay} <= set(shown)


def test_closed_direct_messages_are_said_where_one_chooses() -> None:
    closed = NoticeChoice(NoticeKind.PROFILE, closed_at=NOW)
    assert any("were closed to me" in text for text in texts_of(choices_card((closed,), OURS.notice_looks, SAY)))


def test_the_card_after_a_command_says_how_many_more_wait() -> None:
    word = notice(NoticeKind.PROFILE, "verified", FULL)
    assert any("2 more wait" in text for text in texts_of(waiting_card(Heard((word,), 2), OURS.notice_looks, SAY)))


def test_a_direct_message_says_where_it_comes_from_and_how_to_end_it() -> None:
    word = notice(NoticeKind.PROFILE, "verified", FULL)
    shown = "\n".join(texts_of(direct_card(word, OURS.notice_looks[word.kind], "The *Inn*", SAY)))
    assert "From The \\*Inn\\*" in shown
    assert "/notifications" in shown
