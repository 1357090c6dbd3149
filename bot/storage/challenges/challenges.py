"""Challenges, and the notes that count in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, exists, func, or_, select, union, update

from bot.domain.challenges.challenges import OPEN, Challenge, ChallengeState
from bot.domain.posting.outbox import PostKind, PostState
from bot.storage.database.engine import Connection
from bot.storage.database.rows import one_of, same_member, value_of
from bot.storage.schema import challenges, exclusions, guilds, members, notes, outbox, participants, stories, weeks


@dataclass(frozen=True, slots=True)
class ChallengeNote:
    """A note on somebody else's story within a challenge's time. ``tags`` are the story's, as in its feed; empty if the
    bot does not know the story."""

    member_id: int
    story_id: str
    title: str
    link: str
    tags: tuple[str, ...]


async def add(conn: Connection, made: Challenge, now: datetime) -> int:
    """Store a new challenge and return its id; ``made.id`` is ignored."""
    values = {"guild_id": made.guild_id, "kind": made.kind, "week_id": made.week_id, **_changing(made)}
    statement = challenges.insert().values(**values, created_by=made.created_by, created_at=now)
    return int((await conn.execute(statement.returning(challenges.c.id))).scalar_one())


async def save(conn: Connection, changed: Challenge) -> None:
    """Store a challenge as it is now, except for its guild, kind, week and maker, which never change."""
    await conn.execute(update(challenges).where(challenges.c.id == changed.id).values(**_changing(changed)))


async def remove(conn: Connection, challenge_id: int) -> None:
    """Delete a challenge, with everything that refers to it."""
    await conn.execute(delete(challenges).where(challenges.c.id == challenge_id))


async def remove_drafts(conn: Connection, guild_id: int, member_id: int) -> None:
    """Delete a moderator's drafts."""
    await conn.execute(
        delete(challenges).where(
            challenges.c.guild_id == guild_id,
            challenges.c.state == ChallengeState.DRAFT,
            challenges.c.created_by == member_id,
        )
    )


async def get(conn: Connection, challenge_id: int) -> Challenge | None:
    """A challenge."""
    return await one_of(conn, select(challenges).where(challenges.c.id == challenge_id), _challenge)


async def of_guild(conn: Connection, guild_id: int, states: Collection[ChallengeState] = OPEN) -> tuple[Challenge, ...]:
    """A guild's challenges in these states, in the order of their ends."""
    rows = await conn.execute(
        select(challenges)
        .where(challenges.c.guild_id == guild_id, challenges.c.state.in_(states))
        .order_by(challenges.c.ends_at, challenges.c.id)
    )
    return tuple(map(_challenge, rows))


async def of_week(conn: Connection, week_id: int) -> Challenge | None:
    """The challenge of a week."""
    return await one_of(conn, select(challenges).where(challenges.c.week_id == week_id), _challenge)


async def due(conn: Connection, guild_id: int, now: datetime) -> tuple[Challenge, ...]:
    """A guild's challenges with something due, in the order in which it is."""
    rows = await conn.execute(
        select(challenges)
        .where(challenges.c.guild_id == guild_id, challenges.c.next_at <= now)
        .order_by(challenges.c.next_at, challenges.c.id)
    )
    return tuple(map(_challenge, rows))


async def guilds_due(conn: Connection, now: datetime) -> tuple[int, ...]:
    """The guilds that the bot is in and for which a challenge or a week has something due."""
    begun = select(challenges.c.guild_id).where(challenges.c.next_at <= now)
    ended = select(weeks.c.guild_id).where(weeks.c.closed_at.is_(None), weeks.c.ends_at <= now)
    ready = union(begun, ended).subquery()
    found = await conn.scalars(
        select(ready.c.guild_id)
        .join(guilds, guilds.c.id == ready.c.guild_id)
        .where(guilds.c.left_at.is_(None))
        .order_by(ready.c.guild_id)
    )
    return tuple(found)


async def events_due(conn: Connection, now: datetime, limit: int) -> tuple[Challenge, ...]:
    """Challenges whose event has to be updated, in guilds that the bot is in, longest due first."""
    rows = await conn.execute(
        select(challenges)
        .join(guilds, guilds.c.id == challenges.c.guild_id)
        .where(challenges.c.event_due_at <= now, guilds.c.left_at.is_(None))
        .order_by(challenges.c.event_due_at, challenges.c.id)
        .limit(limit)
    )
    return tuple(map(_challenge, rows))


