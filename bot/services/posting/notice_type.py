"""What the service of private words knows of a kind: one value, which the kind's own area makes."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.domain.posting.notices import Notice
from bot.storage.database.engine import Connection


async def as_stored(_conn: Connection, _guild_id: int, notice: Notice) -> Notice | None:
    """The word says all that it shows."""
    return notice


@dataclass(frozen=True, slots=True)
class NoticeType:
    """A kind of private word. ``as_now`` fills in what is true when it is told (``Notice.live``); ``None``: what it is
    about is gone, and it is not told. ``bot.ui.kinds`` has the look of it."""

    kind: str
    as_now: Callable[[Connection, int, Notice], Awaitable[Notice | None]] = as_stored


NoticeTypes = Mapping[str, NoticeType]
"""Every kind of private word that the program knows, by name, in the order in which members choose how they want it."""
