"""Lists that are shown a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

PAGE_SIZE = 5
"""Lines on a page: one phone screen."""

MOST_CHOICES = 25
"""Choices of an autocomplete (Discord)."""

MOST_LINES = 2**31 - 1
"""No list is longer. A page's number may have been made up: where the list is not counted first, this keeps it within
what engines can count."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list; ``number`` counts from 0, ``count`` is the number of items on all ``pages``."""

    items: tuple[T, ...]
    number: int = 0
    pages: int = 1
    count: int = 0

    @classmethod
    def of(cls, everything: Sequence[T], number: int, size: int = PAGE_SIZE) -> Self:
        """A page of a list that is at hand as a whole; a page outside becomes the nearest inside.

        >>> Page.of("abcdefg", 9)
        Page(items=('f', 'g'), number=1, pages=2, count=7)
        """
        count = len(everything)
        shown = page_within(number, count, size)
        return cls(tuple(everything[shown * size : (shown + 1) * size]), shown, page_count(count, size), count)


def page_count(count: int, size: int = PAGE_SIZE) -> int:
    """How many pages ``count`` items fill. An empty list has one page, which says that it is empty."""
    return max(1, -(-count // size))


def page_within(page: int, count: int, size: int = PAGE_SIZE) -> int:
    """The number of the nearest page that exists."""
    return max(0, min(page, page_count(count, size) - 1))
