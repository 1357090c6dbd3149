"""The base of everything that a post can show."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCard:
    """What a post shows, as a value: services fill it in, ``bot.ui`` renders it. Text is plain, and escaped when shown.

    Each area has its own cards. ``opens_thread``: a thread for discussion is opened at its message. ``alt``: the
    description of its picture, set once that is painted; empty if it has none.
    """

    opens_thread: bool = False
    alt: str = ""
