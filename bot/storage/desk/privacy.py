"""A person's rows in every table that names members, as each table declares it."""

import secrets
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Table, delete, func, select, update

from bot.domain.kit.privacy import TOMBSTONES, Erasure, ErasureRule
from bot.storage.database.engine import Connection
from bot.storage.schema import feeds, metadata, profiles, sightings, stories
from bot.storage.stories import feeds as feed_rows
from bot.storage.stories import stories as story_rows


def erasure(table: Table) -> Erasure:
    """The table's declaration of what erasure does to it. KeyError for a table without one, which a test prevents."""
    answer = table.info["erasure"]
    assert isinstance(answer, Erasure)  # noqa: S101 - the schema's own promise, for the type checker
    return answer


def naming_members() -> Iterator[tuple[Table, Column[int]]]:
    """(table, the column with the member whose rows they are), children before their parents."""
    for table in reversed(metadata.sorted_tables):
        answer = erasure(table)
        if answer.member_column is not None:
            yield table, table.c[answer.member_column]


def naming_tombstones() -> Iterator[tuple[Table, Column[int]]]:
    """(table, the column in which a tombstone replaces an erased member)."""
    for table in metadata.sorted_tables:
        answer = erasure(table)
        if answer.rule is ErasureRule.TOMBSTONE and answer.member_column is not None:
            yield table, table.c[answer.member_column]
        for name in answer.others:
            yield table, table.c[name]


async def export(conn: Connection, member_id: int) -> dict[str, list[dict[str, Any]]]:
    """Everything stored about a person in every guild: table name to rows, each a mapping of column to value.

    Includes the feeds of their profiles and the stories seen in them.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for table, column in naming_members():
        rows = await conn.execute(select(table).where(column == member_id).order_by(*table.primary_key))
        found[table.name] = [dict(row) for row in rows.mappings()]
    feed_ids = select(profiles.c.feed_id).where(profiles.c.member_id == member_id)
    own_feeds = await conn.execute(select(feeds).where(feeds.c.id.in_(feed_ids)).order_by(feeds.c.id))
    found[feeds.name] = [dict(row) for row in own_feeds.mappings()]
    story_ids = select(sightings.c.story_id).where(sightings.c.feed_id.in_(feed_ids))
    own_stories = await conn.execute(select(stories).where(stories.c.id.in_(story_ids)).order_by(stories.c.id))
    found[stories.name] = [dict(row) for row in own_stories.mappings()]
    return found


async def counts(conn: Connection, member_id: int) -> dict[str, int]:
    """Table name to the number of rows about a person, and the number of stories seen in their feeds."""
    found: dict[str, int] = {}
    for table, column in naming_members():
        statement = select(func.count()).select_from(table).where(column == member_id)
        found[table.name] = await conn.scalar(statement) or 0
    feed_ids = select(profiles.c.feed_id).where(profiles.c.member_id == member_id)
    story_ids = select(func.count(sightings.c.story_id.distinct())).where(sightings.c.feed_id.in_(feed_ids))
    found[stories.name] = await conn.scalar(story_ids) or 0
    return found


async def erase(conn: Connection, member_id: int, guild_id: int | None = None) -> None:
    """Delete the rows about a person, in one guild or in all, and the feeds and stories that nobody else needs then."""
    mine = select(profiles.c.feed_id).where(profiles.c.member_id == member_id)
    if guild_id is not None:
        mine = mine.where(profiles.c.guild_id == guild_id)
    feed_ids = list(await conn.scalars(mine))
    for table, column in naming_members():
        if erasure(table).rule is not ErasureRule.DELETE:
            continue
        statement = delete(table).where(column == member_id)
        if guild_id is not None:
            statement = statement.where(table.c.guild_id == guild_id)
        await conn.execute(statement)
    tombstone = 1 + secrets.randbelow(TOMBSTONES - 1)
    for table, column in naming_tombstones():
        renaming = update(table).where(column == member_id).values({column.name: tombstone})
        if guild_id is not None:
            renaming = renaming.where(table.c.guild_id == guild_id)
        await conn.execute(renaming)
    await feed_rows.forget(conn, feed_ids)
    await story_rows.prune(conn)
