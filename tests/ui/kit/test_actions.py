"""Actions: what is written into an id is read back as it was, and anything else is of an older version."""

import re
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kit.errors import CardOutdated
from bot.ui.kit.actions import Action, Given
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardButton, CardHandlers, custom_id
from bot.ui.kit.forms import Form, line_field
from bot.ui.kit.kinds import LARGEST, kind_of, maybe
from bot.ui.kit.selects import OPTIONS_LIMIT, CardSelect, Option


class Way(StrEnum):
    BY = "by"
    THROUGH = "through"


class Size(Enum):
    SMALL = 1
    LARGE = 2


TEXT = st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), max_size=100)
WHOLE = st.integers(-LARGEST, LARGEST - 1)

KINDS: list[tuple[Any, st.SearchStrategy[Any]]] = [
    (str, TEXT),
    (int, WHOLE),
    (bool, st.booleans()),
    (date, st.dates()),
    (
        datetime,
        st.datetimes(datetime(1971, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 - it takes the zone apart
            lambda when: when.replace(microsecond=0)
        ),
    ),
    (Way, st.sampled_from(Way)),
    (Size, st.sampled_from(Size)),
    (range(24), st.integers(0, 23)),
    (int | None, WHOLE | st.none()),
    (Way | None, st.sampled_from(Way) | st.none()),
    (maybe(range(24)), st.integers(0, 23) | st.none()),
]


def name_of(declared: Any) -> str:
    """Of a kind, the same in every process: what stands for none of Python's own types shows an address."""
    return re.sub(r" at 0x[0-9a-f]+", "", str(declared))


@pytest.mark.parametrize(("declared", "values"), KINDS, ids=[name_of(each) for each, _ in KINDS])
def test_what_is_written_is_read_back(declared: Any, values: st.SearchStrategy[Any]) -> None:
    kind = kind_of(declared)

    @given(values)
    def back(value: Any) -> None:
        text = kind.write(value)
        assert "/" not in text
        assert kind.value(text) == value

    back()


NOT_TEXT = [declared for declared, _ in KINDS if declared is not str]


@pytest.mark.parametrize("declared", NOT_TEXT, ids=[name_of(each) for each in NOT_TEXT])
@given(text=st.text())
def test_no_text_is_taken_for_what_it_is_not(declared: Any, text: str) -> None:
    kind = kind_of(declared)
    try:
        value = kind.value(text)
    except CardOutdated:
        return
    assert kind.write(value) == text


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        (int, str(LARGEST)),
        (int, str(-LARGEST - 1)),
        (int, "1" * 5000),
        (int, "07"),
        (int, "+7"),
        (int, " 7"),
        (int, "\N{ARABIC-INDIC DIGIT SEVEN}"),
        (int, ""),
        (int, "-"),
        (bool, "2"),
        (bool, ""),
        (range(24), "24"),
        (range(24), "-1"),
        (Way, "over"),
        (Way, "BY"),
        (Size, "3"),
        (date, "2026-13-01"),
        (datetime, str(LARGEST - 1)),
        (str, "x" * 101),
        (str, "a/b"),
    ],
)
def test_what_is_of_no_kind_is_out_of_date(declared: Any, text: str) -> None:
    with pytest.raises(CardOutdated):
        kind_of(declared).value(text)


OPEN = Action("test.open", note_id=int, way=Way)
TYPED = Action("test.typed", note_id=int, said=str, way=Way | None, more=str | None)
SEVERAL = Action("test.several", people=tuple[int, ...])
ONE = Action("test.one", hour=maybe(range(24)))


@pytest.mark.parametrize(
    ("action", "came", "read"),
    [
        (OPEN, Given(["7", "by"]), [7, Way.BY]),
        (OPEN, Given(["7"], picked=["by"]), [7, Way.BY]),
        (SEVERAL, Given([], picked=["1", "2"]), [(1, 2)]),
        (SEVERAL, Given([], picked=[]), [()]),
        (ONE, Given([], picked=[]), [None]),
        (ONE, Given([], picked=["-"]), [None]),
        (ONE, Given(["-"]), [None]),
        (TYPED, Given(["7"], filled={"said": "a/b" * 500, "way": "by", "more": "-"}), [7, "a/b" * 500, Way.BY, "-"]),
        (TYPED, Given(["7"], filled={"said": "", "way": ""}), [7, "", None, None]),
    ],
)
def test_what_came_is_read(action: Action, came: Given, read: list[Any]) -> None:
    assert action.read(came) == read


