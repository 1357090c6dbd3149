"""Fills a database with a large server: members with a feed each, stories, notes, and the roll-ups of them.

The same server has few notes or many: everybody writes as many stories and reads the same circle of writers, in full
weeks or quiet ones. Most rows are made by SQLite itself, from some that the program's own functions make.
"""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CTE, Table, case, false, func, insert, literal, literal_column, select, text, update

from benchmarks.inklings import GUILD, MEMBER, populate
from benchmarks.site import WORDS
from benchmarks.sums import sum_up
from bot.domain.boards.points import AnswerKind
from bot.domain.reading.notes import NoteVisibility
from bot.domain.stories.stories import EntryKind, Reason, Story
from bot.services.boards import weeks
from bot.storage.database.engine import Connection, Database
from bot.storage.database.types import MICROSECOND, Instant
from bot.storage.schema import (
    announcements,
    feeds,
    members,
    note_answers,
    notes,
    profiles,
    sightings,
    stories,
    story_words,
)
from bot.storage.schema import weeks as weeks_table
from bot.storage.stories import stories as story_rows

CIRCLE = 40
"""Writers whom a member reads, and by as many one is read. Nobody reads five thousand."""

VARIETY = 1_000
"""Different stories, each with words of its own; the others are copies of them."""

TYPED = tuple(word for word in WORDS if len(word) > 1)
"""What titles are made of: "&" is nothing to look for."""

TAGS = tuple(f"{word} {number}" for number in range(5) for word in dict.fromkeys(WORDS))
"""Some two hundred, as in a server that writes about everything."""

CACHE = "PRAGMA cache_size = -500000"
"""Kilobytes: the indexes that are filled fit into it."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Crowd:
    """How large the server is, how long it has been going on, and until when. All is spread evenly over that time."""

    members: int
    stories: int
    weeks: int
    until: datetime

    @property
    def since(self) -> datetime:
        """When it began."""
        return self.until - timedelta(weeks=self.weeks)

    def apart(self, count: int) -> int:
        """Microseconds from one to the next of so many that are spread evenly."""
        return (self.until - self.since) // MICROSECOND // count


async def write_stories(database: Database, crowd: Crowd) -> None:
    """The guild, its members with their feeds, and their stories, each by the next member."""
    await populate(database, crowd.members)
    first = [story(number) for number in range(min(VARIETY, crowd.stories))]

    async def work(conn: Connection) -> None:
        await conn.execute(text(CACHE))
        for table, column in ((members, "known_since"), (profiles, "registered_at")):
            await conn.execute(update(table).values({column: crowd.since}))
        # Nobody asks for them unless a round is made.
        await conn.execute(update(feeds).values(created_at=crowd.since, next_poll_at=crowd.until + DAY))
        await story_rows.save(conn, 1, first, crowd.since)
        async with _unindexed(conn, story_words):
            await _copy(conn, crowd.stories, len(first))
        n, like = _numbers(crowd.stories).c.n, stories.c.id
        at = literal(crowd.since, Instant) + n * crowd.apart(crowd.stories)
        dated = {"published_at": at, "first_seen_at": at, "dated_at": at}
        await conn.execute(update(stories).where(like == _key(n)).values(dated))
        await conn.execute(sightings.delete())
        await _fill(conn, sightings, feed_id=n % crowd.members + 1, story_id=_key(n), seen_at=at)
        told = {"reason": literal(Reason.BASELINE.value), "decided_at": at}
        await _fill(conn, announcements, guild_id=literal(GUILD), story_id=_key(n), **told)

    await database.write(work)


async def write_notes(database: Database, crowd: Crowd, count: int) -> None:
    """So many notes, of which a fifth are private and a seventh of the others helped; and the roll-ups of it all."""

    async def work(conn: Connection) -> None:
        await conn.execute(text(CACHE))
        async with _unindexed(conn, notes):
            await _note(conn, crowd, count)
        await _help(conn)
        await _begin_weeks(conn, crowd)
        await sum_up(conn)

    await database.write(work)


@asynccontextmanager
async def _unindexed(conn: Connection, table: Table) -> AsyncIterator[None]:
    """Fill a table without its indexes: to make them at the end is several times quicker."""
    for index in table.indexes:
        await conn.run_sync(index.drop)
    yield
    for index in table.indexes:
        await conn.run_sync(index.create)


def _numbers(count: int) -> CTE:
    """0 and so on, as many as that."""
    begin = select(literal(0).label("n")).cte("numbers", recursive=True)
    return begin.union_all(select(begin.c.n + 1).where(begin.c.n + 1 < count))


def _key(number: Any) -> Any:
    return func.printf("5%011x", number)


async def _fill(conn: Connection, table: Table, **values: Any) -> None:
    await conn.execute(insert(table).from_select(list(values), select(*values.values())))


def story(number: int) -> Story:
    """One of a crowd's stories as its feed has it, in common words and rarer ones."""
    chance = random.Random(number)
    said = [chance.choice(TYPED) + ("" if chance.random() < 0.7 else chance.choice(TYPED)) for _ in range(16)]
    return Story(
        id=f"5{number:011x}",
        link=f"https://medium.com/p/5{number:011x}",
        title=" ".join(said[:6]),
        author_name=f"Writer {number}",
        subtitle=" ".join(said[6:]),
        picture=None,
        tags=tuple(chance.sample(TAGS, 4)),
        minutes=5,
        published_at=None,
        updated_at=None,
        kind=EntryKind.STORY,
    )


