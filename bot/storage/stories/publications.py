"""The publications that guilds follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, select

from bot.domain.feeds.medium import FeedAddress
from bot.domain.stories.publications import Publication, publication_name
from bot.storage.database.engine import Connection
from bot.storage.database.insert import upsert
from bot.storage.database.rows import one_of, same_member, value_of
from bot.storage.schema import feeds, guilds, members, profiles, publications


@dataclass(frozen=True, slots=True)
class PublicationWatcher:
    """A guild for which a publication's feed is polled. ``others``: writers who are no members count too."""

    guild_id: int
    others: bool


_WATCHERS = (
    select(publications.c.guild_id, publications.c.others)
    .join(guilds, guilds.c.id == publications.c.guild_id)
    .where(publications.c.feed_id == bindparam("feed"), guilds.c.left_at.is_(None), ~publications.c.paused)
    .order_by(publications.c.guild_id)
)


async def watchers(conn: Connection, feed_id: int) -> Sequence[PublicationWatcher]:
    """The present guilds that follow the publication with this feed and have not paused it, by id."""
    rows = await conn.execute(_WATCHERS, {"feed": feed_id})
    return [PublicationWatcher(row.guild_id, row.others) for row in rows]


async def names(conn: Connection, guild_id: int) -> list[tuple[str, int]]:
    """(profile's name, member) of the guild's present members whose profiles are not paused, for ``writer_here``."""
    rows = await conn.execute(
        select(profiles.c.name, profiles.c.member_id)
        .join(members, same_member(profiles, members))
        .where(profiles.c.guild_id == guild_id, members.c.left_at.is_(None), profiles.c.pause.is_(None))
        .order_by(profiles.c.id)
    )
    return [(row.name, row.member_id) for row in rows]


def _select() -> Select[Any]:
    return select(publications, feeds.c.key, feeds.c.title, feeds.c.picture).join(
        feeds, feeds.c.id == publications.c.feed_id
    )


def _publication(row: Row[Any]) -> Publication:
    address = FeedAddress.from_key(row.key)
    return value_of(Publication, row, name=publication_name(row.title, address.name), page=address.page)


async def of_guild(conn: Connection, guild_id: int) -> tuple[Publication, ...]:
    """The guild's publications, oldest first."""
    rows = await conn.execute(_select().where(publications.c.guild_id == guild_id).order_by(publications.c.id))
    return tuple(map(_publication, rows))


async def by_id(conn: Connection, guild_id: int, publication_id: int) -> Publication | None:
    """One publication of the guild."""
    statement = _select().where(publications.c.guild_id == guild_id, publications.c.id == publication_id)
    return await one_of(conn, statement, _publication)


async def add(conn: Connection, guild_id: int, feed_id: int, *, others: bool, now: datetime) -> None:
    """Follow a publication, or change whether its other writers count. The guild is known."""
    key, first = {"guild_id": guild_id, "feed_id": feed_id}, {"paused": False, "added_at": now}
    await upsert(conn, publications, {**key, **first, "others": others}, key, keep=first)


async def remove(conn: Connection, guild_id: int, publication_id: int) -> bool:
    """Stop following a publication; returns whether it was followed."""
    result = await conn.execute(
        delete(publications).where(publications.c.guild_id == guild_id, publications.c.id == publication_id)
    )
    return result.rowcount > 0
