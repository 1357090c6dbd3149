"""Actions: what a press, a choice from a menu or a filled-in form asks for, and with which arguments.

``OPEN = Action("read.open", note_id=int, page=int)`` says once what stands in an id. Components are made with it,
``CardButton(OPEN, note.id, 2, label=...)``, and its handler gets the arguments typed: ``async def open(self, ask: Ask,
note_id: int, page: int)``. An id that says anything else is of another version of the program, and answered as such.
"""

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_type_hints

from bot.domain.kit.errors import CardOutdated
from bot.ui.kit.ask import Ask
from bot.ui.kit.kinds import kind_of

Answerer = Callable[..., Awaitable[None]]
"""Answers an action: gets an ``Ask``, then the arguments under the names and of the types that the action declares."""


@dataclass(frozen=True, slots=True)
class Given:
    """What came with an interaction, as text: the arguments in its id; what was picked from a menu, ``None`` where it
    was none; what was filled in by the names of its fields, ``None`` where it was no form."""

    args: Sequence[str]
    picked: Sequence[str] | None = None
    filled: Mapping[str, str] | None = None


class Action:
    """A name, and the kinds of its arguments in their order (``bot.ui.kit.kinds``).

    What is picked from a menu is the last argument; a form's fields are the last ones, by their names.
    """

    def __init__(self, name: str, /, **kinds: Any) -> None:
        self.name = name
        self.kinds = {called: kind_of(declared) for called, declared in kinds.items()}

    def __repr__(self) -> str:
        return f"Action({self.name})"

    def written(self, args: Sequence[object], *, left: int = 0) -> list[str]:
        """The arguments as text, but for the last ``left`` ones, which are picked or filled in. ValueError for one
        that is not of its kind; TypeError for another number of them."""
        if len(args) + left != len(self.kinds):
            raise TypeError(f"{self.name} takes {', '.join(self.kinds) or 'nothing'}, and got {args!r}")
        return [kind.write(arg) for kind, arg in zip(self.kinds.values(), args, strict=False)]

    def read(self, given: Given) -> list[Any]:
        """The arguments that came.

        Raises:
            CardOutdated: they are not those that the action takes: another number, kind or size.
        """
        kinds = list(self.kinds.items())
        if given.filled is not None:
            return self._filled(given.args, given.filled)
        in_id = len(kinds) - (given.picked is not None)
        if len(given.args) != in_id:
            raise CardOutdated
        values = [kind.value(text) for (_, kind), text in zip(kinds, given.args, strict=False)]
        if given.picked is not None:
            values.append(kinds[-1][1].picked(list(given.picked)))
        return values

    def _filled(self, args: Sequence[str], filled: Mapping[str, str]) -> list[Any]:
        kinds = list(self.kinds.items())
        fields = kinds[len(args) :]
        if len(args) > len(kinds) or not filled.keys() <= {called for called, _ in fields}:
            raise CardOutdated
        values = [kind.value(text) for (_, kind), text in zip(kinds, args, strict=False)]
        return values + [kind.filled(filled.get(called)) for called, kind in fields]

    def check(self, answerer: Answerer) -> None:
        """TypeError for a handler that does not take just what the action gives, so that it fails when it is
        registered and not at a press."""
        hints = get_type_hints(answerer)
        takes = [(called, hints.get(called)) for called in inspect.signature(answerer).parameters]
        gives = [("ask", Ask), *((called, kind.takes) for called, kind in self.kinds.items())]
        if takes != gives:
            raise TypeError(f"{self.name} gives {gives}, but {answerer.__qualname__} takes {takes}")
