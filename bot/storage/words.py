"""By which words each story is found. Kept with the story: ``stories.save`` calls it."""

from collections.abc import Container, Sequence

from sqlalchemy import delete

from bot.domain.search import story_words
from bot.domain.stories import Story
from bot.storage import schema
from bot.storage.engine import Connection
from bot.storage.insert import insert


async def keep(conn: Connection, changed: Sequence[Story], *, known: Container[str]) -> None:
    """Have these stories, new or edited, be found by the words that they show now. ``known``: who had words before."""
    if not changed:
        return
    table = schema.story_words
    edited = [story.id for story in changed if story.id in known]
    if edited:
        await conn.execute(delete(table).where(table.c.story_id.in_(edited)))
    rows = [
        {"word": word, "story_id": story.id}
        for story in changed
        for word in sorted(story_words(story.title, story.subtitle, story.tags, story.author_name))
    ]
    if rows:
        await conn.execute(insert(conn, table).on_conflict_do_nothing(index_elements=["word", "story_id"]), rows)
