"""Challenges as members use them: join, leave, look."""

from collections.abc import Collection

from bot.domain.challenges.challenge_views import CountedStory, ListedChallenge, Progress
from bot.domain.challenges.challenges import OPEN, Challenge, ChallengeState, check_joinable, the_one
from bot.domain.challenges.errors import ChallengeOver, ChallengesKind, NotTakingPart
from bot.domain.kit.clock import Clock
from bot.domain.kit.errors import NotThereAnyMore
from bot.domain.kit.pages import Page
from bot.services.challenges import challenge_posts
from bot.storage.challenges import challenges, participants
from bot.storage.database.engine import Connection, Database
from bot.storage.servers import members

LINES = 4
"""Challenges on a page of the list: each has words and up to three buttons, of a card's forty parts."""


class ChallengeService:
    """What a member can do about challenges."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def join(
        self, guild_id: int, member_id: int, challenge_id: int | None, role_ids: Collection[int]
    ) -> Progress:
        """Join a challenge until its end; the member's notes from before joining count too.

        ``challenge_id`` is ``None`` for the only one that the member could join.

        Raises:
            NotThereAnyMore, ChallengeUnclear: no challenge is meant by that.
            ChallengeOver, RoleNeeded: it cannot be joined.
        """
        now = self._clock()

        async def work(conn: Connection) -> Progress:
            meant = challenge_id
            if meant is None:
                mine = await participants.joined(conn, guild_id, member_id)
                there = await challenges.of_guild(conn, guild_id)
                meant = the_one(each.id for each in there if each.id not in mine)
            challenge = await _of(conn, guild_id, meant)
            check_joinable(challenge, role_ids)
            await members.welcome(conn, guild_id, member_id, now)
            await participants.join(conn, guild_id, member_id, meant, now)
            return await _progress(conn, challenge, member_id)

        return await self._database.write(work)

    async def leave(self, guild_id: int, member_id: int, challenge_id: int | None) -> Challenge:
        """Leave a challenge; the notes stay the member's own. ``challenge_id`` is ``None`` for the only one that they
        joined.

        Raises:
            NotThereAnyMore, ChallengeUnclear: no challenge is meant by that.
            NotTakingPart: the member does not take part.
            ChallengeOver: its outcome is counted, so nobody can leave it.
        """

        async def work(conn: Connection) -> Challenge:
            meant = challenge_id
            if meant is None:
                meant = the_one(await participants.joined(conn, guild_id, member_id))
            challenge = await _of(conn, guild_id, meant)
            if challenge.state not in OPEN:
                raise ChallengeOver
            if not await participants.leave(conn, meant, member_id):
                raise NotTakingPart
            return challenge

        return await self._database.write(work)

    async def progress(self, guild_id: int, member_id: int, challenge_id: int | None) -> Progress:
        """A member's progress. ``challenge_id`` is ``None`` for the only challenge they joined, else the only one there
        is.

        Raises:
            NotThereAnyMore, ChallengeUnclear: no challenge is meant by that.
        """

        async def work(conn: Connection) -> Progress:
            meant = challenge_id
            if meant is None:
                mine = await participants.joined(conn, guild_id, member_id)
                meant = the_one(mine or [each.id for each in await challenges.of_guild(conn, guild_id)])
            return await _progress(conn, await _of(conn, guild_id, meant), member_id)

        return await self._database.read(work)

    async def listed(self, guild_id: int, member_id: int, page: int) -> Page[ListedChallenge]:
        """A page of planned and running challenges. ``page`` counts from 0; one outside the list becomes the nearest
        inside."""

        async def work(conn: Connection) -> Page[ListedChallenge]:
            there = await challenges.of_guild(conn, guild_id)
            mine = await participants.joined(conn, guild_id, member_id)
            shown = Page.of(there, page, LINES)
            lines = [
                ListedChallenge(each, await challenges.taking_part(conn, each.id), each.id in mine)
                for each in shown.items
            ]
            return Page(tuple(lines), shown.number, shown.pages, shown.count)

        return await self._database.read(work)

    async def choices(self, guild_id: int, member_id: int, *, mine: bool | None = None) -> tuple[Challenge, ...]:
        """Planned and running challenges: all, or with ``mine`` only those that the member joined (or did not)."""

        async def work(conn: Connection) -> tuple[Challenge, ...]:
            there = await challenges.of_guild(conn, guild_id)
            joined = await participants.joined(conn, guild_id, member_id)
            return tuple(each for each in there if mine is None or (each.id in joined) is mine)

        return await self._database.read(work)


async def _of(conn: Connection, guild_id: int, challenge_id: int) -> Challenge:
    challenge = await challenges.get(conn, challenge_id)
    if challenge is None or challenge.guild_id != guild_id or challenge.state is ChallengeState.DRAFT:
        raise NotThereAnyMore(ChallengesKind.CHALLENGE)
    return challenge


async def _progress(conn: Connection, challenge: Challenge, member_id: int) -> Progress:
    noted = challenge_posts.of_challenge(challenge, await challenges.noted(conn, challenge, member_id))
    return Progress(
        challenge=challenge,
        joined=await participants.takes_part(conn, challenge.id, member_id),
        counted=tuple(CountedStory(note.title, note.link) for note in noted),
    )
