"""Actions: what a button, a menu or a form does, and the arguments that its handler gets.

An action declares the arguments once: ``OPEN = Action("read.open", note_id=int, page=int)``. A component is made from
it, ``CardButton(OPEN, note.id, 2, label=...)``, which writes the arguments into the component's id. The handler gets
them typed: ``async def open(self, ask: Ask, note_id: int, page: int)``. An id whose arguments do not fit was made by
another version of the program; using it raises ``CardOutdated``.
"""

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_type_hints

from bot.domain.kit.errors import CardOutdated
from bot.ui.kit.ask import Ask
from bot.ui.kit.kinds import kind_of

Answerer = Callable[..., Awaitable[None]]
"""The handler of an action. Its parameters are an ``Ask``, then the arguments that the action declares, by name and
type."""


@dataclass(frozen=True, slots=True)
class Given:
    """What came with an interaction, as text.

    - ``args``: the arguments in the component's id.
    - ``picked``: the values picked from a menu; ``None`` if the component is not a menu.
    - ``filled``: field name to value of a form; ``None`` if it is not a form.
    """

    args: Sequence[str]
    picked: Sequence[str] | None = None
    filled: Mapping[str, str] | None = None


class Action:
    """A name, and the kinds of its arguments in order (``bot.ui.kit.kinds``).

    The value picked from a menu is the last argument. The fields of a form are the last arguments, matched by name.
    """

    def __init__(self, name: str, /, **kinds: Any) -> None:
        self.name = name
        self.kinds = {called: kind_of(declared) for called, declared in kinds.items()}

    def __repr__(self) -> str:
        return f"Action({self.name})"

    def written(self, args: Sequence[object], *, left: int = 0) -> list[str]:
        """The arguments as text, without the last ``left`` ones, which the member will pick or fill in.

        Raises:
            ValueError: an argument is not of its kind.
            TypeError: the number of arguments is wrong.
        """
        if len(args) + left != len(self.kinds):
            raise TypeError(f"{self.name} takes {', '.join(self.kinds) or 'nothing'}, and got {args!r}")
        return [kind.write(arg) for kind, arg in zip(self.kinds.values(), args, strict=False)]

    def read(self, given: Given) -> list[Any]:
        """The arguments of an interaction, parsed.

        Raises:
            CardOutdated: their number, kind or size is not what the action declares.
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
        """Compare the handler's parameters with the declared arguments, so that a mismatch fails at registration and
        not at a press.

        Raises:
            TypeError: they differ in name, type or order.
        """
        hints = get_type_hints(answerer)
        takes = [(called, hints.get(called)) for called in inspect.signature(answerer).parameters]
        gives = [("ask", Ask), *((called, kind.takes) for called, kind in self.kinds.items())]
        if takes != gives:
            raise TypeError(f"{self.name} gives {gives}, but {answerer.__qualname__} takes {takes}")
