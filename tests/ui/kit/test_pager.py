"""Pages are turned with the same words everywhere."""

import pytest

from bot.domain.kit.pages import Page
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.layout import FramedCard
from bot.ui.kit.pager import Order, pager
from bot.ui.kit.words import words_for
from tests.ui.texts import texts_of

SAY = words_for("en-US")
TURN = Action("test.turn", member_id=int | None, page=int)
ITEMS = tuple(range(12))


@pytest.mark.parametrize(
    ("number", "order", "labels", "off"),
    [
        (0, Order.TIME, ["Newer", "Older"], [True, False]),
        (1, Order.OTHER, ["Previous", "Next"], [False, False]),
        (2, Order.OTHER, ["Previous", "Next"], [False, True]),
        (9, Order.TIME, ["Newer", "Older"], [False, True]),
    ],
)
def test_a_page_leads_to_those_beside_it(number: int, order: Order, labels: list[str], off: list[bool]) -> None:
    page = Page.of(ITEMS, number)
    said, row = pager(TURN, None, page=page, order=order, say=SAY, counted="12 lines")
    assert f"12 lines · Page {page.number + 1} of 3" in texts_of(FramedCard(said))[0]
    buttons = [each for each in row.walk_children() if isinstance(each, CardButton)]  # type: ignore[attr-defined]  # it is a row
    assert [each.item.label for each in buttons] == labels
    assert [each.item.disabled for each in buttons] == off
    assert [each.custom_id for each in buttons] == [f"ink/test.turn/-/{page.number + step}" for step in (-1, 1)]


def test_a_single_page_needs_no_buttons() -> None:
    page = Page.of(ITEMS[:5], 0)
    assert page == Page(ITEMS[:5], count=5)
    assert pager(TURN, None, page=page, order=Order.TIME, say=SAY) == []
    (said,) = pager(TURN, None, page=page, order=Order.TIME, say=SAY, counted="5 lines")
    assert texts_of(FramedCard(said)) == ["-# 5 lines"]
