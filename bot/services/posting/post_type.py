"""What delivery knows of a kind of post: one value, which its own area makes and ``bot.services.kinds`` lists."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.posting.cards import PostCard
from bot.domain.posting.delivery import Arrival
from bot.domain.posting.outbox import Attempt, Claimed, Withheld
from bot.domain.servers.guilds import Feature
from bot.storage.database.engine import Connection


class Act(StrEnum):
    """What is done in the channel."""

    PUBLISH = "publish"
    AMEND = "amend"
    """The message that stands shows the card from now on."""
    REMOVE = "remove"
    """The message goes. The card serves to find it where an earlier attempt may have left one; only what its mark is
    made of has to be filled in."""


async def names_nobody(_conn: Connection, _claimed: Claimed) -> frozenset[int]:
    """The post names no member besides ``Claimed.member_id``."""
    return frozenset()


async def leaves_as_it_is(_conn: Connection, _attempt: Attempt) -> bool:
    """Nothing has to be decided anew."""
    return True


async def has_no_place_of_its_own(_conn: Connection, _claimed: Claimed) -> bool:
    """There is no choice to be taken back."""
    return False


async def does_nothing(*_: object) -> None:
    """Nothing follows from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostType:
    """A kind of post. Every function gets the connection of a transaction that is open, and awaits no network.

    - ``kind``: its name, as stored with its posts.
    - ``card``: what it shows; ``bot.ui.kinds`` has the look of it.
    - ``compose``: the card as things stand now; ``None`` where nothing is left to say.
    - ``channels``: for which features its channel may have been chosen; the first that was is taken. None: the kind is
      ``addressed``.
    - ``private``: it stands in a private thread of its own, for those whom the look of its card names.
    - ``held_by_quiet_hours``: it waits until they end. What is addressed never does.
    - ``named``: the members whom it names besides ``Claimed.member_id``; those who left are told to ``compose``.
    - ``reconsider``: the last word before it leaves for the first time; false: it was withheld in this transaction.
    - ``arrived``: it stands; in the transaction that records it.
    - ``withheld``: it never will; in the transaction that records it.
    - ``give_up_place``: Discord does not take it in its channel. True: that was its own, and the choice was taken back.
    """

    kind: str
    card: type[PostCard]
    compose: Callable[[Connection, Attempt], Awaitable[PostCard | None]]
    channels: tuple[Feature, ...] = ()
    act: Act = Act.PUBLISH
    private: bool = False
    held_by_quiet_hours: bool = True
    named: Callable[[Connection, Claimed], Awaitable[frozenset[int]]] = names_nobody
    reconsider: Callable[[Connection, Attempt], Awaitable[bool]] = leaves_as_it_is
    arrived: Callable[[Connection, Arrival], Awaitable[None]] = does_nothing
    withheld: Callable[[Connection, Claimed, Withheld], Awaitable[None]] = does_nothing
    give_up_place: Callable[[Connection, Claimed], Awaitable[bool]] = has_no_place_of_its_own

    @property
    def addressed(self) -> bool:
        """Whether each post brings its one place with it: a thread, or a message that stands. Where that is gone, so
        is the post."""
        return not self.channels


PostTypes = Mapping[str, PostType]
"""Every kind of post that the program knows, by name."""
