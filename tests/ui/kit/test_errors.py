"""Every error of the tree has words, and every refusal says what to do next."""

import inspect
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.domain.circle.collaborations import CallProblem
from bot.domain.circle.errors import CallRefused
from bot.domain.feeds.errors import AddressKind, NotAnAddress, NotAProfile
from bot.domain.growth.errors import AmountUnreadable, MilestoneRefused
from bot.domain.growth.growth import NumberProblem
from bot.domain.growth.milestones import ToldProblem
from bot.domain.kit.errors import Kind, NotThereAnyMore, UserError
from bot.domain.servers.errors import ChannelUnusable
from bot.ui.kit.errors import refusal_card, sort_of
from bot.ui.kit.words import words_for
from bot.ui.refusals import REFUSALS
from tests.ui.texts import texts_of

SAY = words_for("en-US")
SAMPLES: dict[str, object] = {
    "text": "https://medium.com/me",
    "kind": AddressKind.OWN_PAGE,
    "address": "https://medium.com/@ada",
    "until": datetime(2026, 1, 1, tzinfo=UTC),
    "limit": 5,
    "count": 2,
    "tag": "bees",
    "member_id": 42,
    "permissions": ("manage_guild",),
    "channel_id": 7,
    "missing": ("send_messages", "embed_links"),
    "role_id": 9,
    "call_problem": CallProblem.TOO_EARLY,
    "told_problem": ToldProblem.AMOUNT_MISSING,
    "number_problem": NumberProblem.NOT_A_NUMBER,
    "nearest": ("Europe/Paris", "Europe/Rome"),
}


def tree(root: type[UserError] = UserError) -> Iterator[type[UserError]]:
    for kind in root.__subclasses__():
        yield kind
        yield from tree(kind)


RAISED = [kind for kind in tree() if not kind.__subclasses__() and kind is not NotThereAnyMore]
"""What inherits from them is raised, never a class that others inherit from."""
KINDS = [each for area in Kind.__subclasses__() for each in area]


def sample(kind: type[UserError]) -> UserError:
    wanted = [name for name in inspect.signature(kind.__init__).parameters if name not in {"self", "args", "kwargs"}]
    return kind(*(SAMPLES[name] for name in wanted))


def tell(error: UserError) -> tuple[str, str]:
    """What happened, and what to do next."""
    happened, _, step = REFUSALS[sort_of(error)](error, SAY).partition("\n")
    return happened, step


@pytest.mark.parametrize(
    "error", [*map(sample, RAISED), *map(NotThereAnyMore, KINDS)], ids=[*(each.__name__ for each in RAISED), *KINDS]
)
def test_every_error_has_words_and_a_next_step(error: UserError) -> None:
    happened, step = tell(error)
    assert happened.strip()
    assert step.strip(), "it says what happened, but not what to do next"


def test_there_are_words_for_nothing_else() -> None:
    assert set(REFUSALS) == {*RAISED, *KINDS}


def test_no_two_areas_call_different_things_by_one_name() -> None:
    assert len(set(KINDS)) == len(KINDS)


@pytest.mark.parametrize("kind", AddressKind)
def test_every_kind_of_wrong_address_is_named(kind: AddressKind) -> None:
    assert "medium.com/@yourname" in tell(NotAProfile("https://medium.com/x", kind))[1]


@pytest.mark.parametrize(
    "error",
    [
        *map(CallRefused, CallProblem),
        *map(MilestoneRefused, ToldProblem),
        *map(AmountUnreadable, NumberProblem),
    ],
)
def test_every_problem_says_what_to_do_next(error: UserError) -> None:
    assert all(part.strip() for part in tell(error))


def test_each_area_draws_its_part_of_the_tree_in_its_docstring() -> None:
    assert [kind for kind in tree() if kind.__name__ not in (sys.modules[kind.__module__].__doc__ or "")] == []


def test_what_a_member_typed_is_not_echoed() -> None:
    card = refusal_card(NotAnAddress("@everyone https://evil.example"), REFUSALS, SAY)
    assert not any("evil" in text for text in texts_of(card))


def test_permissions_are_named_as_discord_names_them() -> None:
    told = "\n".join(tell(ChannelUnusable(7, ("send_messages", "embed_links"))))
    assert "**Send Messages**" in told
    assert "**Embed Links**" in told
    assert "<#7>" in told