async def record_event(conn: Connection, seen: Challenge, **values: object) -> None:
    """Store the result of updating an event, unless the challenge has changed since it was ``seen``."""
    await conn.execute(
        update(challenges)
        .where(challenges.c.id == seen.id, challenges.c.event_due_at == seen.event_due_at)
        .values(**values)
    )


async def record_event_id(conn: Connection, challenge_id: int, event_id: int | None) -> None:
    """Store Discord's id of a challenge's event."""
    await conn.execute(update(challenges).where(challenges.c.id == challenge_id).values(event_id=event_id))


async def began_thread(conn: Connection, challenge_id: int, thread_id: int) -> None:
    """Record the forum post that a post about the challenge began; the first one stays."""
    await conn.execute(
        update(challenges)
        .where(challenges.c.id == challenge_id, challenges.c.thread_id.is_(None))
        .values(thread_id=thread_id)
    )


async def give_up_place(conn: Connection, challenge_id: int, channel_id: int) -> bool:
    """Forget a channel or forum post of the challenge's own, because Discord refuses it; returns whether it was its
    own."""
    this = challenges.c.id == challenge_id
    thread = await conn.execute(
        update(challenges).where(this, challenges.c.thread_id == channel_id).values(thread_id=None)
    )
    channel = await conn.execute(
        update(challenges).where(this, challenges.c.channel_id == channel_id).values(channel_id=None)
    )
    return thread.rowcount + channel.rowcount > 0


async def was_told(conn: Connection, challenge_id: int, *, but: str) -> bool:
    """Whether another post about it than the one of this key is in a channel, or may be."""
    standing = or_(
        outbox.c.state == PostState.SENT,
        and_(outbox.c.state != PostState.WITHHELD, outbox.c.tried_at.is_not(None)),
    )
    statement = select(outbox.c.id).where(
        outbox.c.challenge_id == challenge_id,
        outbox.c.kind == PostKind.CHALLENGE,
        outbox.c.key != but,
        standing,
    )
    return await conn.scalar(statement.limit(1)) is not None


async def noted(conn: Connection, challenge: Challenge, member_id: int | None = None) -> tuple[ChallengeNote, ...]:
    """The notes on other members' stories within a challenge's time, oldest first, by its present participants or by
    one member.

    Without voided notes and notes by excluded members; tags are not checked. A member has one note on a story, so each
    story comes once for each of them.
    """
    conditions: list[ColumnElement[bool]] = [
        notes.c.guild_id == challenge.guild_id,
        notes.c.noted_at >= challenge.starts_at,
        notes.c.noted_at < challenge.ends_at,
        notes.c.author_id.is_not(None),
        notes.c.author_id != notes.c.member_id,
        notes.c.voided_at.is_(None),
    ]
    if member_id is None:
        excluded = exists().where(
            exclusions.c.guild_id == notes.c.guild_id, exclusions.c.member_id == notes.c.member_id
        )
        conditions += [notes.c.member_id.in_(_taking_part(challenge.id)), ~excluded]
    else:
        conditions.append(notes.c.member_id == member_id)
    rows = await conn.execute(
        select(notes.c.member_id, notes.c.story_id, notes.c.title, notes.c.link, stories.c.tags)
        .outerjoin(stories, stories.c.id == notes.c.story_id)
        .where(*conditions)
        .order_by(notes.c.noted_at, notes.c.id)
    )
    return tuple(ChallengeNote(*row[:4], tags=tuple(row.tags or ())) for row in rows)


def _taking_part(challenge_id: int) -> Any:
    return (
        select(participants.c.member_id)
        .join(members, same_member(participants, members))
        .where(participants.c.challenge_id == challenge_id, members.c.left_at.is_(None))
    )


async def taking_part(conn: Connection, challenge_id: int) -> int:
    """How many present members take part."""
    return await conn.scalar(select(func.count()).select_from(_taking_part(challenge_id).subquery())) or 0


def _changing(made: Challenge) -> dict[str, object]:
    return {
        "name": made.name,
        "theme": made.theme,
        "tags": list(made.tags),
        "goal": made.goal,
        "starts_at": made.starts_at,
        "ends_at": made.ends_at,
        "state": made.state,
        "next_at": made.next_at,
        "role_id": made.role_id,
        "channel_id": made.channel_id,
        "thread_id": made.thread_id,
        "event": made.event,
        "event_due_at": made.event_due_at,
        "reached": made.reached,
    }


def _challenge(row: Row[Any]) -> Challenge:
    return value_of(Challenge, row, tags=tuple(row.tags))
