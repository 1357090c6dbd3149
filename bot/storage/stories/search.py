"""Finding stories of a guild's members by words and tags. A range of words, and no LIKE, finds the beginnings of words:
it is the same on both engines, and the primary key's index serves it."""

from typing import Any

from sqlalchemy import ColumnElement, Join, Select, exists, func, literal, select

from bot.domain.feeds.entries import EntryKind
from bot.domain.stories.profiles import StoryLine
from bot.domain.text.search import TAG_MARK, Query, Term, tag_word
from bot.storage.database.engine import Connection
from bot.storage.database.planner import hide_from_planner
from bot.storage.database.rows import by_member, same_member
from bot.storage.schema import announcements, members, profiles, sightings, stories, story_words

TAGS_LOOKED_AT = 500
"""Newest stories of a guild whose tags are offered while somebody types: what it writes about now. Discord waits three
seconds for all it asks, and tags of fifty thousand stories took as long; any tag can be typed in full."""


async def find(
    conn: Connection, guild_id: int, query: Query, *, limit: int, offset: int = 0
) -> tuple[tuple[StoryLine, ...], int]:
    """(the matching stories of one page, newest first, the number of all matching stories). Past the last page both are
    empty or 0."""
    rows = (await conn.execute(found(guild_id, query, limit=limit, offset=offset))).all()
    lines = tuple(StoryLine(row.title, row.link, row.dated_at, row.minutes, row.member_id) for row in rows)
    return lines, rows[0].all if rows else 0


def found(guild_id: int, query: Query, *, limit: int, offset: int) -> Select[Any]:
    """The statement for one page, each row with the number of all matching stories. What a page shows is read for its
    own stories only."""
    mine = (
        select(stories.c.id, func.min(profiles.c.member_id).label("member_id"), func.count().over().label("all"))
        .select_from(_written())
        .where(*_present(guild_id, query.member_id), *_conditions(query))
        .group_by(stories.c.id, stories.c.dated_at)
        .order_by(stories.c.dated_at.desc(), stories.c.id)
        .limit(limit)
        .offset(offset)
        .subquery()
    )
    return (
        select(stories.c.title, stories.c.link, stories.c.dated_at, stories.c.minutes, mine.c.member_id, mine.c.all)
        .join(mine, mine.c.id == stories.c.id)
        .order_by(stories.c.dated_at.desc(), stories.c.id)
    )


async def tags(conn: Connection, guild_id: int, beginning: str, *, limit: int) -> list[str]:
    """Keys of the tags of members' newest stories that start with this, the commonest first."""
    rows = await conn.execute(tags_of_newest(guild_id, beginning, limit=limit))
    return [row.word.removeprefix(TAG_MARK) for row in rows]


def tags_of_newest(guild_id: int, beginning: str, *, limit: int) -> Select[str]:
    """The statement for the words of these tags."""
    newest = (
        select(announcements.c.story_id)
        .where(
            announcements.c.guild_id == guild_id,
            exists(
                select(literal(1))
                .select_from(_written())
                .where(sightings.c.story_id == announcements.c.story_id, *_present(guild_id, None))
            ),
        )
        .order_by(announcements.c.decided_at.desc(), announcements.c.story_id.desc())
        .limit(TAGS_LOOKED_AT)
        .subquery()
    )
    # Hidden, the word is found by its story: SQLite would rather begin with all words that begin so.
    word = hide_from_planner(story_words.c.word)
    return (
        select(story_words.c.word)
        .join(newest, newest.c.story_id == story_words.c.story_id)
        .where(_is(word, Term(tag_word(beginning), prefix=True)))
        .group_by(story_words.c.word)
        .order_by(func.count().desc(), story_words.c.word)
        .limit(limit)
    )


def _written() -> Join:
    """The join of stories with the profiles that brought them and with those profiles' members."""
    return (
        stories.join(sightings, sightings.c.story_id == stories.c.id)
        .join(profiles, profiles.c.feed_id == sightings.c.feed_id)
        .join(members, same_member(profiles, members))
    )


def _present(guild_id: int, member_id: int | None) -> tuple[ColumnElement[bool], ...]:
    """The conditions for stories of the guild's present members, or of one of them; without responses."""
    here = (hide_from_planner(members.c.left_at).is_(None), stories.c.kind == EntryKind.STORY)
    if member_id is None:
        return hide_from_planner(profiles.c.guild_id) == guild_id, *here
    return by_member(profiles, guild_id, member_id), *here


def _conditions(query: Query) -> list[ColumnElement[bool]]:
    terms = [*query.terms, *([Term(tag_word(query.tag), prefix=False)] if query.tag else [])]
    word = story_words.c.word
    return [stories.c.id.in_(select(story_words.c.story_id).where(_is(word, term))) for term in terms]


def _is(word: ColumnElement[str], term: Term) -> ColumnElement[bool]:
    return (word >= term.word) & (word < term.beyond) if term.prefix else word == term.word
