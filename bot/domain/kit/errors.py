"""What a member can do something about, carrying codes and typed values, never words: the root of the tree, and what
belongs to no area. Each area draws its own branches in its ``errors.py``.

::

    UserError
    ├── GuildOnly            the command was used outside a server
    ├── MayNotManage         the member lacks a permission on Discord
    ├── CardOutdated         the button belongs to something that is gone
    ├── MayNotOrganise       the member may neither manage events nor the server
    └── NotThereAnyMore      what was meant is gone, or never was; its ``Kind`` says what

Each area's ``refusals.py`` in ``bot/ui`` turns its classes and kinds into a sentence and a next step; a test walks the
whole tree and fails on one without words.

An error that carries values is a dataclass, so that its fields are declared once. ``eq=False`` keeps it hashable, as
Python's own machinery for exceptions expects.
"""

from dataclasses import dataclass
from enum import StrEnum


class UserError(Exception):
    """An error that the member can understand and do something about. Subclasses carry the values that its text
    needs."""


class GuildOnly(UserError):
    """The command makes sense in a server only."""


@dataclass(eq=False)
class MayNotManage(UserError):
    """The member lacks ``permissions`` (discord.py's names) in the server."""

    permissions: tuple[str, ...]


class CardOutdated(UserError):
    """A button of a card whose subject is gone."""


class MayNotOrganise(UserError):
    """The member may neither manage events nor the server."""


class Kind(StrEnum):
    """What is not there (any more). Each area lists its own kinds in a subclass; no value may be in two of them."""


@dataclass(eq=False)
class NotThereAnyMore(UserError):
    """What the member means does not exist (any more), or is not for them. ``kind`` says what it was."""

    kind: Kind
