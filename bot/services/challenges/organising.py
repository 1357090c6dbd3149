"""Challenges as moderators make them: drafted, changed, opened, called off. A draft is stored, so that its panel still
works after a restart."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.challenges.challenge_times import (
    USUAL_DAYS,
    check_times,
    days_after,
    days_between,
    opened_at,
    read_end,
    read_start,
)
from bot.domain.challenges.challenge_views import Making
from bot.domain.challenges.challenges import (
    DRAFT_KEPT,
    MOST_OPEN,
    OPEN,
    USUAL_GOAL,
    Challenge,
    ChallengeKind,
    ChallengeState,
    Moment,
    check_changeable,
    read_name,
    read_tags,
    read_theme,
)
from bot.domain.challenges.errors import ChallengeLimitReached, ChallengeOver, ChallengesKind
from bot.domain.kit.clock import Clock
from bot.domain.kit.errors import NotThereAnyMore
from bot.services.challenges import challenge_posts
from bot.storage.challenges import challenges
from bot.storage.database.engine import Connection, Database
from bot.storage.servers import guilds

Change = Callable[[Challenge], Challenge]


class OrganisingService:
    """What a moderator can do about challenges. The caller has checked that they may."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def draft(self, guild_id: int, member_id: int, name: str, theme: str, tags: str) -> Making:
        """Begin a challenge. An earlier draft of the same moderator is deleted.

        Raises:
            ChallengeNameMissing: nothing is left of the name.
        """
        now = self._clock()

        async def work(conn: Connection) -> Making:
            await guilds.welcome(conn, guild_id, now)
            await challenges.remove_drafts(conn, guild_id, member_id)
            zone = await guilds.zone(conn, guild_id)
            made = Challenge(
                id=0,
                guild_id=guild_id,
                kind=ChallengeKind.ONCE,
                name=read_name(name),
                theme=read_theme(theme),
                tags=read_tags(tags),
                goal=USUAL_GOAL,
                starts_at=now,
                ends_at=days_after(now, USUAL_DAYS, zone),
                state=ChallengeState.DRAFT,
                next_at=now + DRAFT_KEPT,
                created_by=member_id,
            )
            made = replace(made, id=await challenges.add(conn, made, now))
            return _making(made, zone, now)

        return await self._database.write(work)

    async def making(self, guild_id: int, challenge_id: int) -> Making:
        """A challenge that can still be changed.

        Raises:
            NotThereAnyMore, ChallengeBegun, ChallengeOver: it cannot be changed, or does not exist.
        """

        async def work(conn: Connection) -> Making:
            challenge = await _of(conn, guild_id, challenge_id)
            check_changeable(challenge)
            return _making(challenge, await guilds.zone(conn, guild_id), self._clock())

        return await self._database.read(work)

    async def change(self, guild_id: int, challenge_id: int, change: Change) -> Making:
        """Apply ``change`` to a challenge that has not begun.

        Raises:
            NotThereAnyMore, ChallengeBegun, ChallengeOver: it cannot be changed (any more).
        """
        now = self._clock()

        async def work(conn: Connection) -> Making:
            challenge = await _of(conn, guild_id, challenge_id)
            check_changeable(challenge)
            changed = _in_step(challenge, change(challenge), now)
            await challenges.save(conn, changed)
            return _making(changed, await guilds.zone(conn, guild_id), now)

        return await self._database.write(work)

    async def rename(self, guild_id: int, challenge_id: int, name: str, theme: str, tags: str) -> Making:
        """Set name, theme and tags.

        Raises:
            ChallengeNameMissing: nothing is left of the name.
            NotThereAnyMore, ChallengeBegun, ChallengeOver: it cannot be changed (any more).
        """
        read = {"name": read_name(name), "theme": read_theme(theme), "tags": read_tags(tags)}
        return await self.change(guild_id, challenge_id, lambda now: replace(now, **read))  # type: ignore[arg-type]  # its values are of different types

    async def retime(self, guild_id: int, challenge_id: int, start: str, end: str) -> Making:
        """Set start and end, as typed in the guild's time zone.

        Raises:
            TimeUnreadable, TimePast, ChallengeTooShort, ChallengeTooLong, ChallengeTooFar: see
            ``bot.domain.challenges.challenge_times``.
            NotThereAnyMore, ChallengeBegun, ChallengeOver: it cannot be changed (any more).
        """
        now = self._clock()
        zone = await self._database.read(guilds.zone, guild_id)
        starts_at = read_start(start, zone, now)
        ends_at = read_end(end, zone, now, starts_at)
        check_times(starts_at, ends_at, now)
        return await self.change(guild_id, challenge_id, lambda was: replace(was, starts_at=starts_at, ends_at=ends_at))

    async def lengthen(self, guild_id: int, challenge_id: int, days: int) -> Making:
        """Set the length in days of the guild.

        Raises:
            NotThereAnyMore, ChallengeBegun, ChallengeOver: it cannot be changed (any more).
        """
        zone = await self._database.read(guilds.zone, guild_id)

        def longer(was: Challenge) -> Challenge:
            starts_at = max(was.starts_at, self._clock())
            return replace(was, starts_at=starts_at, ends_at=days_after(starts_at, days, zone))

        return await self.change(guild_id, challenge_id, longer)

    async def open(self, guild_id: int, challenge_id: int) -> Challenge:
        """Open a draft, so that everybody sees it. Opening it twice has no further effect.

        Raises:
            ChallengeLimitReached: the guild has as many as one may.
            TimePast, ChallengeTooShort: its time went by while it was made.
            NotThereAnyMore: there is no such draft (any more).
        """
        now = self._clock()

        async def work(conn: Connection) -> Challenge:
            challenge = await _of(conn, guild_id, challenge_id)
            if challenge.state is not ChallengeState.DRAFT:
                return challenge
            if len(await challenges.of_guild(conn, guild_id)) >= MOST_OPEN:
                raise ChallengeLimitReached(MOST_OPEN)
            zone = await guilds.zone(conn, guild_id)
            starts_at, ends_at = opened_at(challenge.starts_at, challenge.ends_at, zone, now)
            check_times(starts_at, ends_at, now)
            opened = replace(
                challenge,
                state=ChallengeState.SCHEDULED,
                starts_at=starts_at,
                ends_at=ends_at,
                next_at=starts_at,
                event_due_at=now if challenge.event else None,
            )
            await challenges.save(conn, opened)
            return opened

        return await self._database.write(work)

    async def open_one(self, guild_id: int, challenge_id: int) -> Challenge:
        """A challenge that is planned or running.

        Raises:
            NotThereAnyMore, ChallengeOver: there is none (any more).
        """
        challenge = await self._database.read(_of, guild_id, challenge_id)
        if challenge.state not in OPEN:
            raise ChallengeOver
        return challenge

    async def call_off(self, guild_id: int, challenge_id: int) -> Challenge:
        """Call a challenge off. The channel is told only if it was told of the challenge before; a draft is just
        deleted.

        Raises:
            NotThereAnyMore: there is none of that id.
            ChallengeOver: it has ended, or was called off before.
        """
        now = self._clock()

        async def work(conn: Connection) -> Challenge:
            challenge = await _of(conn, guild_id, challenge_id)
            if challenge.state is ChallengeState.DRAFT:
                await challenges.remove(conn, challenge_id)
                return challenge
            if challenge.state not in OPEN:
                raise ChallengeOver
            due = now if challenge.event or challenge.event_id else None
            off = replace(challenge, state=ChallengeState.CALLED_OFF, next_at=None, event_due_at=due)
            await challenges.save(conn, off)
            await challenge_posts.announce(conn, off, Moment.CALLED_OFF, now)
            return off

        return await self._database.write(work)


def _in_step(was: Challenge, changed: Challenge, now: datetime) -> Challenge:
    """The changed challenge with the time at which it is next due, and its event marked for an update."""
    if was.state is ChallengeState.DRAFT:
        return changed
    event = changed.event or was.event
    return replace(changed, next_at=changed.starts_at, event_due_at=now if event else was.event_due_at)


def _making(challenge: Challenge, zone: ZoneInfo, now: datetime) -> Making:
    """A challenge as its moderator sees it: a draft with the times that it would have if it were opened now."""
    if challenge.state is ChallengeState.DRAFT:
        starts_at, ends_at = opened_at(challenge.starts_at, challenge.ends_at, zone, now)
        challenge = replace(challenge, starts_at=starts_at, ends_at=ends_at)
    return Making(challenge, days_between(challenge.starts_at, challenge.ends_at, zone), zone, now)


async def _of(conn: Connection, guild_id: int, challenge_id: int) -> Challenge:
    challenge = await challenges.get(conn, challenge_id)
    if challenge is None or challenge.guild_id != guild_id:
        raise NotThereAnyMore(ChallengesKind.CHALLENGE)
    return challenge
