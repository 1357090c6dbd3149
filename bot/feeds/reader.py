"""One call for the services: from an address to what its feed says."""

from datetime import timedelta

from bot.domain.feeds.feed import Feed, Outcome, Read, Unchanged, Validators
from bot.feeds.client import FeedClient, Fetched
from bot.feeds.parser import FeedParser
from bot.feeds.slim import items_hash


class FeedReader:
    """Fetches and parses. It owns neither: whoever opened client and parser closes them, the client first."""

    def __init__(self, client: FeedClient, parser: FeedParser) -> None:
        self._client = client
        self._parser = parser

    @property
    def paused(self) -> bool:
        """Whether Medium wants to be left alone for now, so that reading would only give ``Later``."""
        return self._client.paused

    @property
    def gap(self) -> timedelta:
        """What the lane leaves between two requests of polling at present."""
        return self._client.gap

    async def read(self, url: str, validators: Validators, *, urgent: bool) -> Outcome:
        """Ask for the feed at ``url`` (https), given what its last good answer said of itself.

        ``urgent`` is for a member's own fetch, which goes before polling. Items that are those of last time are not
        parsed: hashing them costs a hundredth of it. Raises nothing but ``CancelledError``.
        """
        fetched = await self._client.fetch(url, validators, urgent=urgent)
        if not isinstance(fetched, Fetched):
            return fetched
        found = Validators(fetched.etag, fetched.last_modified, items_hash(fetched.body))
        if found.items_hash == validators.items_hash:
            return Unchanged(found)
        parsed = await self._parser.parse(fetched.body)
        return Read(parsed, found, fetched.moved_to) if isinstance(parsed, Feed) else parsed
