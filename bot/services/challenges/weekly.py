"""The weekly challenge: it renews itself with the guild's week, and ends with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.boards.weeks import WeeklySettings
from bot.domain.challenges.challenges import (
    OPEN,
    WORTH_STARTING,
    Challenge,
    ChallengeKind,
    ChallengeState,
    goal_within,
    realigned,
)
from bot.domain.kit.clock import Clock
from bot.services.boards import weeks
from bot.storage.boards import weeks as stored_weeks
from bot.storage.challenges import challenges
from bot.storage.database.engine import Connection, Database
from bot.storage.servers import guilds


class WeeklyService:
    """A guild's settings for its weeks and the weekly challenge."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def choose(self, guild_id: int, change: Callable[[WeeklySettings], WeeklySettings]) -> None:
        """Change the guild's choices; ``change`` gets the present ones and returns the new ones.

        A weekly challenge that is switched on begins in the open week if enough of it is left. One that is switched off
        runs to the end of its week. Another goal, or an event, applies from the next one on.
        """
        now = self._clock()

        async def work(conn: Connection) -> None:
            await guilds.welcome(conn, guild_id, now)
            chosen = change(await stored_weeks.settings(conn, guild_id))
            await weeks.save_settings(conn, guild_id, replace(chosen, goal=goal_within(chosen.goal)), now)
            await align(conn, guild_id, now)
            await renew(conn, guild_id, now)

        await self._database.write(work)


async def align(conn: Connection, guild_id: int, now: datetime) -> None:
    """Let a running weekly challenge end with its week, whose end may have been moved."""
    for challenge in await challenges.of_guild(conn, guild_id, OPEN):
        if challenge.week_id is None:
            continue
        week = await stored_weeks.get(conn, challenge.week_id)
        if week is not None and week.ends_at != challenge.ends_at:
            await challenges.save(conn, realigned(challenge, week.ends_at, now))


async def renew(conn: Connection, guild_id: int, now: datetime) -> None:
    """Create the open week's challenge, unless the guild wants none, had one in this week, or little of the week is
    left."""
    settings = await stored_weeks.settings(conn, guild_id)
    if not settings.active:
        return
    week = await weeks.current(conn, guild_id, now)
    if week.ends_at - now < WORTH_STARTING or await challenges.of_week(conn, week.id) is not None:
        return
    made = Challenge(
        id=0,
        guild_id=guild_id,
        kind=ChallengeKind.WEEKLY,
        name="",
        theme="",
        tags=(),
        goal=settings.goal,
        starts_at=week.starts_at,
        ends_at=week.ends_at,
        state=ChallengeState.SCHEDULED,
        next_at=week.starts_at,
        week_id=week.id,
        event=settings.event,
        event_due_at=now if settings.event else None,
    )
    await challenges.add(conn, made, now)


async def told_by_board(conn: Connection, challenge: Challenge) -> bool:
    """Whether the week's board already tells how this challenge ended, so that it needs no post of its own."""
    if challenge.kind is not ChallengeKind.WEEKLY:
        return False
    return (await stored_weeks.settings(conn, challenge.guild_id)).active
