"""Which stories may be picked for a member's reading plan.

Of a large server's stories only some are looked at: the newest, and those of the writers who waited longest for a
place in this member's plans.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Join, Select, and_, exists, func, literal, select

from bot.domain.challenges.challenges import ChallengeState
from bot.domain.feeds.entries import EntryKind
from bot.domain.plan.plan import CIRCLE, PLACES, StoryCandidate
from bot.storage.database.engine import Connection
from bot.storage.database.planner import hide_from_planner
from bot.storage.database.rows import by_member, count_of, same_member
from bot.storage.schema import (
    announcements,
    challenges,
    members,
    notes,
    participants,
    plan_picks,
    profiles,
    sightings,
    stories,
)

NEWEST_LOOKED_AT = 200
"""Newest stories that a plan is chosen from: weeks of a busy server, and the last year of a quiet one."""

WRITERS_LOOKED_AT = PLACES
"""Writers, longest waiting first, whose stories a plan is chosen from besides. The first has the fair place: writers of
the day's own plan are last in that line. The others fill a plan where all the newest stories are one writer's."""

LINE_PAGE = 50
"""Writers in line who are looked at in one go for one with a story: mostly the first three have one."""

OF_EACH = 5
"""Newest stories of each of these that are looked at."""


async def candidates(conn: Connection, guild_id: int, member_id: int, notes_since: datetime) -> list[StoryCandidate]:
    """The stories that may be picked for a member, in no order; ``author_notes`` counts from ``notes_since`` on.

    They are stories (no responses) by present members other than this one, from profiles that are not paused, which
    this member has neither noted nor had in a plan. The writer who waited longest is among their authors.
    """
    recent = list(await conn.scalars(newest(guild_id, member_id)))
    found = list(await conn.execute(eligible_of(guild_id, member_id, recent)))
    for author_id in await _longest_waiting(conn, guild_id, member_id):
        found.extend(await conn.execute(newest_of(guild_id, member_id, author_id)))
    authors = await _authors(conn, guild_id, {row.author_id for row in found}, notes_since)
    beside = await _reading_along(conn, guild_id, member_id)
    return [
        StoryCandidate(
            story_id=row.story_id,
            author_id=row.author_id,
            tags=tuple(row.tags),
            dated_at=row.dated_at,
            author_since=authors[row.author_id][0],
            author_notes=authors[row.author_id][1],
            in_challenge=row.author_id in beside,
        )
        for row in found
    ]


def newest(guild_id: int, member_id: int) -> Select[str]:
    """The newest stories that can be picked for the member, by when the guild came to know them.

    Conditions in place of joins, so that no engine leaves the order of the index and looks at all the guild's stories.
    """
    return (
        select(announcements.c.story_id)
        .where(
            announcements.c.guild_id == guild_id,
            exists(
                select(literal(1))
                .select_from(_written())
                .where(sightings.c.story_id == announcements.c.story_id, *_suggestable(guild_id, by_story=True))
            ),
            *_unknown_to(guild_id, member_id, announcements.c.story_id),
        )
        .order_by(announcements.c.decided_at.desc(), announcements.c.story_id.desc())
        .limit(NEWEST_LOOKED_AT)
    )


def eligible_of(guild_id: int, member_id: int, story_ids: Collection[str]) -> Select[str, int, list[str], datetime]:
    """Those of these stories that can be picked for the member."""
    return _eligible(guild_id, member_id, by_story=True).where(sightings.c.story_id.in_(story_ids))


def newest_of(guild_id: int, member_id: int, author_id: int) -> Select[str, int, list[str], datetime]:
    """One writer's newest stories that can be picked for the member."""
    by_author = _eligible(guild_id, member_id).where(profiles.c.member_id == author_id)
    return by_author.order_by(stories.c.dated_at.desc(), stories.c.id).limit(OF_EACH)


def _eligible(guild_id: int, member_id: int, *, by_story: bool = False) -> Select[str, int, list[str], datetime]:
    """(story, author, tags, date); a story in the feeds of several members comes once for each of them. ``by_story``:
    see ``_suggestable``."""
    return (
        select(
            stories.c.id.label("story_id"), profiles.c.member_id.label("author_id"), stories.c.tags, stories.c.dated_at
        )
        .select_from(_written())
        .where(*_suggestable(guild_id, by_story=by_story), *_unknown_to(guild_id, member_id, sightings.c.story_id))
    )


def _written() -> Join:
    """The join of stories with the profiles that brought them and with those profiles' members."""
    return (
        profiles.join(sightings, sightings.c.feed_id == profiles.c.feed_id)
        .join(stories, stories.c.id == sightings.c.story_id)
        .join(members, same_member(profiles, members))
    )


