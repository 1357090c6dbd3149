"""The base of everything that a post can show."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCard:
    """What a post shows, as a value: services fill it, ``bot.ui`` renders it. Text is plain, and escaped when shown.

    Each area has its own cards. ``opens_thread``: a thread for the talk about it is opened from its message. ``alt``:
    what its picture reads, filled in once that is painted; empty: it comes without one.
    """

    opens_thread: bool = False
    alt: str = ""
