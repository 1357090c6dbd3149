"""Reading plans: the data about the member that a plan is made from, and the stored picks."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import and_, exists, select, update

from bot.domain.plan.plan import Noted, Pick
from bot.domain.plan.plan_day import PlanEntry
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert
from bot.storage.database.rows import by_member, value_of
from bot.storage.plan.plan_candidates import last_suggested
from bot.storage.schema import members, notes, plan_picks, stories, topic_follows

NOTES_LOOKED_AT = 200
"""A member's newest notes that say whom and what they read lately: two a day for a quarter."""


async def noted(conn: Connection, guild_id: int, member_id: int) -> list[Noted]:
    """The member's newest notes; a story that the bot does not know has no tags."""
    rows = await conn.execute(
        select(notes.c.story_id, notes.c.author_id, notes.c.noted_at, stories.c.tags)
        .outerjoin(stories, stories.c.id == notes.c.story_id)
        .where(by_member(notes, guild_id, member_id))
        .order_by(notes.c.noted_at.desc())
        .limit(NOTES_LOOKED_AT)
    )
    return [Noted(row.story_id, row.author_id, tuple(row.tags or ()), row.noted_at) for row in rows]


async def suggested(conn: Connection, guild_id: int, member_id: int) -> dict[int, date]:
    """The last day on which each author was in a plan of the member's."""
    rows = await conn.execute(last_suggested(guild_id, member_id))
    return {row.author_id: date.fromisoformat(row.day) for row in rows}


async def topics(conn: Connection, guild_id: int, member_id: int) -> list[str]:
    """The topics that the member follows, muted or not, and those they write about."""
    own = by_member(members, guild_id, member_id)
    followed = await conn.scalars(select(topic_follows.c.tag).where(by_member(topic_follows, guild_id, member_id)))
    return [*followed, *(await conn.scalar(select(members.c.topics).where(own)) or ())]


async def of_day(conn: Connection, guild_id: int, member_id: int, day: date) -> dict[int, PlanEntry]:
    """The current picks of a day's plan by place, without those whose author has left the guild."""
    read = exists().where(by_member(notes, guild_id, member_id), notes.c.story_id == plan_picks.c.story_id)
    rows = await conn.execute(
        select(plan_picks.c.place, plan_picks.c.author_id, plan_picks.c.reason, stories, read.label("read"))
        .join(stories, stories.c.id == plan_picks.c.story_id)
        .join(members, and_(members.c.guild_id == guild_id, members.c.member_id == plan_picks.c.author_id))
        .where(
            by_member(plan_picks, guild_id, member_id),
            plan_picks.c.day == day.isoformat(),
            plan_picks.c.swapped_at.is_(None),
            members.c.left_at.is_(None),
        )
        .order_by(plan_picks.c.place, plan_picks.c.story_id)
    )
    return {
        row.place: value_of(PlanEntry, row, story_id=row.id, tags=tuple(row.tags), read=bool(row.read)) for row in rows
    }


async def save(conn: Connection, guild_id: int, member_id: int, day: date, picks: Collection[Pick]) -> None:
    """Store the picks for a known member."""
    rows = [
        {
            "guild_id": guild_id,
            "member_id": member_id,
            "story_id": pick.story_id,
            "author_id": pick.author_id,
            "day": day.isoformat(),
            "place": pick.place,
            "reason": pick.reason,
        }
        for pick in picks
    ]
    if rows:
        await conn.execute(insert(conn, plan_picks), rows)


async def swap(conn: Connection, guild_id: int, member_id: int, story_id: str, now: datetime) -> None:
    """Mark a pick as replaced. It still counts as shown."""
    await conn.execute(
        update(plan_picks)
        .where(by_member(plan_picks, guild_id, member_id), plan_picks.c.story_id == story_id)
        .values(swapped_at=now)
    )
