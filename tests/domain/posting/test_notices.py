"""What becomes of a private word: by its member's choice, and by how long it has waited."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.posting.notices import WAITS_FOR, Course, NoticeChoice, NoticeKind, NoticeWay, course, every_kind
from bot.domain.posting.outbox import Withheld

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("way", "age", "becomes"),
    [
        (NoticeWay.NEXT_COMMAND, timedelta(), Course.KEEP),
        (NoticeWay.NEXT_COMMAND, WAITS_FOR, Course.KEEP),
        (NoticeWay.NEXT_COMMAND, WAITS_FOR + SECOND, Withheld.TOO_LATE),
        (NoticeWay.DIRECT, timedelta(), Course.TELL),
        (NoticeWay.DIRECT, WAITS_FOR + SECOND, Withheld.TOO_LATE),
        (NoticeWay.OFF, timedelta(), Withheld.SWITCHED_OFF),
        (NoticeWay.OFF, WAITS_FOR + SECOND, Withheld.SWITCHED_OFF),
    ],
)
def test_what_becomes_of_a_word(way: NoticeWay, age: timedelta, becomes: Course | Withheld) -> None:
    assert course(way, NOW - age, NOW) is becomes


def test_every_kind_has_a_choice_and_by_default_nobody_is_written_to() -> None:
    mine = NoticeChoice(NoticeKind.PROFILE, NoticeWay.OFF)
    choices = every_kind(NoticeKind, {NoticeKind.PROFILE: mine})
    assert [each.kind for each in choices] == list(NoticeKind)
    assert mine in choices
    assert {each.way for each in choices if each is not mine} == {NoticeWay.NEXT_COMMAND}
