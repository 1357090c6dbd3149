"""Stories, in which feeds they were seen, and each guild's ledger."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    select,
    update,
)

from bot.domain.stories.catchup import Window
from bot.domain.stories.profiles import StoryLine
from bot.domain.stories.stories import Decision, EntryKind, Reason, Story, changed, fingerprint
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert
from bot.storage.database.rows import same_member
from bot.storage.schema import announcements, members, profiles, sightings, stories
from bot.storage.stories import words


def _values(story: Story) -> dict[str, object]:
    return {
        "kind": story.kind,
        "link": story.link,
        "title": story.title,
        "author_name": story.author_name,
        "subtitle": story.subtitle,
        "picture": story.picture,
        "tags": list(story.tags),
        "minutes": story.minutes,
        "published_at": story.published_at,
        "updated_at": story.updated_at,
        "fingerprint": fingerprint(story),
    }


_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_FINGERPRINTS = select(stories.c.id, stories.c.fingerprint).where(stories.c.id.in_(_IDS))


async def fingerprints(conn: Connection, story_ids: Sequence[str]) -> dict[str, str]:
    """The stored fingerprints of those of these stories that are known."""
    rows = await conn.execute(_FINGERPRINTS, {"ids": story_ids})
    return {row.id: row.fingerprint for row in rows}


async def save(conn: Connection, feed_id: int, seen: Sequence[Story], now: datetime) -> dict[str, str]:
    """Store a feed's stories: new ones, changed ones, and that they were seen in this feed; returns their earlier
    ``fingerprints``.

    A known story keeps its date, so that an edit does not bring it back to the top of a list, and the kind that a
    person has given it.
    """
    known = await fingerprints(conn, [story.id for story in seen])
    shown_anew = [story for story in seen if changed(known.get(story.id), story) is not Reason.UNCHANGED]
    first_seen = [
        {"id": story.id, "first_seen_at": now, "dated_at": min(story.published_at or now, now), **_values(story)}
        for story in shown_anew
        if story.id not in known
    ]
    if first_seen:  # all at once: a new writer brings ten
        await conn.execute(insert(conn, stories).on_conflict_do_nothing(index_elements=["id"]), first_seen)
    for story in shown_anew:
        if story.id in known:
            values = _values(story)
            values["kind"] = case((stories.c.by_hand, stories.c.kind), else_=literal(story.kind, stories.c.kind.type))
            await conn.execute(update(stories).where(stories.c.id == story.id).values(values))
    await words.keep(conn, shown_anew, known=known)
    if seen:
        rows = [{"feed_id": feed_id, "story_id": story.id, "seen_at": now} for story in seen]
        sighted = insert(conn, sightings).on_conflict_do_nothing(index_elements=["feed_id", "story_id"])
        await conn.execute(sighted, rows)
    return known


async def seen_in(conn: Connection, feed_id: int) -> list[str]:
    """The ids of all stories ever seen in a feed."""
    return list(await conn.scalars(select(sightings.c.story_id).where(sightings.c.feed_id == feed_id)))


_DECIDED = select(announcements.c.story_id, announcements.c.reason).where(
    announcements.c.guild_id == bindparam("guild"), announcements.c.story_id.in_(_IDS)
)


async def decided(conn: Connection, guild_id: int, story_ids: Sequence[str]) -> dict[str, Reason]:
    """The reasons in the guild's ledger for these stories."""
    rows = await conn.execute(_DECIDED, {"guild": guild_id, "ids": story_ids})
    return {row.story_id: row.reason for row in rows}


async def decide(conn: Connection, guild_id: int, decisions: Iterable[Decision], now: datetime) -> None:
    """Write decisions into the guild's ledger. Existing entries are left alone."""
    rows = [
        {"guild_id": guild_id, "story_id": each.story_id, "reason": each.reason, "decided_at": now}
        for each in decisions
    ]
    if rows:
        statement = insert(conn, announcements).on_conflict_do_nothing(index_elements=["guild_id", "story_id"])
        await conn.execute(statement, rows)


async def redecide(conn: Connection, guild_id: int, story_id: str, reason: Reason) -> None:
    """Change the reason of an entry in the ledger."""
    await conn.execute(
        update(announcements)
        .where(announcements.c.guild_id == guild_id, announcements.c.story_id == story_id)
        .values(reason=reason)
    )


async def undecide(conn: Connection, guild_id: int, story_id: str) -> None:
    """Delete a story from the guild's ledger, so that it is decided upon again."""
    await conn.execute(
        delete(announcements).where(announcements.c.guild_id == guild_id, announcements.c.story_id == story_id)
    )


