"""Every kind of post and of private word has each of its parts."""

import sys
from collections.abc import Iterator

import pytest

from bot.app.kinds import OURS, register
from bot.domain.posting.cards import PostCard
from bot.domain.posting.notices import NoticeKind
from bot.domain.posting.outbox import PostKind
from bot.services import kinds as services
from bot.services.posting.post_type import Act
from bot.ui import kinds as ui
from bot.ui.kit.words import words_for


def cards() -> Iterator[type[PostCard]]:
    """The program's own. A dataclass with slots is made from a class that is left behind, and is a subclass too."""
    for each in PostCard.__subclasses__():
        if each.__module__.startswith("bot.") and getattr(sys.modules[each.__module__], each.__name__) is each:
            yield each


def test_every_kind_of_post_is_known_to_delivery() -> None:
    assert set(OURS.posts) == set(PostKind) - {PostKind.NOTICE}


def test_every_card_has_a_look() -> None:
    assert set(OURS.looks) == set(cards()) == {each.card for each in OURS.posts.values()}


def test_every_kind_of_private_word_is_known_and_has_a_look() -> None:
    assert list(OURS.notices) == list(OURS.notice_looks) == list(NoticeKind)
    assert all(all(look.named(words_for("en-US"))) and look.words for look in OURS.notice_looks.values())


@pytest.mark.parametrize("kind", OURS.posts)
def test_what_changes_a_message_goes_to_that_message_alone(kind: str) -> None:
    type_ = OURS.posts[kind]
    assert type_.addressed or type_.act is Act.PUBLISH


@pytest.mark.parametrize("room", range(4))
def test_a_kind_without_a_counterpart_in_the_other_room_is_refused(room: int) -> None:
    parts = [services.POSTS, services.NOTICES, ui.POSTS, ui.NOTICES]
    parts[room] = parts[room][:-1]
    with pytest.raises(ValueError, match="registered in one room only"):
        register(*parts)  # type: ignore[arg-type]  # the four are of four types, and the list forgets which is which


@pytest.mark.parametrize("room", range(4))
def test_two_of_one_name_are_refused(room: int) -> None:
    parts = [services.POSTS, services.NOTICES, ui.POSTS, ui.NOTICES]
    parts[room] = (*parts[room], *parts[room])
    with pytest.raises(ValueError, match="registered twice"):
        register(*parts)  # type: ignore[arg-type]  # the four are of four types, and the list forgets which is which
