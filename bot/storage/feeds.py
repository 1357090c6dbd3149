"""Feeds: who is due, and what the last asking said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, delete, exists, func, select, update

from bot.domain.feed import Feed, OutcomeCode, Validators
from bot.storage.engine import Connection
from bot.storage.insert import insert
from bot.storage.schema import feeds, guilds, members, profiles

TITLE_LIMIT = 300
"""The width of the title's column; a longer title is a prank."""


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed as it is stored, as far as asking for it needs."""

    id: int
    key: str
    url: str
    validators: Validators
    failures: int
    user_id: str | None
    title: str


def _row(row: Row[*tuple[object, ...]]) -> FeedRow:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's documented access by name
    return FeedRow(
        id=values["id"],
        key=values["key"],
        url=values["url"],
        validators=Validators(values["etag"], values["last_modified"], values["items_hash"]),
        failures=values["failures"],
        user_id=values["user_id"],
        title=values["title"],
    )


def _active(feed_id: object) -> Select[tuple[int]]:
    """Profiles through which somebody who is still there wants the feed."""
    return (
        select(profiles.c.id)
        .join(guilds, guilds.c.id == profiles.c.guild_id)
        .join(
            members,
            (members.c.guild_id == profiles.c.guild_id) & (members.c.member_id == profiles.c.member_id),
        )
        .where(profiles.c.feed_id == feed_id, guilds.c.left_at.is_(None), members.c.left_at.is_(None))
    )


async def ensure(conn: Connection, key: str, url: str, now: datetime) -> int:
    """The id of the feed with this canonical key, made known if it was not. A new feed is due at once."""
    statement = insert(conn, feeds).values(key=key, url=url, created_at=now, next_poll_at=now)
    await conn.execute(statement.on_conflict_do_nothing(index_elements=["key"]))
    row = await conn.execute(select(feeds.c.id).where(feeds.c.key == key))
    return int(row.scalar_one())


async def by_key(conn: Connection, key: str) -> FeedRow | None:
    """The feed with this canonical key."""
    row = (await conn.execute(select(feeds).where(feeds.c.key == key))).one_or_none()
    return _row(row) if row else None


async def by_id(conn: Connection, feed_id: int) -> FeedRow | None:
    """The feed of this id."""
    row = (await conn.execute(select(feeds).where(feeds.c.id == feed_id))).one_or_none()
    return _row(row) if row else None


async def describe(conn: Connection, feed_id: int, feed: Feed) -> None:
    """Store what the channel says about itself."""
    await conn.execute(
        update(feeds)
        .where(feeds.c.id == feed_id)
        .values(title=feed.title[:TITLE_LIMIT], user_id=feed.user_id, picture=feed.picture)
    )


async def claim_due(conn: Connection, now: datetime, lease_until: datetime) -> FeedRow | None:
    """The feed that has been due longest and is wanted by somebody, put off until ``lease_until``.

    The lease keeps a second program from asking for it as well, and gives the feed back if this one dies.
    """
    due = (
        await conn.execute(
            select(feeds)
            .where(feeds.c.next_poll_at <= now, exists(_active(feeds.c.id)))
            .order_by(feeds.c.next_poll_at, feeds.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
    ).one_or_none()
    if due is None:
        return None
    await conn.execute(update(feeds).where(feeds.c.id == due.id).values(next_poll_at=lease_until))
    return _row(due)


async def record(
    conn: Connection,
    feed_id: int,
    *,
    code: OutcomeCode,
    failures: int,
    now: datetime,
    next_poll_at: datetime,
    validators: Validators | None = None,
    moved_to: str | None = None,
) -> None:
    """Store what came of a poll. Validators of ``None`` leave the last good ones standing."""
    values: dict[str, object] = {
        "outcome": code,
        "failures": failures,
        "fetched_at": now,
        "next_poll_at": next_poll_at,
    }
    if validators is not None:
        values |= {
            "etag": validators.etag,
            "last_modified": validators.last_modified,
            "items_hash": validators.items_hash,
        }
    if moved_to is not None:
        values["url"] = moved_to
    await conn.execute(update(feeds).where(feeds.c.id == feed_id).values(values))


async def prune(conn: Connection, untouched_since: datetime | None = None) -> int:
    """Delete feeds that no profile in any guild needs; how many.

    With ``untouched_since`` only those last asked for before it: a profile that is removed and registered again finds
    its history.
    """
    unwanted = ~exists(select(profiles.c.id).where(profiles.c.feed_id == feeds.c.id))
    statement = delete(feeds).where(unwanted)
    if untouched_since is not None:
        statement = statement.where(func.coalesce(feeds.c.fetched_at, feeds.c.created_at) < untouched_since)
    return (await conn.execute(statement)).rowcount


async def forget(conn: Connection, feed_ids: Sequence[int]) -> None:
    """Delete those of these feeds that no profile needs any more."""
    unwanted = ~exists(select(profiles.c.id).where(profiles.c.feed_id == feeds.c.id))
    await conn.execute(delete(feeds).where(feeds.c.id.in_(feed_ids), unwanted))
