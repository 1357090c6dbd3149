"""Every error of the tree has words, and every refusal says what to do next."""

import inspect
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.domain import errors
from bot.domain.errors import AddressKind, UserError
from bot.ui.errors import TELLERS, refusal_card, tell
from bot.ui.words import words_for
from tests.ui.texts import texts_of

SAY = words_for("en-US")
SAMPLES: dict[str, object] = {
    "text": "https://medium.com/me",
    "kind": AddressKind.OWN_PAGE,
    "address": "https://medium.com/@ada",
    "until": datetime(2026, 1, 1, tzinfo=UTC),
    "limit": 5,
    "tag": "bees",
    "member_id": 42,
    "permissions": ("manage_guild",),
    "channel_id": 7,
    "missing": ("send_messages", "embed_links"),
    "role_id": 9,
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
    assert kind in TELLERS, f"{kind.__name__} has no words in bot/ui/errors.py"
    happened, _, step = tell(sample(kind), SAY).partition("\n")
    assert happened.strip()
    assert step.strip(), f"{kind.__name__} says what happened, but not what to do next"


@pytest.mark.parametrize("kind", AddressKind)
def test_every_kind_of_wrong_address_is_named(kind: AddressKind) -> None:
    told = tell(errors.NotAProfile("https://medium.com/x", kind), SAY)
    assert "medium.com/@yourname" in told


def test_the_tree_is_drawn_in_its_docstring() -> None:
    drawn = errors.__doc__ or ""
    assert [kind.__name__ for kind in tree() if kind.__name__ not in drawn] == []


def test_what_a_member_typed_is_not_echoed() -> None:
    card = refusal_card(errors.NotAnAddress("@everyone https://evil.example"), SAY)
    assert not any("evil" in text for text in texts_of(card))


def test_permissions_are_named_as_discord_names_them() -> None:
    told = tell(errors.ChannelUnusable(7, ("send_messages", "embed_links")), SAY)
    assert "**Send Messages**" in told
    assert "**Embed Links**" in told
    assert "<#7>" in told
