"""Polling: due feeds are claimed, and the results of polls recorded."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, exists, func, literal, or_, select, update

from bot.domain.feeds.feed import Feed, OutcomeCode, Validators
from bot.domain.feeds.schedule_rhythm import Rhythm
from bot.storage.database.engine import Connection
from bot.storage.database.rows import same_member
from bot.storage.database.types import Instant
from bot.storage.schema import claims, feeds, guilds, members, profiles, publications
from bot.storage.stories.feeds import FeedRow, feed_row, said_by
from bot.storage.stories.schedule import stored_pull, stored_rhythm


def _wanted(now: ColumnElement[datetime]) -> ColumnElement[bool]:
    """The condition that somebody present wants the feed: by a profile or publication that is not paused, or because a
    code is looked for in it, which continues during a pause."""
    present = (
        select(profiles.c.id)
        .join(guilds, guilds.c.id == profiles.c.guild_id)
        .join(members, same_member(profiles, members))
        .where(profiles.c.feed_id == feeds.c.id, guilds.c.left_at.is_(None), members.c.left_at.is_(None))
    )
    claimed = (
        select(claims.c.member_id)
        .join(guilds, guilds.c.id == claims.c.guild_id)
        .join(members, same_member(claims, members))
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


_NOW = bindparam("instant", type_=Instant)
# Made once: to make it takes longer than to run it.
_FIRST = (
    select(feeds, _wanted(_NOW).label("wanted"))
    .where(feeds.c.next_poll_at <= _NOW)
    .order_by(feeds.c.next_poll_at, feeds.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=feeds)
)


async def claim_due(
    conn: Connection, now: datetime, *, most: int, lease_until: datetime, look_again: datetime
) -> list[FeedRow]:
    """Claim the feeds that have been due longest and are wanted; they are put off until ``lease_until``.

    The lease keeps a second program from polling them too, and releases them if this one dies. Unwanted feeds before
    them are put off until ``look_again`` without a pull, so that they are not in the way each time.
    """
    while True:
        due = (await conn.execute(_FIRST, {"instant": now, "most": most})).all()
        taken, unwanted = ([row for row in due if row.wanted is wanted] for wanted in (True, False))
        if unwanted:
            in_the_way = feeds.c.id.in_([row.id for row in unwanted])
            await conn.execute(update(feeds).where(in_the_way).values(next_poll_at=look_again, pull=None))
        if taken:
            mine = feeds.c.id.in_([row.id for row in taken])
            await conn.execute(update(feeds).where(mine).values(next_poll_at=lease_until))
        if taken or not due:
            return [feed_row(row) for row in taken]


async def give_back(conn: Connection, taken: Collection[FeedRow]) -> None:
    """Release feeds that were claimed and not polled: they are due as before."""
    if taken:
        then = update(feeds).where(feeds.c.id == bindparam("which")).values(next_poll_at=bindparam("due"))
        await conn.execute(then, [{"which": row.id, "due": row.next_poll_at} for row in taken])


@dataclass(frozen=True, slots=True)
class SameAgain:
    """What is stored of a poll without changes."""

    feed_id: int
    now: datetime
    next_poll_at: datetime
    validators: Validators
    rhythm: Rhythm
    pull: float


_SAME = (
    update(feeds)
    .where(feeds.c.id == bindparam("which"))
    .values(
        outcome=OutcomeCode.UNCHANGED,
        failures=0,
        missing_since=None,
        **{
            name: bindparam(f"new_{name}")
            for name in ("fetched_at", "next_poll_at", "etag", "last_modified", "items_hash", "rhythm", "pull")
        },
    )
)


async def record_same(conn: Connection, polls: Sequence[SameAgain]) -> None:
    """Store the results of polls without changes, all at once."""
    rows = [
        {
            "which": each.feed_id,
            "new_fetched_at": each.now,
            "new_next_poll_at": each.next_poll_at,
            "new_etag": each.validators.etag,
            "new_last_modified": each.validators.last_modified,
            "new_items_hash": each.validators.items_hash,
            "new_rhythm": stored_rhythm(each.rhythm),
            "new_pull": stored_pull(each.pull),
        }
        for each in polls
    ]
    if rows:
        await conn.execute(_SAME, rows)


async def record(
    conn: Connection,
    feed_id: int,
    *,
    code: OutcomeCode,
    failures: int,
    now: datetime,
    next_poll_at: datetime,
    validators: Validators | None = None,
    feed: Feed | None = None,
    moved_to: str | None = None,
    rhythm: Rhythm | None = None,
    pull: float | None = None,
) -> None:
    """Store the result of a poll. Arguments that are ``None`` leave the stored values as they are.

    ``missing_since`` is the start of the present period of "missing"; having to wait neither ends nor begins one.
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
    if feed is not None:
        values |= said_by(feed)
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
