"""What the notice service knows of a kind of notice: one value, which the kind's own area defines."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.domain.posting.notices import Notice
from bot.storage.database.engine import Connection


async def as_stored(_conn: Connection, _guild_id: int, notice: Notice) -> Notice | None:
    """The notice unchanged: it needs nothing that is looked up when it is shown."""
    return notice


@dataclass(frozen=True, slots=True)
class NoticeType:
    """A kind of notice. ``as_now`` fills in ``Notice.live`` when the notice is shown; ``None`` means that its subject
    is gone and it is not shown. ``bot.ui.kinds`` defines how it looks."""

    kind: str
    as_now: Callable[[Connection, int, Notice], Awaitable[Notice | None]] = as_stored


NoticeTypes = Mapping[str, NoticeType]
"""Every kind of private word that the program knows, by name, in the order in which members choose how they want it."""
