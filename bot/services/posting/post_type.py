"""What delivery knows of a kind of post: one value, defined by its own area and listed in ``bot.services.kinds``."""

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
    """For posts that name no member besides ``Claimed.member_id``."""
    return frozenset()


async def leaves_as_it_is(_conn: Connection, _attempt: Attempt) -> bool:
    """For posts about which nothing has to be decided again before they are sent."""
    return True


async def has_no_place_of_its_own(_conn: Connection, _claimed: Claimed) -> bool:
    """For posts without a channel of their own, so that no choice of one can be undone."""
    return False


async def does_nothing(*_: object) -> None:
    """For kinds that do nothing at this point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostType:
    """A kind of post. Every function gets the connection of an open transaction, and awaits no network.

    - ``kind``: its name, as stored with its posts.
    - ``card``: the class of its cards; ``bot.ui.kinds`` defines how they look.
    - ``compose``: makes the card as things stand now; ``None`` if nothing is left to show.
    - ``channels``: the features for which its channel may be chosen; the first one chosen is used. Empty for kinds
      that are ``addressed``.
    - ``private``: the post goes into a private thread of its own, for the members whom the look of its card names.
    - ``held_by_quiet_hours``: the post waits until they end. Addressed posts never wait.
    - ``named``: the members it names besides ``Claimed.member_id``; ``compose`` is told which of them have left.
    - ``reconsider``: a last check before the first attempt; false if the post was withheld in this transaction.
    - ``arrived``: called in the transaction that records that the post was sent.
    - ``withheld``: called in the transaction that records that it never will be.
    - ``give_up_place``: called when Discord refuses its channel. True if the channel was chosen for this post alone and
      that choice was undone.
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
        """Whether each post brings its only place with it: a thread, or a message. If that is gone, the post is
        withheld."""
        return not self.channels


PostTypes = Mapping[str, PostType]
"""Every kind of post that the program knows, by name."""
