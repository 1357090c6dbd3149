"""The periodic turn of challenges and weeks: does what has become due, once, in one transaction for each guild."""

from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.domain.challenges.challenges import Challenge, ChallengeState, Moment, step
from bot.domain.challenges.events import (
    FAILED_PAUSE,
    LIVE,
    REFUSED_PAUSE,
    Event,
    EventKeeper,
    EventRefused,
    Failed,
    Keeping,
    Kept,
    Removed,
    event_of,
    said_by,
)
from bot.domain.kit.clock import Clock
from bot.domain.servers.guilds import Feature
from bot.services.boards import weeks
from bot.services.challenges import challenge_boards, challenge_posts, weekly
from bot.storage.challenges import challenges
from bot.storage.database.engine import Connection, Database
from bot.storage.servers import guilds

log = structlog.get_logger(__name__)

EVENTS_AT_ONCE = 25
"""Events that one turn looks after at most, so that stopping comes round; Discord lets a guild have a hundred."""


@dataclass(frozen=True, slots=True)
class TickReport:
    """What one turn did: how many guilds were due, and for how many of them it failed."""

    guilds: int = 0
    failed: int = 0


class TickingService:
    """Advances challenges and weeks as time passes."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def tick(self, keeper: EventKeeper) -> TickReport:
        """Do what is due. If nothing is, this costs two reads of an index each."""
        now = self._clock()
        due = await self._database.read(challenges.guilds_due, now)
        failed = 0
        for guild_id in due:
            try:
                await self._database.write(_tick_guild, guild_id, self._clock())
            except Exception:  # one guild's trouble must not keep the others waiting
                failed += 1
                log.exception("tick_failed", guild=guild_id)
        await self._keep_events(keeper)
        return TickReport(len(due), failed)

    async def _keep_events(self, keeper: EventKeeper) -> None:
        """Update the scheduled events that differ from their challenges.

        Read in one transaction, changed on Discord outside any, recorded in another. After a kill between the last two
        the event is found again and not created twice.
        """

        async def work(conn: Connection) -> list[tuple[Challenge, Event]]:
            due = await challenges.events_due(conn, self._clock(), EVENTS_AT_ONCE)
            return [(each, event_of(each, await _channel(conn, each))) for each in due]

        for challenge, wish in await self._database.read(work):
            said = said_by(wish)
            told: Keeping | None = Kept(challenge.event_id) if challenge.event_said == said else None
            outcome = told or await keeper.keep(wish, challenge.event_id)
            if outcome is None:
                continue
            live = wish.phase in LIVE
            await self._database.write(self._record_event, challenge, outcome, said if live else None)

    async def _record_event(self, conn: Connection, seen: Challenge, outcome: Keeping, said: str | None) -> None:
        now = self._clock()
        over = said is None
        log.info("event_kept", challenge=seen.id, guild=seen.guild_id, outcome=type(outcome).__name__.lower())
        match outcome:
            case Kept(event_id=event_id):
                # The id is stored whatever happened meanwhile; that it is in step only where nothing did.
                await challenges.record_event_id(conn, seen.id, None if over else event_id)
                await challenges.record_event(conn, seen, event_said=said, event_due_at=None)
            case Removed():
                await challenges.record_event_id(conn, seen.id, None)
                await challenges.record_event(conn, seen, event=False, event_said=None, event_due_at=None)
            case EventRefused() | Failed():
                pause = REFUSED_PAUSE if isinstance(outcome, EventRefused) else FAILED_PAUSE
                # What is over is not asked about for ever.
                again = None if over and now - seen.ends_at > REFUSED_PAUSE else now + pause
                await challenges.record_event(conn, seen, event_due_at=again)


async def _tick_guild(conn: Connection, guild_id: int, now: datetime) -> None:
    """Handle, in this order, the challenges that are due, the weeks that are over, and the next weekly challenge."""
    await weekly.align(conn, guild_id, now)
    for challenge in await challenges.due(conn, guild_id, now):
        await _advance(conn, challenge, now)
    if await weeks.close_due(conn, guild_id, now):
        await weekly.renew(conn, guild_id, now)


async def _advance(conn: Connection, challenge: Challenge, now: datetime) -> None:
    """Take all due steps of a challenge, in order."""
    while (found := step(challenge, now)) is not None:
        if found.state is None:
            await challenges.remove(conn, challenge.id)
            return
        entered = found.state is not challenge.state
        challenge = replace(
            challenge,
            state=found.state,
            next_at=found.next_at,
            event_due_at=now if challenge.event and entered else challenge.event_due_at,
        )
        if challenge.state is ChallengeState.CLOSED and entered:
            standing = await challenge_posts.standing(conn, challenge)
            challenge = replace(challenge, reached=standing.reached)
            await challenge_boards.keep(conn, challenge, now)
        await challenges.save(conn, challenge)
        if found.tell is Moment.END and await weekly.told_by_board(conn, challenge):
            continue
        if found.tell is not None:
            await challenge_posts.announce(conn, challenge, found.tell, now)


async def _channel(conn: Connection, challenge: Challenge) -> int | None:
    """The channel for posts about a challenge: its own, else the one for challenges, else the one for stories."""
    if challenge.channel_id is not None:
        return challenge.channel_id
    return await guilds.first_channel(conn, challenge.guild_id, (Feature.CHALLENGES, Feature.STORIES))
