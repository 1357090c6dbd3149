"""Fetches that a member asks for: they go before polling, one at a time, a few in an hour."""

from datetime import datetime

from bot.domain.feeds.allowance import admit
from bot.domain.feeds.errors import FeedLater, FeedMissing, FeedRefused, FeedUnreadable, FetchInFlight
from bot.domain.feeds.feed import Feed, FetchRefused, Later, Missing, NotAFeed, Read, Unchanged, Validators
from bot.domain.feeds.medium import FeedAddress
from bot.domain.kit.clock import Clock
from bot.feeds.reader import FeedReader


class MemberFetches:
    """One allowance for each member, whatever command the fetch is for. Kept in memory only: a restart resets it."""

    def __init__(self, reader: FeedReader, clock: Clock) -> None:
        self._reader = reader
        self._clock = clock
        self._fetching: set[int] = set()
        self._fetched: dict[int, tuple[datetime, ...]] = {}

    async def fetch(self, member_id: int, address: FeedAddress) -> Feed:
        """Fetch a feed now.

        Raises:
            FetchInFlight, FetchAllowanceSpent: the member is asking too fast.
            FeedError: Medium did not answer with a feed.
        """
        if member_id in self._fetching:
            raise FetchInFlight
        self._fetched[member_id] = admit(self._fetched.get(member_id, ()), self._clock())
        self._fetching.add(member_id)
        try:
            outcome = await self._reader.read(address.url, Validators(), urgent=True)
        finally:
            self._fetching.discard(member_id)
        match outcome:
            case Read(feed=feed):
                return feed
            case Later(until=until):
                raise FeedLater(address.page, until)
            case Missing():
                raise FeedMissing(address.page)
            case FetchRefused():
                raise FeedRefused(address.page)
            case NotAFeed() | Unchanged():
                # Nothing was known, so "unchanged" is no answer to what was asked.
                raise FeedUnreadable(address.page)
