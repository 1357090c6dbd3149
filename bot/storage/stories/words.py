"""The words by which each story is found. Stored with the story: ``stories.save`` calls ``keep``."""

import json
from collections.abc import Container, Sequence
from functools import lru_cache

from sqlalchemy import JSON, Insert, String, bindparam, cast, delete, func, select, true
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.stories.stories import Story
from bot.domain.text.search import story_words
from bot.storage import schema
from bot.storage.database.engine import Connection


async def keep(conn: Connection, changed: Sequence[Story], *, known: Container[str]) -> None:
    """Replace the words of these new or edited stories by those that they contain now. ``known``: the stories that had
    words before."""
    if not changed:
        return
    table = schema.story_words
    edited = [story.id for story in changed if story.id in known]
    if edited:
        await conn.execute(delete(table).where(table.c.story_id.in_(edited)))
    rows = [
        {"story": story.id, "words": json.dumps(sorted(words))}
        for story in changed
        if (words := story_words(story.title, story.subtitle, story.tags, story.author_name))
    ]
    if rows:
        await conn.execute(_adding(conn.dialect.name), rows)


@lru_cache
def _adding(dialect: str) -> Insert:
    """An insert of a story's words given as one JSON list: a story has some twenty, and passing them one by one takes
    ten times as long as storing them."""
    listed = bindparam("words", type_=String)
    if dialect == "postgresql":
        each = func.json_array_elements_text(cast(listed, JSON)).table_valued("value")
    else:
        each = func.json_each(listed).table_valued("value")
    rows = select(each.c.value, bindparam("story", type_=String)).where(true())  # SQLite needs a WHERE before ON
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(schema.story_words).from_select(["word", "story_id"], rows).on_conflict_do_nothing()
