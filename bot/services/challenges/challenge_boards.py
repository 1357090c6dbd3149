"""The boards of challenges: the ranking of those who take part, by what they did in the challenge's time.

The rules are those of the week. A week that overlaps the challenge only in part counts with that part.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.boards.boards import Board, BoardLine, ranked
from bot.domain.boards.points import MemberWeek
from bot.domain.challenges.challenges import Challenge, ChallengeState
from bot.services.boards.correcting import scores_of
from bot.services.boards.rollups import reckon
from bot.storage.boards import boards, snapshots, weeks
from bot.storage.boards.snapshots import Of
from bot.storage.challenges import challenges, outcomes
from bot.storage.database.engine import Connection


async def shown_challenge(conn: Connection, guild_id: int) -> Challenge | None:
    """The challenge whose board is shown: the running one that ends first, else the one that was closed last."""
    running = await challenges.of_guild(conn, guild_id, {ChallengeState.RUNNING, ChallengeState.CLOSING})
    return running[0] if running else await outcomes.last_challenge(conn, guild_id)


async def scores(conn: Connection, challenge: Challenge, board: Board, now: datetime) -> dict[int, int]:
    """The score of everybody who takes part, including those who are not shown on boards."""
    who = await outcomes.participants_of(conn, challenge.id)
    span = (challenge.starts_at, challenge.ends_at)
    if board is Board.STREAK:
        return await boards.scores_among(conn, boards.of_streaks(challenge.guild_id, now), who)
    if board is Board.READERS:
        return await boards.scores_among(conn, boards.of_readers(challenge.guild_id, span), who)
    summed: Counter[int] = Counter()
    for member_id, week in await _weeks(conn, challenge, who):
        summed[member_id] += scores_of(week)[board]
    return dict(summed)


async def lines(conn: Connection, challenge: Challenge, found: Mapping[int, int]) -> tuple[BoardLine, ...]:
    """The ranked lines of those who are shown on boards."""
    named = await boards.shown_among(conn, challenge.guild_id, found.keys())
    return ranked({member_id: score for member_id, score in found.items() if member_id in named}, named)


async def keep(conn: Connection, challenge: Challenge, now: datetime) -> None:
    """Store a challenge's boards as they are at its end, in the transaction that closes it."""
    span = (challenge.starts_at, challenge.ends_at)
    talked_about = await boards.talked_about(conn, challenge.guild_id, span)
    for board in Board:
        found = await lines(conn, challenge, await scores(conn, challenge, board, challenge.ends_at))
        await snapshots.keep(conn, challenge.guild_id, Of(challenge_id=challenge.id), board, talked_about, found, now)


async def _weeks(conn: Connection, challenge: Challenge, who: list[int]) -> list[tuple[int, MemberWeek]]:
    found: list[tuple[int, MemberWeek]] = []
    for week in await weeks.overlapping(conn, challenge.guild_id, (challenge.starts_at, challenge.ends_at)):
        part = replace(
            week,
            starts_at=max(week.starts_at, challenge.starts_at),
            ends_at=min(week.ends_at, challenge.ends_at),
        )
        found += (await reckon(conn, part, who)).items()
    return found