async def _copy(conn: Connection, count: int, first: int) -> None:
    """Make ``count`` stories of the ``first``, with their words."""
    n = _numbers(count).c.n
    copies = {column.name: column for column in stories.c} | {"id": _key(n)}
    like = stories.c.id == _key(n % first)
    rows = select(*copies.values()).where(like, n >= first)
    await conn.execute(insert(stories).from_select(list(copies), rows))
    words = select(story_words.c.word, _key(n).label("story_id")).where(
        story_words.c.story_id == _key(n % first), n >= first
    )
    in_order = words.order_by(story_words.c.word, literal_column("story_id"))
    await conn.execute(insert(story_words).from_select(["word", "story_id"], in_order))


async def _note(conn: Connection, crowd: Crowd, count: int) -> None:
    """Everybody in turn notes the latest story of a writer of their circle, now on one side, now on the other."""
    n = _numbers(count).c.n
    reader, turn = n % crowd.members, n // crowd.members
    place = turn % min(CIRCLE, crowd.members - 2)
    aside = case((place % 2 == 0, place // 2 + 1), else_=-(place // 2 + 1))
    author = (reader + aside + crowd.members) % crowd.members
    latest = turn * (crowd.stories // crowd.members) // max(1, count // crowd.members)
    await _fill(
        conn,
        notes,
        id=n + 1,
        guild_id=literal(GUILD),
        member_id=reader + MEMBER,
        story_id=_key(latest * crowd.members + author),
        author_id=author + MEMBER,
        link=literal(""),
        title=literal("A story of no great length"),
        author_name=literal(""),
        minutes=literal(5),
        visibility=case((n % 11 < 2, NoteVisibility.PRIVATE.value), else_=NoteVisibility.THREAD.value),
        said=literal("What stayed with me is how the second part answers the first. " * 3),
        liked=literal(""),
        noted_at=literal(crowd.since, Instant) + n * crowd.apart(count),
    )


async def _help(conn: Connection) -> None:
    seen = notes.c.visibility != NoteVisibility.PRIVATE
    values = {
        "note_id": notes.c.id,
        "kind": literal(AnswerKind.HELPED.value),
        "guild_id": notes.c.guild_id,
        "reader_id": notes.c.member_id,
        "author_id": notes.c.author_id,
        "given_at": notes.c.noted_at,
        "counts": literal(1),
        "mutual": false(),
    }
    rows = select(*values.values()).where(seen, notes.c.id % 7 == 0)
    await conn.execute(insert(note_answers).from_select(list(values), rows))


async def _begin_weeks(conn: Connection, crowd: Crowd) -> None:
    """The guild's weeks, settled but the last."""
    for number in range(crowd.weeks + 1):
        await weeks.at(conn, GUILD, crowd.since + timedelta(weeks=number))
    over = weeks_table.c.ends_at <= crowd.until
    await conn.execute(update(weeks_table).where(over).values(closed_at=weeks_table.c.ends_at))