@pytest.mark.parametrize(
    ("action", "came"),
    [
        (OPEN, Given(["7"])),
        (OPEN, Given(["7", "by", "by"])),
        (OPEN, Given(["7", "by"], picked=["by"])),
        (OPEN, Given(["7"], picked=[])),
        (OPEN, Given(["7"], picked=["by", "through"])),
        (OPEN, Given([], filled={})),
        (Action("test.nothing"), Given([], picked=["x"])),
        (Action("test.nothing"), Given(["x"])),
        (SEVERAL, Given([], picked=["1", "x"])),
        (SEVERAL, Given(["1"])),
        (TYPED, Given(["7"], filled={"more": "x"})),
        (TYPED, Given(["7"], filled={"said": "x", "other": "x"})),
        (TYPED, Given(["7"], filled={"said": "x", "way": "over"})),
        (TYPED, Given(["7", "a", "by", "b", "c"], filled={})),
    ],
)
def test_what_came_in_another_number_or_kind_is_out_of_date(action: Action, came: Given) -> None:
    with pytest.raises(CardOutdated):
        action.read(came)


@pytest.mark.parametrize(
    ("args", "wrong"), [((7,), TypeError), ((7, Way.BY, 1), TypeError), (("x", Way.BY), ValueError)]
)
def test_a_component_is_made_with_just_what_its_action_takes(args: tuple[Any, ...], wrong: type[Exception]) -> None:
    with pytest.raises(wrong):
        CardButton(OPEN, *args, label="Open")
    assert CardButton(OPEN, 7, Way.BY, label="Open").custom_id == "ink/test.open/7/by"


def test_an_id_keeps_discords_limit() -> None:
    action = Action("test.long", first=str, second=str)
    with pytest.raises(ValueError, match="100 characters"):
        custom_id("ink", action, ("x" * 50, "y" * 50))


def test_a_menu_says_what_it_chooses_and_offers_only_what_its_action_takes() -> None:
    menu = CardSelect(ONE, label="The hour", options=[Option(None, "Never"), Option(7, "At seven", chosen=True)])
    assert [(each.value, each.default) for each in menu.item.options] == [("-", False), ("7", True)]
    with pytest.raises(ValueError, match="without a label"):
        CardSelect(ONE, label="", options=[Option(7, "At seven")])
    with pytest.raises(CardOutdated):
        CardSelect(ONE, label="The hour", options=[Option(24, "At midnight")])
    with pytest.raises(ValueError, match=str(OPTIONS_LIMIT)):
        CardSelect(SEVERAL, label="Who", options=[Option(n, "Somebody") for n in range(OPTIONS_LIMIT + 1)])


async def test_a_form_has_the_fields_that_its_action_takes() -> None:
    said, other = (line_field(field, "Label", "About", "", limit=20) for field in ("said", "other"))
    assert Form(TYPED, 7, title="A form", fields=[said]).custom_id == "form/test.typed/7"
    for fields in ([], [said, other]):
        with pytest.raises(ValueError, match="wants the fields"):
            Form(TYPED, 7, title="A form", fields=fields)


async def opens(ask: Ask, note_id: int, way: Way) -> None:
    """Takes what the action gives."""


async def misnamed(ask: Ask, way: Way, note_id: int) -> None:
    """Takes it in another order."""


async def mistyped(ask: Ask, note_id: str, way: Way) -> None:
    """Takes something else."""


async def older(interaction: discord.Interaction, args: tuple[str, ...]) -> None:
    """Takes text."""


def test_a_handler_that_takes_something_else_fails_when_it_is_registered() -> None:
    handlers = CardHandlers()
    for wrong in (misnamed, mistyped, older):
        with pytest.raises(TypeError, match=wrong.__name__):
            handlers.register(OPEN, wrong)
    handlers.register(OPEN, opens)
    assert list(handlers._answered) == [OPEN.name]
    with pytest.raises(ValueError, match="two handlers"):
        handlers.register(OPEN, opens)
    handlers.unregister(OPEN)
    assert not handlers._answered
