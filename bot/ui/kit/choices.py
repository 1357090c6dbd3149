"""Autocomplete: what is offered while somebody types, and what was picked of it."""

from collections.abc import Iterable

from discord.app_commands import Choice

from bot.domain.kit.errors import Kind, NotThereAnyMore
from bot.domain.kit.pages import MOST_CHOICES

CHOICE_LIMIT = 100
"""Characters of a choice (Discord)."""


def choices(named: Iterable[tuple[str, str]], typed: str = "") -> list[Choice[str]]:
    """Those of the (name, value) pairs whose name contains what was typed, in any case of letters."""
    wanted = typed.casefold()
    found = [Choice(name=name[:CHOICE_LIMIT], value=value) for name, value in named if wanted in name.casefold()]
    return found[:MOST_CHOICES]


def page_label(name: str, page: str) -> str:
    """A page on Medium in one plain line: "Ada (medium.com/@ada)"."""
    return f"{name} ({page.removeprefix('https://')})"


def picked_id(value: str, kind: Kind) -> int:
    """The id that is the value of a choice.

    Raises:
        NotThereAnyMore: something was typed instead of being picked.
    """
    if not (value.isascii() and value.isdecimal()):
        raise NotThereAnyMore(kind)
    return int(value)
