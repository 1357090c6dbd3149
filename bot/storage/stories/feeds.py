"""Feeds: their addresses, state and metadata."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, case, delete, exists, func, literal, or_, select, update

from bot.domain.feeds.feed import Feed, Validators
from bot.domain.feeds.schedule_rhythm import Rhythm
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert_missing
from bot.storage.database.rows import one_of, value_of
from bot.storage.database.types import Instant
from bot.storage.schema import claims, feeds, profiles, publications
from bot.storage.stories.schedule import restored_rhythm

TITLE_LIMIT = 300
"""The width of the title's column; a longer title is a prank."""


@dataclass(frozen=True, slots=True)
class FeedRow:
    """The stored values of a feed that polling needs."""

    id: int
    key: str
    url: str
    validators: Validators
    failures: int
    user_id: str | None
    title: str
    fetched_at: datetime | None
    next_poll_at: datetime
    missing_since: datetime | None
    created_at: datetime
    rhythm: Rhythm | None


def feed_row(row: Row[Any]) -> FeedRow:
    """A row of the table as a value."""
    validators = Validators(row.etag, row.last_modified, row.items_hash)
    return value_of(FeedRow, row, validators=validators, rhythm=restored_rhythm(row.rhythm))


def _unwanted() -> ColumnElement[bool]:
    """The condition that no profile, claim or publication in any guild, present or not, refers to the feed."""
    return ~or_(
        *(exists(select(t.c.feed_id).where(t.c.feed_id == feeds.c.id)) for t in (profiles, claims, publications))
    )


async def ensure(conn: Connection, key: str, url: str, now: datetime) -> int:
    """The id of the feed with this canonical key; it is stored if it was unknown, and then due at once."""
    await insert_missing(conn, feeds, {"key": key, "url": url, "created_at": now, "next_poll_at": now}, ["key"])
    row = await conn.execute(select(feeds.c.id).where(feeds.c.key == key))
    return int(row.scalar_one())


async def by_key(conn: Connection, key: str) -> FeedRow | None:
    """The feed with this canonical key."""
    return await one_of(conn, select(feeds).where(feeds.c.key == key), feed_row)


async def by_id(conn: Connection, feed_id: int) -> FeedRow | None:
    """The feed of this id."""
    return await one_of(conn, select(feeds).where(feeds.c.id == feed_id), feed_row)


async def describe(conn: Connection, feed_id: int, feed: Feed) -> None:
    """Store the channel's own metadata."""
    await conn.execute(update(feeds).where(feeds.c.id == feed_id).values(said_by(feed)))


def said_by(feed: Feed) -> dict[str, str | None]:
    """The channel's own metadata as it is stored."""
    return {"title": feed.title[:TITLE_LIMIT], "user_id": feed.user_id, "picture": feed.picture}


async def reread(conn: Connection, feed_id: int, due_at: datetime) -> None:
    """Schedule a full read of the feed for ``due_at``, or for when it is due already if that is sooner.

    The validators are deleted, so that the feed is parsed even if its items have not changed: what is wanted is its
    title.
    """
    sooner = case((feeds.c.next_poll_at > due_at, literal(due_at, Instant)), else_=feeds.c.next_poll_at)
    await conn.execute(
        update(feeds)
        .where(feeds.c.id == feed_id)
        .values(etag=None, last_modified=None, items_hash=None, next_poll_at=sooner)
    )


async def prune(conn: Connection, untouched_since: datetime | None = None) -> int:
    """Delete feeds that no profile, claim or publication in any guild needs; returns how many.

    With ``untouched_since`` only those last polled before it, so that a profile that is removed and registered again
    finds its history.
    """
    statement = delete(feeds).where(_unwanted())
    if untouched_since is not None:
        statement = statement.where(func.coalesce(feeds.c.fetched_at, feeds.c.created_at) < untouched_since)
    return (await conn.execute(statement)).rowcount


async def forget(conn: Connection, feed_ids: Sequence[int]) -> None:
    """Delete those of these feeds that nothing needs any more."""
    await conn.execute(delete(feeds).where(feeds.c.id.in_(feed_ids), _unwanted()))