def _suggestable(guild_id: int, *, by_story: bool = False) -> tuple[ColumnElement[bool], ...]:
    """The conditions for stories by present members of the guild, from profiles that are not paused, without responses.

    ``by_story``: the query is given its stories, so it must not begin at the guild's profiles or members.
    """
    guild, left = profiles.c.guild_id, members.c.left_at
    return (
        (hide_from_planner(guild) if by_story else guild) == guild_id,
        profiles.c.pause.is_(None),
        (hide_from_planner(left) if by_story else left).is_(None),
        stories.c.kind == EntryKind.STORY,
    )


def _unknown_to(guild_id: int, member_id: int, story_id: ColumnElement[str]) -> tuple[ColumnElement[bool], ...]:
    """The conditions that the member neither wrote the story nor noted it, and never had it in a plan."""
    seen, own = sightings.alias(), profiles.alias()
    written = exists().where(
        seen.c.story_id == story_id, own.c.feed_id == seen.c.feed_id, by_member(own, guild_id, member_id)
    )
    noted = exists().where(by_member(notes, guild_id, member_id), notes.c.story_id == story_id)
    picked = exists().where(by_member(plan_picks, guild_id, member_id), plan_picks.c.story_id == story_id)
    return ~written, ~noted, ~picked


async def _longest_waiting(conn: Connection, guild_id: int, member_id: int) -> list[int]:
    """The first ``WRITERS_LOOKED_AT`` writers with a story for the member, in the order of ``bot.domain.plan.plan``."""
    found: list[int] = []
    writers = await count_of(conn, profiles.c.guild_id == guild_id)
    for offset in range(0, writers, LINE_PAGE):
        found.extend(await conn.scalars(longest_waiting(guild_id, member_id, offset)))
        if len(found) >= WRITERS_LOOKED_AT:
            break
    return found[:WRITERS_LOOKED_AT]


def longest_waiting(guild_id: int, member_id: int, offset: int) -> Select[int]:
    """Of one page of the queue of writers, those with a story for the member.

    The queue: never suggested first, then by day, then by place in the circle, beginning at the member. In pages,
    because PostgreSQL would look at all stories of all writers.
    """
    last = last_suggested(guild_id, member_id).subquery()
    around = (profiles.c.member_id % CIRCLE - member_id % CIRCLE + CIRCLE) % CIRCLE
    waited = func.coalesce(func.max(last.c.day), "")
    page = (
        select(profiles.c.member_id, waited.label("waited"), around.label("around"))
        .join(members, and_(members.c.guild_id == guild_id, members.c.member_id == profiles.c.member_id))
        .outerjoin(last, last.c.author_id == profiles.c.member_id)
        .where(
            profiles.c.guild_id == guild_id,
            profiles.c.member_id != member_id,
            profiles.c.pause.is_(None),
            members.c.left_at.is_(None),
        )
        .group_by(profiles.c.member_id)
        .order_by(waited, around, profiles.c.member_id)
        .limit(LINE_PAGE)
        .offset(offset)
        .subquery()
    )
    story = exists(
        select(literal(1))
        .select_from(_written())
        .where(
            profiles.c.member_id == page.c.member_id,
            *_suggestable(guild_id),
            *_unknown_to(guild_id, member_id, sightings.c.story_id),
        )
    )
    return select(page.c.member_id).where(story).order_by(page.c.waited, page.c.around, page.c.member_id)


def last_suggested(guild_id: int, member_id: int) -> Select[int, str]:
    """(author, the last day, as ISO date, on which they were in a plan of the member's)."""
    return (
        select(plan_picks.c.author_id, func.max(plan_picks.c.day).label("day"))
        .where(by_member(plan_picks, guild_id, member_id))
        .group_by(plan_picks.c.author_id)
    )


async def _authors(
    conn: Connection, guild_id: int, author_ids: Collection[int], notes_since: datetime
) -> dict[int, tuple[datetime, int]]:
    """(registered since, notes on their stories since ``notes_since``) of these authors."""
    noted = (
        select(func.count())
        .select_from(notes)
        .where(
            notes.c.guild_id == guild_id,
            notes.c.author_id == profiles.c.member_id,
            notes.c.noted_at >= notes_since,
        )
        .scalar_subquery()
    )
    since = func.min(profiles.c.registered_at, type_=profiles.c.registered_at.type)
    rows = await conn.execute(
        select(profiles.c.member_id, since.label("since"), noted.label("notes"))
        .where(profiles.c.guild_id == guild_id, profiles.c.member_id.in_(author_ids))
        .group_by(profiles.c.member_id)
    )
    return {row.member_id: (row.since, row.notes) for row in rows}


async def _reading_along(conn: Connection, guild_id: int, member_id: int) -> frozenset[int]:
    """The participants of running challenges in which the member takes part."""
    mine = participants.alias()
    return frozenset(
        await conn.scalars(
            select(participants.c.member_id)
            .join(mine, mine.c.challenge_id == participants.c.challenge_id)
            .join(challenges, challenges.c.id == participants.c.challenge_id)
            .where(by_member(mine, guild_id, member_id), challenges.c.state == ChallengeState.RUNNING)
        )
    )
