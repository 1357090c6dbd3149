"""Whether and at which hour members want the reading plan sent, and the withdrawal of morning notices that are out of
date."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, exists, func, select, update

from bot.domain.boards.boards import BoardPresence
from bot.domain.plan.plan_day import PlanChoice
from bot.domain.posting.notices import NoticeKind, NoticeWay
from bot.domain.posting.outbox import PostKind, PostState, Withheld
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert_missing, upsert
from bot.storage.database.rows import by_member, same_member
from bot.storage.schema import guilds, members, notice_choices, outbox, reading_choices


@dataclass(frozen=True, slots=True)
class Waiting:
    """A member who wants the morning notice, with the time zone of their day."""

    guild_id: int
    member_id: int
    zone: str
    choice: PlanChoice


async def zone_of(conn: Connection, guild_id: int, member_id: int) -> tuple[str, bool]:
    """(the IANA zone of the member's day, whether they chose it); without a choice it is the guild's."""
    own = await conn.scalar(select(members.c.time_zone).where(by_member(members, guild_id, member_id)))
    if own:
        return own, True
    return await conn.scalar(select(guilds.c.time_zone).where(guilds.c.id == guild_id)) or "UTC", False


async def get(conn: Connection, guild_id: int, member_id: int) -> PlanChoice:
    """How a member wants their plan."""
    own = by_member(reading_choices, guild_id, member_id)
    row = (
        await conn.execute(select(reading_choices.c.plan_hour, reading_choices.c.planned_on).where(own))
    ).one_or_none()
    way = await conn.scalar(
        select(notice_choices.c.way).where(
            by_member(notice_choices, guild_id, member_id), notice_choices.c.kind == NoticeKind.PLAN
        )
    )
    return _choice(row, way or NoticeWay.NEXT_COMMAND) if row else PlanChoice(way=way or NoticeWay.NEXT_COMMAND)


async def put(conn: Connection, guild_id: int, member_id: int, choice: PlanChoice) -> None:
    """Store hour and day for a known member; the way of delivery is stored elsewhere (``direct_unless_chosen``)."""
    key, first = {"guild_id": guild_id, "member_id": member_id}, {"presence": BoardPresence.SHOWN}
    values = {"plan_hour": choice.hour, "planned_on": choice.planned_on.isoformat() if choice.planned_on else None}
    await upsert(conn, reading_choices, {**key, **first, **values}, key, keep=first)


async def direct_unless_chosen(conn: Connection, guild_id: int, member_id: int) -> None:
    """Let the plan come as a direct message, unless the member has chosen another way before."""
    key = {"guild_id": guild_id, "member_id": member_id, "kind": NoticeKind.PLAN}
    await insert_missing(conn, notice_choices, {**key, "way": NoticeWay.DIRECT}, key)


async def waiting(conn: Connection, planned_before: date) -> list[Waiting]:
    """The present members who want a morning notice and have had none of this day or a later one."""
    rows = await conn.execute(
        select(
            reading_choices,
            func.coalesce(members.c.time_zone, guilds.c.time_zone).label("zone"),
        )
        .join(members, same_member(reading_choices, members))
        .join(guilds, guilds.c.id == reading_choices.c.guild_id)
        .where(
            reading_choices.c.plan_hour.is_not(None),
            func.coalesce(reading_choices.c.planned_on, "") < planned_before.isoformat(),
            members.c.left_at.is_(None),
            guilds.c.left_at.is_(None),
        )
        .order_by(reading_choices.c.guild_id, reading_choices.c.member_id)
    )
    return [Waiting(row.guild_id, row.member_id, row.zone, _choice(row, NoticeWay.NEXT_COMMAND)) for row in rows]


async def withdraw_words(conn: Connection, guild_id: int, member_id: int, now: datetime) -> None:
    """Withhold the member's unsent morning notices: a newer plan, or a look at it, makes them out of date."""
    await conn.execute(
        update(outbox)
        .where(*_untold(guild_id, member_id))
        .values(state=PostState.WITHHELD, withheld=Withheld.TOO_LATE, payload={}, done_at=now)
    )


async def all_said(conn: Connection, guild_id: int, member_id: int) -> bool:
    """Whether showing the plan changes nothing: member and guild are known to be present, and no morning notice
    waits."""
    statement = (
        select(members.c.member_id)
        .join(guilds, guilds.c.id == members.c.guild_id)
        .where(
            by_member(members, guild_id, member_id),
            members.c.left_at.is_(None),
            guilds.c.left_at.is_(None),
            ~exists(select(outbox.c.id).where(*_untold(guild_id, member_id))),
        )
    )
    return await conn.scalar(statement) is not None


def _untold(guild_id: int, member_id: int) -> tuple[ColumnElement[bool], ...]:
    """The member's morning words that were not told yet."""
    return (
        outbox.c.kind == PostKind.NOTICE,
        outbox.c.notice == NoticeKind.PLAN,
        by_member(outbox, guild_id, member_id),
        outbox.c.state.in_((PostState.PENDING, PostState.WAITING)),
    )


def _choice(row: Row[*tuple[object, ...]], way: NoticeWay) -> PlanChoice:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's documented access by name
    planned_on = values["planned_on"]
    return PlanChoice(values["plan_hour"], date.fromisoformat(planned_on) if planned_on else None, way)
