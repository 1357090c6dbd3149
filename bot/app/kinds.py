"""The registry of all kinds of posts and notices, with what each does and how it looks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from bot.services import kinds as services
from bot.services.posting.notice_type import NoticeType, NoticeTypes
from bot.services.posting.post_type import PostType, PostTypes
from bot.ui import kinds as ui
from bot.ui.posting.look import Look, Looks
from bot.ui.posting.notice_look import NoticeLook, NoticeLooks

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Kinds:
    """All kinds: posts and notices by name, looks by the type of card, looks of notices by name."""

    posts: PostTypes
    notices: NoticeTypes
    looks: Looks
    notice_looks: NoticeLooks


def register(
    posts: Iterable[PostType],
    notices: Iterable[NoticeType],
    looks: Iterable[Look[Any]],
    notice_looks: Iterable[NoticeLook],
) -> Kinds:
    """The registry of these parts.

    Raises:
        ValueError: two parts have the same key, or a type has no look, or a look no type.
    """
    kinds = Kinds(
        _by(posts, lambda each: each.kind),
        _by(notices, lambda each: each.kind),
        _by(looks, lambda each: each.card),
        _by(notice_looks, lambda each: each.kind),
    )
    _same({each.card for each in kinds.posts.values()}, kinds.looks.keys())
    _same(kinds.notices.keys(), kinds.notice_looks.keys())
    return kinds


def _by(parts: Iterable[V], key: Callable[[V], K]) -> Mapping[K, V]:
    found: dict[K, V] = {}
    for part in parts:
        if key(part) in found:
            message = f"registered twice: {key(part)}"
            raise ValueError(message)
        found[key(part)] = part
    return MappingProxyType(found)


def _same(one: Iterable[object], other: Iterable[object]) -> None:
    if lone := set(one) ^ set(other):
        message = f"registered in one room only: {lone}"
        raise ValueError(message)


OURS = register(services.POSTS, services.NOTICES, ui.POSTS, ui.NOTICES)
"""The program's own kinds."""
