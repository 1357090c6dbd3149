"""Feeds: who is due, and what the last asking said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, case, delete, exists, func, literal, or_, select, update

from bot.domain.feed import Feed, OutcomeCode, Validators
from bot.domain.schedule_rhythm import Rhythm
from bot.storage.engine import Connection
from bot.storage.insert import insert
from bot.storage.schedule import restored_rhythm, stored_pull, stored_rhythm
from bot.storage.schema import claims, feeds, guilds, members, profiles, publications
from bot.storage.types import Instant

TITLE_LIMIT = 300
"""The width of the title's column; a longer title is a prank."""

UNWANTED_AT_ONCE = 50
"""How many feeds that nobody wants are put off in one go."""


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
    fetched_at: datetime | None
    next_poll_at: datetime
    missing_since: datetime | None
    created_at: datetime
    rhythm: Rhythm | None


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
        fetched_at=values["fetched_at"],
        next_poll_at=values["next_poll_at"],
        missing_since=values["missing_since"],
        created_at=values["created_at"],
        rhythm=restored_rhythm(values["rhythm"]),
    )


def _wanted(now: datetime) -> ColumnElement[bool]:
    """Whether somebody who is still there wants the feed: by a profile or publication that is not paused, or because
    a code is looked for in it, which goes on in a pause."""
    present = (
        select(profiles.c.id)
        .join(guilds, guilds.c.id == profiles.c.guild_id)
        .join(
            members,
            (members.c.guild_id == profiles.c.guild_id) & (members.c.member_id == profiles.c.member_id),
        )
        .where(profiles.c.feed_id == feeds.c.id, guilds.c.left_at.is_(None), members.c.left_at.is_(None))
    )
    claimed = (
        select(claims.c.member_id)
        .join(guilds, guilds.c.id == claims.c.guild_id)
        .join(members, (members.c.guild_id == claims.c.guild_id) & (members.c.member_id == claims.c.member_id))
        .where(
            claims.c.feed_id == feeds.c.id,
            claims.c.until > now,
            guilds.c.left_at.is_(None),
            members.c.left_at.is_(None),
        )
    )
    published = (
        select(publications.c.id)
        .join(guilds, guilds.c.id == publications.c.guild_id)
        .where(publications.c.feed_id == feeds.c.id, guilds.c.left_at.is_(None), ~publications.c.paused)
    )
    return or_(
        exists(present.where(or_(profiles.c.pause.is_(None), profiles.c.verify_until > now))),
        exists(claimed),
        exists(published),
    )


def _unwanted() -> ColumnElement[bool]:
    """Whether nothing in any guild, present or not, refers to the feed."""
    return ~or_(
        *(exists(select(t.c.feed_id).where(t.c.feed_id == feeds.c.id)) for t in (profiles, claims, publications))
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


async def claim_due(conn: Connection, now: datetime, lease_until: datetime, look_again: datetime) -> FeedRow | None:
    """The feed that has been due longest and is wanted by somebody, put off until ``lease_until``.

    The lease keeps a second program from asking for it as well, and gives the feed back if this one dies. Feeds before
    it that nobody wants are put off until ``look_again``, so that they are not in the way each time, and promise
    nothing meanwhile.
    """
    is_due = feeds.c.next_poll_at <= now
    in_turn = (feeds.c.next_poll_at, feeds.c.id)
    while True:
        first = select(feeds, _wanted(now).label("wanted")).where(is_due).order_by(*in_turn).limit(1)
        due = (await conn.execute(first.with_for_update(skip_locked=True, of=feeds))).one_or_none()
        if due is None:
            return None
        if due.wanted:
            await conn.execute(update(feeds).where(feeds.c.id == due.id).values(next_poll_at=lease_until))
            return _row(due)
        in_the_way = select(feeds.c.id).where(is_due).order_by(*in_turn).limit(UNWANTED_AT_ONCE)
        await conn.execute(
            update(feeds)
            .where(feeds.c.id.in_(in_the_way.scalar_subquery()), ~_wanted(now))
            .values(next_poll_at=look_again, pull=None)
        )


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
    rhythm: Rhythm | None = None,
    pull: float | None = None,
) -> None:
    """Store what came of a poll. Validators, rhythm and pull of ``None`` leave those that are known standing.

    ``missing_since`` is the start of the present spell of "missing"; having to wait neither ends nor begins one.
    """
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
    if rhythm is not None:
        values["rhythm"] = stored_rhythm(rhythm)
    if pull is not None:
        values["pull"] = stored_pull(pull)
    if code is OutcomeCode.MISSING:
        values["missing_since"] = func.coalesce(feeds.c.missing_since, literal(now, Instant))
    elif code is not OutcomeCode.LATER:
        values["missing_since"] = None
    await conn.execute(update(feeds).where(feeds.c.id == feed_id).values(values))


async def reread(conn: Connection, feed_id: int, due_at: datetime) -> None:
    """Ask for the feed at ``due_at``, or before if it is due then, and read it whole.

    Without its validators even a feed with the items of last time is parsed: what is wanted of it is its title.
    """
    sooner = case((feeds.c.next_poll_at > due_at, literal(due_at, Instant)), else_=feeds.c.next_poll_at)
    await conn.execute(
        update(feeds)
        .where(feeds.c.id == feed_id)
        .values(etag=None, last_modified=None, items_hash=None, next_poll_at=sooner)
    )


async def prune(conn: Connection, untouched_since: datetime | None = None) -> int:
    """Delete feeds that no profile, claim or publication in any guild needs; how many.

    With ``untouched_since`` only those last asked for before it: a profile that is removed and registered again finds
    its history.
    """
    statement = delete(feeds).where(_unwanted())
    if untouched_since is not None:
        statement = statement.where(func.coalesce(feeds.c.fetched_at, feeds.c.created_at) < untouched_since)
    return (await conn.execute(statement)).rowcount


async def forget(conn: Connection, feed_ids: Sequence[int]) -> None:
    """Delete those of these feeds that no profile needs any more."""
    await conn.execute(delete(feeds).where(feeds.c.id.in_(feed_ids), _unwanted()))
