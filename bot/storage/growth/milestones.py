"""Members' milestones, and the data in which the bot finds them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, func, or_, select, update

from bot.domain.growth.milestone_views import KeptMilestone
from bot.domain.growth.milestones import FOUND, Milestone, ToldMilestone
from bot.domain.stories.stories import Reason
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert, insert_missing
from bot.storage.database.planner import hide_from_planner
from bot.storage.database.rows import by_member, count_of, one_of, same_member, value_of
from bot.storage.schema import (
    announcements,
    guilds,
    member_totals,
    members,
    milestones,
    profiles,
    sightings,
)

TOLD_HERE = (Reason.NEW, Reason.DIGEST, Reason.ROUNDUP)
"""What the ledger says of a story that the guild was told of."""


@dataclass(frozen=True, slots=True)
class Known:
    """A member as the search for milestones sees them, without their stories. ``registered_at``: their first profile,
    ``None`` for none; ``streak``: weeks in a row with a note, up to now; ``zone``: the IANA zone of their days."""

    member_id: int
    zone: str
    registered_at: datetime | None
    streak: int


async def members_of(conn: Connection, guild_id: int, now: datetime) -> list[Known]:
    """The present members of a guild who have a profile or a note, by id."""
    registered = (
        select(profiles.c.member_id, func.min(profiles.c.registered_at).label("registered_at"))
        .where(profiles.c.guild_id == guild_id)
        .group_by(profiles.c.member_id)
        .subquery()
    )
    totals = same_member(members, member_totals)
    rows = await conn.execute(
        select(
            members.c.member_id,
            func.coalesce(members.c.time_zone, guilds.c.time_zone).label("zone"),
            registered.c.registered_at,
            member_totals.c.streak,
            member_totals.c.streak_until,
        )
        .join(guilds, guilds.c.id == members.c.guild_id)
        .outerjoin(registered, registered.c.member_id == members.c.member_id)
        .outerjoin(member_totals, totals)
        .where(
            members.c.guild_id == guild_id,
            members.c.left_at.is_(None),
            or_(registered.c.member_id.is_not(None), member_totals.c.member_id.is_not(None)),
        )
        .order_by(members.c.member_id)
    )
    return [
        Known(
            row.member_id,
            row.zone,
            row.registered_at,
            row.streak if row.streak and row.streak_until and row.streak_until > now else 0,
        )
        for row in rows
    ]


def told(guild_id: int) -> Select[tuple[int, datetime]]:
    """(member, when it was announced) for every story that was announced in a guild, each counted for one member.

    Authors are grouped in a subquery, so that the query begins at the guild's profiles: begun at the ledger, it
    compares each story with every profile, which takes seconds for 10,000 stories. The story's id is hidden from the
    planner, because newer SQLite versions would begin at the ledger all the same.
    """
    written = (
        select(sightings.c.story_id, func.min(profiles.c.member_id).label("member_id"))
        .join(profiles, profiles.c.feed_id == sightings.c.feed_id)
        .where(profiles.c.guild_id == guild_id)
        .group_by(sightings.c.story_id)
        .subquery()
    )
    return (
        select(written.c.member_id, announcements.c.decided_at)
        .select_from(written.join(announcements, announcements.c.story_id == hide_from_planner(written.c.story_id)))
        .where(announcements.c.guild_id == guild_id, announcements.c.reason.in_(TOLD_HERE))
    )


async def told_stories(conn: Connection, guild_id: int) -> dict[int, list[datetime]]:
    """Member to the times at which their stories were announced in a guild."""
    found: dict[int, list[datetime]] = {}
    for row in await conn.execute(told(guild_id)):
        found.setdefault(row.member_id, []).append(row.decided_at)
    return found


async def remembered(conn: Connection, guild_id: int) -> dict[int, list[Milestone]]:
    """Member to the milestones that the bot found in a guild before."""
    rows = await conn.execute(
        select(milestones.c.member_id, milestones.c.kind, milestones.c.amount).where(
            milestones.c.guild_id == guild_id, milestones.c.kind.in_(FOUND)
        )
    )
    found: dict[int, list[Milestone]] = {}
    for row in rows:
        found.setdefault(row.member_id, []).append(Milestone(row.kind, row.amount))
    return found


async def remember(
    conn: Connection, guild_id: int, member_id: int, milestone: Milestone, now: datetime, *, offered: bool
) -> int | None:
    """Store a milestone that the bot found and return its id; ``None`` if it is stored already."""
    statement = insert(conn, milestones).values(
        guild_id=guild_id,
        member_id=member_id,
        kind=milestone.kind,
        amount=milestone.amount,
        words="",
        noticed_at=now,
        offered_at=now if offered else None,
    )
    kept: int | None = await conn.scalar(
        statement.on_conflict_do_nothing(index_elements=["guild_id", "member_id", "kind", "amount", "words"]).returning(
            milestones.c.id
        )
    )
    return kept


async def keep(
    conn: Connection, guild_id: int, member_id: int, milestone: ToldMilestone, now: datetime
) -> KeptMilestone:
    """Store a milestone that the member reported. Reporting the same one again returns the stored one."""
    what = {
        "guild_id": guild_id,
        "member_id": member_id,
        "kind": milestone.kind,
        "amount": milestone.amount,
        "words": milestone.words,
    }
    await insert_missing(conn, milestones, {**what, "noticed_at": now}, what)
    same = [milestones.c[name] == value for name, value in what.items()]
    return _kept((await conn.execute(select(milestones).where(*same))).one())


async def get(conn: Connection, milestone_id: int) -> KeptMilestone | None:
    """A milestone, whoever it belongs to."""
    return await one_of(conn, select(milestones).where(milestones.c.id == milestone_id), _kept)


async def count(conn: Connection, guild_id: int, member_id: int) -> int:
    """How many milestones a member can look at."""
    return await count_of(conn, *_visible(guild_id, member_id))


async def listed(
    conn: Connection, guild_id: int, member_id: int, *, limit: int, offset: int
) -> tuple[KeptMilestone, ...]:
    """A member's milestones, newest first, without those that were passed on the way to a higher one and never
    offered."""
    rows = await conn.execute(
        select(milestones)
        .where(*_visible(guild_id, member_id))
        .order_by(milestones.c.noticed_at.desc(), milestones.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return tuple(map(_kept, rows))


async def share(conn: Connection, milestone_id: int, now: datetime) -> bool:
    """Mark it as shared; returns whether it was not before."""
    result = await conn.execute(
        update(milestones)
        .where(milestones.c.id == milestone_id, milestones.c.shared_at.is_(None))
        .values(shared_at=now)
    )
    return result.rowcount > 0


async def unshare(conn: Connection, milestone_id: int) -> None:
    """Mark it as not shared."""
    await conn.execute(update(milestones).where(milestones.c.id == milestone_id).values(shared_at=None))


async def remove(conn: Connection, milestone_id: int) -> None:
    """Delete it."""
    await conn.execute(delete(milestones).where(milestones.c.id == milestone_id))


async def shared_by(conn: Connection, member_id: int, guild_id: int | None) -> list[KeptMilestone]:
    """The milestones that a member shares, in one guild or in all."""
    statement = select(milestones).where(milestones.c.member_id == member_id, milestones.c.shared_at.is_not(None))
    if guild_id is not None:
        statement = statement.where(milestones.c.guild_id == guild_id)
    return [_kept(row) for row in await conn.execute(statement.order_by(milestones.c.id))]


def _visible(guild_id: int, member_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        by_member(milestones, guild_id, member_id),
        or_(milestones.c.offered_at.is_not(None), milestones.c.kind.not_in(FOUND)),
    )


def _kept(row: Row[Any]) -> KeptMilestone:
    return value_of(KeptMilestone, row)
