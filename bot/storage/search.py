"""Finding stories of a guild's members by words and tags. A range of words, and no LIKE, finds the beginnings of words:
it is the same on both engines, and the primary key's index serves it."""

from sqlalchemy import ColumnElement, func, select

from bot.domain.entries import EntryKind
from bot.domain.profiles import StoryLine
from bot.domain.search import TAG_MARK, Query, Term, tag_word
from bot.storage import stories
from bot.storage.engine import Connection
from bot.storage.schema import stories as stories_table
from bot.storage.schema import story_words


async def find(conn: Connection, guild_id: int, query: Query, *, limit: int, offset: int = 0) -> tuple[StoryLine, ...]:
    """The stories that have all that is looked for, newest first."""
    mine = stories.of_guild(guild_id, query.member_id)
    return await stories.listed(conn, mine, *_conditions(query), limit=limit, offset=offset)


async def count(conn: Connection, guild_id: int, query: Query) -> int:
    """How many stories ``find`` has to show."""
    return await stories.counted(conn, stories.of_guild(guild_id, query.member_id), *_conditions(query))


async def tags(conn: Connection, guild_id: int, beginning: str, *, limit: int) -> list[str]:
    """Keys of the tags that members' stories have and that begin so, the commonest first."""
    mine = stories.of_guild(guild_id, None).subquery()
    rows = await conn.execute(
        select(story_words.c.word)
        .join(mine, mine.c.story_id == story_words.c.story_id)
        .join(stories_table, stories_table.c.id == story_words.c.story_id)
        .where(_is(Term(tag_word(beginning), prefix=True)), stories_table.c.kind == EntryKind.STORY)
        .group_by(story_words.c.word)
        .order_by(func.count().desc(), story_words.c.word)
        .limit(limit)
    )
    return [row.word.removeprefix(TAG_MARK) for row in rows]


def _conditions(query: Query) -> list[ColumnElement[bool]]:
    terms = [*query.terms, *([Term(tag_word(query.tag), prefix=False)] if query.tag else [])]
    return [stories_table.c.id.in_(select(story_words.c.story_id).where(_is(term))) for term in terms]


def _is(term: Term) -> ColumnElement[bool]:
    word = story_words.c.word
    return (word >= term.word) & (word < term.beyond) if term.prefix else word == term.word
