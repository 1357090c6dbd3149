"""The kinds of arguments that a component's id can hold, each with its conversion to text and back."""

import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from bot.domain.kit.errors import CardOutdated

TEXT_LIMIT = 100
"""Characters of an id or of a menu's value (Discord): no argument can be longer."""

LARGEST = 2**63
"""Discord's ids and the database's integers are below it."""

NONE = "-"
"""How ``None`` is written: a menu's value cannot be empty text."""


_TYPED = (str, str | None)
"""The kinds of text fields in a form. What is typed may be longer than an id, and is taken as it is."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of argument.

    - ``takes``: the type annotation that a handler has for it.
    - ``write``: a value to text; raises ValueError for a value that is not of this kind.
    - ``read``: text to a value; raises ValueError for text that is none.
    - ``optional``: whether it may be ``None``.
    - ``each``: where several values are picked together, the kind of each.
    """

    takes: object
    write: Callable[[Any], str]
    read: Callable[[str], Any]
    optional: bool = False
    each: "Kind | None" = None

    def value(self, text: str) -> Any:
        """The value of a text.

        Raises:
            CardOutdated: the text is not a value of this kind, in exactly the form that ``write`` gives it.
        """
        try:
            value = self.read(text)
            as_written = self.write(value)
        except (ValueError, OverflowError, OSError) as other:  # OSError: a time that the platform cannot represent
            raise CardOutdated from other
        if as_written != text:  # signs, spaces, leading zeros, digits of other scripts
            raise CardOutdated
        return value

    def picked(self, texts: list[str]) -> Any:
        """The value picked from a menu: ``None`` if nothing was picked and the kind is optional; a tuple if the kind is
        of several.

        Raises:
            CardOutdated: it is not a value of this kind.
        """
        if self.each is not None:
            return tuple(map(self.each.value, texts))
        if not texts and self.optional:
            return None
        if len(texts) != 1:
            raise CardOutdated
        return self.value(texts[0])

    def filled(self, text: str | None) -> Any:
        """The value of a form's field, as typed or as picked. ``None`` if the kind is optional and the form has no such
        field, or nothing was picked.

        Raises:
            CardOutdated: it is not a value of this kind.
        """
        if text is None or (not text and self.takes not in _TYPED):
            if self.optional:
                return None
            raise CardOutdated
        return text if self.takes in _TYPED else self.value(text)


def kind_of(declared: Any) -> Kind:
    """The kind for an action's declaration: ``str``, ``int``, ``bool``, ``date``, ``datetime`` (whole seconds) or an
    ``Enum``; a ``range``, for a number in it; any of these ``| None``; ``tuple[int, ...]`` for several values picked
    together; or a ``Kind``, which is returned as it is.

    Raises:
        TypeError: anything else.
    """
    if isinstance(declared, Kind):
        return declared
    if isinstance(declared, range):
        return Kind(int, str, lambda text: _in_range(declared, text))
    if isinstance(declared, types.UnionType):
        (one,) = (each for each in typing.get_args(declared) if each is not types.NoneType)
        return maybe(one)
    if typing.get_origin(declared) is tuple:
        each, _ = typing.get_args(declared)
        return Kind(declared, _only_picked, _only_picked, each=kind_of(each))
    if isinstance(declared, type) and issubclass(declared, Enum):
        return Kind(declared, lambda value: _text(str(declared(value).value)), lambda text: _member(declared, text))
    if declared in _PLAIN:
        return _PLAIN[declared]
    raise TypeError(f"no kind of an argument: {declared!r}")


def maybe(declared: Any) -> Kind:
    """The optional kind of a declaration that cannot be written with ``| None``, such as a ``range``."""
    one = kind_of(declared)

    def write(value: Any) -> str:
        if value is None:
            return NONE
        if (text := one.write(value)) == NONE:
            raise ValueError(f"it would be read as nothing: {value!r}")
        return text

    return Kind(
        typing.cast("Any", one.takes) | None,
        write,
        lambda text: None if text == NONE else one.read(text),
        optional=True,
    )


def text_of(value: object) -> str:
    """The text of a value in a menu, by its type. Text is left as it is: unlike in an id, a slash is allowed."""
    if type(value) is str:
        return value
    return NONE if value is None else kind_of(type(value)).write(value)


def _text(text: str) -> str:
    if "/" in text or len(text) > TEXT_LIMIT:
        raise ValueError(f"no argument of a component's id: {text!r}")
    return text


def _whole(text: str) -> int:
    number = int(text[:TEXT_LIMIT])
    if not -LARGEST <= number < LARGEST:
        raise ValueError(text)
    return number


def _in_range(numbers: range, text: str) -> int:
    number = _whole(text)
    if number not in numbers:
        raise ValueError(text)
    return number


def _truth(text: str) -> bool:
    return ("0", "1").index(text) == 1


def _member(members: type[Enum], text: str) -> Enum:
    by_text = {str(each.value): each for each in members}
    if text not in by_text:
        raise ValueError(text)
    return by_text[text]


def _only_picked(_: object) -> Any:
    raise ValueError("several are picked from a menu; no id holds them")


_PLAIN: dict[Any, Kind] = {
    str: Kind(str, _text, _text),
    int: Kind(int, lambda value: str(_whole(str(int(value)))), _whole),
    bool: Kind(bool, lambda value: "1" if value else "0", _truth),
    date: Kind(date, date.isoformat, date.fromisoformat),
    datetime: Kind(
        datetime, lambda value: str(int(value.timestamp())), lambda text: datetime.fromtimestamp(_whole(text), UTC)
    ),
}
