"""Every error of the tree has words, and every refusal says what to do next."""

import inspect
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.domain.circle import errors as errors_community
from bot.domain.circle.collaborations import CallProblem
from bot.domain.growth.growth import NumberProblem
from bot.domain.growth.milestones import ToldProblem
from bot.domain.kit import errors
from bot.domain.kit.errors import AddressKind, UserError
from bot.domain.reading import errors as errors_reading
from bot.ui.kit.errors import TELLERS, refusal_card, tell
from bot.ui.kit.words import words_for
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


def sample(kind: type[UserError]) -> UserError:
    wanted = [name for name in inspect.signature(kind.__init__).parameters if name not in {"self", "args", "kwargs"}]
    return kind(*(SAMPLES[name] for name in wanted))


@pytest.mark.parametrize("kind", list(tree()))
def test_every_class_has_words_of_its_own_and_a_next_step(kind: type[UserError]) -> None:
    assert kind in TELLERS, f"{kind.__name__} has no words in bot/ui/kit/errors.py"
    happened, _, step = tell(sample(kind), SAY).partition("\n")
    assert happened.strip()
    assert step.strip(), f"{kind.__name__} says what happened, but not what to do next"


@pytest.mark.parametrize("kind", AddressKind)
def test_every_kind_of_wrong_address_is_named(kind: AddressKind) -> None:
    told = tell(errors.NotAProfile("https://medium.com/x", kind), SAY)
    assert "medium.com/@yourname" in told


@pytest.mark.parametrize("problem", CallProblem)
def test_every_reason_of_the_board_says_what_to_do_next(problem: CallProblem) -> None:
    happened, _, step = tell(errors_community.CallRefused(problem), SAY).partition("\n")
    assert happened.strip()
    assert step.strip()


@pytest.mark.parametrize("problem", [*ToldProblem, *NumberProblem])
def test_every_problem_with_milestones_and_numbers_says_what_to_do_next(problem: ToldProblem | NumberProblem) -> None:
    error = (
        errors_community.MilestoneRefused(problem)
        if isinstance(problem, ToldProblem)
        else errors_community.AmountUnreadable(problem)
    )
    happened, _, step = tell(error, SAY).partition("\n")
    assert happened.strip()
    assert step.strip()


def test_the_tree_is_drawn_in_its_docstring() -> None:
    drawn = "".join(module.__doc__ or "" for module in (errors, errors_reading, errors_community))
    assert [kind.__name__ for kind in tree() if kind.__name__ not in drawn] == []


def test_what_a_member_typed_is_not_echoed() -> None:
    card = refusal_card(errors.NotAnAddress("@everyone https://evil.example"), SAY)
    assert not any("evil" in text for text in texts_of(card))


def test_permissions_are_named_as_discord_names_them() -> None:
    told = tell(errors.ChannelUnusable(7, ("send_messages", "embed_links")), SAY)
    assert "**Send Messages**" in told
    assert "**Embed Links**" in told
    assert "<#7>" in told
