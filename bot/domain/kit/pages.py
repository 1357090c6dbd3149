"""Lists that are looked at a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

PAGE_SIZE = 5
"""Lines on a page: one phone screen."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list's items; ``number`` counts from 0, ``count`` is how many there are on all ``pages``."""

    items: tuple[T, ...]
    number: int = 0
    pages: int = 1
    count: int = 0

    @classmethod
    def of(cls, everything: Sequence[T], number: int, size: int = PAGE_SIZE) -> Self:
        """The page of what is all at hand, or the nearest one that exists.

        >>> Page.of("abcdefg", 9)
        Page(items=('f', 'g'), number=1, pages=2, count=7)
        """
        count = len(everything)
        shown = page_within(number, count, size)
        return cls(tuple(everything[shown * size : (shown + 1) * size]), shown, page_count(count, size), count)


def page_count(count: int, size: int = PAGE_SIZE) -> int:
    """How many pages ``count`` lines fill; an empty list has one, which says that it is empty."""
    return max(1, -(-count // size))


def page_within(page: int, count: int, size: int = PAGE_SIZE) -> int:
    """The nearest page that exists."""
    return max(0, min(page, page_count(count, size) - 1))
