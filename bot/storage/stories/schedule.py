"""The data that planning of polls needs: when a feed's stories were published, and the pulls of all feeds."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from bot.domain.feeds.schedule import LONGEST_WAIT
from bot.domain.feeds.schedule_rhythm import MOST_EVIDENCE, Rhythm
from bot.domain.stories.stories import EntryKind
from bot.storage.database.engine import Connection
from bot.storage.database.types import EPOCH
from bot.storage.schema import feeds, sightings, stories

PULL_UNIT = 1000
"""A pull is stored in thousandths, and of those two digits: 20,000 feeds have a few hundred different ones, and a price
is worth no more."""

_SECOND = timedelta(seconds=1)


def stored_pull(pull: float) -> int:
    """A pull as it is stored."""
    thousandths = round(pull * PULL_UNIT)
    return round(thousandths, 2 - len(str(thousandths)))


def stored_rhythm(rhythm: Rhythm) -> dict[str, object]:
    """A rhythm as JSON; instants are seconds since 1970."""
    return {
        "at": _seconds(rhythm.at),
        "stories": round(rhythm.stories, 4),
        "days": round(rhythm.days, 4),
        "hours": list(rhythm.hours),
        "recent": [_seconds(instant) for instant in rhythm.recent],
    }


def restored_rhythm(found: Mapping[str, Any] | None) -> Rhythm | None:
    """A rhythm as it was stored."""
    if found is None:
        return None
    return Rhythm(
        at=EPOCH + found["at"] * _SECOND,
        stories=found["stories"],
        days=found["days"],
        hours=tuple(found["hours"]),
        recent=tuple(EPOCH + each * _SECOND for each in found["recent"]),
    )


def _seconds(instant: datetime) -> int:
    return (instant - EPOCH) // _SECOND


_PUBLISHED = (
    select(stories.c.author_name, stories.c.dated_at)
    .join(sightings, sightings.c.story_id == stories.c.id)
    .where(sightings.c.feed_id == bindparam("feed"), stories.c.kind != EntryKind.RESPONSE)
    .order_by(stories.c.dated_at.desc())
    .limit(MOST_EVIDENCE)
)


async def published(conn: Connection, feed_id: int) -> dict[datetime, str]:
    """When the feed's newest stories were published, with the author's name; without responses."""
    rows = await conn.execute(_PUBLISHED, {"feed": feed_id})
    return {row.dated_at: row.author_name for row in rows}


async def pulls(conn: Connection, now: datetime) -> list[tuple[float, int]]:
    """(pull, number of feeds) of the feeds that are polled, without those whose last poll failed or that a slow lane
    has left behind."""
    rows = await conn.execute(
        select(feeds.c.pull, func.count())
        .where(feeds.c.pull.is_not(None), feeds.c.failures == 0, feeds.c.next_poll_at > now - LONGEST_WAIT)
        .group_by(feeds.c.pull)
        .order_by(feeds.c.pull)
    )
    return [(pull / PULL_UNIT, count) for pull, count in rows]