async def correct(conn: Connection, story_id: str, kind: EntryKind) -> None:
    """Store the kind that a person has given a story; feeds do not change it any more."""
    await conn.execute(update(stories).where(stories.c.id == story_id).values(kind=kind, by_hand=True))


_STORY = select(stories).where(stories.c.id == bindparam("story"))


async def get(conn: Connection, story_id: str) -> Story | None:
    """One story as it is stored."""
    row = (await conn.execute(_STORY, {"story": story_id})).one_or_none()
    if row is None:
        return None
    return Story(
        id=row.id,
        link=row.link,
        title=row.title,
        author_name=row.author_name,
        subtitle=row.subtitle,
        picture=row.picture,
        tags=tuple(row.tags),
        minutes=row.minutes,
        published_at=row.published_at,
        updated_at=row.updated_at,
        kind=row.kind,
    )


def of_guild(guild_id: int, member_id: int | None) -> Select[tuple[str, int]]:
    """(story, member) for the stories that the guild's present members wrote, each story once."""
    statement = (
        select(sightings.c.story_id, func.min(profiles.c.member_id).label("member_id"))
        .join(profiles, profiles.c.feed_id == sightings.c.feed_id)
        .join(members, same_member(profiles, members))
        .where(profiles.c.guild_id == guild_id, members.c.left_at.is_(None))
        .group_by(sightings.c.story_id)
    )
    return statement if member_id is None else statement.where(profiles.c.member_id == member_id)


async def listed(
    conn: Connection, mine: Select[tuple[str, int]], *conditions: ColumnElement[bool], limit: int, offset: int = 0
) -> tuple[StoryLine, ...]:
    """The stories of ``of_guild`` that meet all conditions, newest first; responses and unsure items are left out."""
    written = mine.subquery()
    rows = await conn.execute(
        select(stories.c.title, stories.c.link, stories.c.dated_at, stories.c.minutes, written.c.member_id)
        .join(written, written.c.story_id == stories.c.id)
        .where(stories.c.kind == EntryKind.STORY, *conditions)
        .order_by(stories.c.dated_at.desc(), stories.c.id)
        .limit(limit)
        .offset(offset)
    )
    return tuple(StoryLine(row.title, row.link, row.dated_at, row.minutes, row.member_id) for row in rows)


async def counted(conn: Connection, mine: Select[tuple[str, int]], *conditions: ColumnElement[bool]) -> int:
    """The number of stories that ``listed`` selects."""
    written = mine.subquery()
    statement = (
        select(func.count())
        .select_from(written)
        .join(stories, stories.c.id == written.c.story_id)
        .where(stories.c.kind == EntryKind.STORY, *conditions)
    )
    return await conn.scalar(statement) or 0


async def latest(
    conn: Connection, guild_id: int, *, member_id: int | None = None, limit: int, offset: int = 0
) -> tuple[StoryLine, ...]:
    """The newest stories of the guild's members, or of one of them."""
    return await listed(conn, of_guild(guild_id, member_id), limit=limit, offset=offset)


async def count(conn: Connection, guild_id: int, *, member_id: int | None = None) -> int:
    """The number of stories that ``latest`` selects."""
    return await counted(conn, of_guild(guild_id, member_id))


def news(window: Window) -> tuple[ColumnElement[bool], ...]:
    """The conditions for stories first seen within the window and published not long before it."""
    return (
        stories.c.first_seen_at > window.since,
        stories.c.first_seen_at <= window.until,
        stories.c.dated_at > window.published_after,
    )


async def of_feed(conn: Connection, feed_id: int, *, limit: int) -> tuple[StoryLine, ...]:
    """The newest stories seen in one feed, for a preview."""
    rows = await conn.execute(
        select(stories.c.title, stories.c.link, stories.c.dated_at, stories.c.minutes)
        .join(sightings, sightings.c.story_id == stories.c.id)
        .where(sightings.c.feed_id == feed_id, stories.c.kind == EntryKind.STORY)
        .order_by(stories.c.dated_at.desc(), stories.c.id)
        .limit(limit)
    )
    return tuple(StoryLine(row.title, row.link, row.dated_at, row.minutes) for row in rows)


async def prune(conn: Connection) -> int:
    """Delete the stories that are in no feed any more, with their ledger entries; returns how many."""
    unseen = ~exists(select(sightings.c.story_id).where(sightings.c.story_id == stories.c.id))
    return (await conn.execute(delete(stories).where(unseen))).rowcount
