"""The weekly post: the board of a week that is over."""

from bot.domain.boards.boards import SHOWN_LINES, WELCOMED, Board, BoardCard, Naming
from bot.domain.posting.outbox import Attempt, Claimed, PostKind
from bot.domain.servers.guilds import Feature
from bot.services.posting.post_type import PostType
from bot.storage.boards import boards, snapshots, weeks
from bot.storage.boards.snapshots import Of
from bot.storage.challenges import outcomes
from bot.storage.database.engine import Connection


async def named(conn: Connection, claimed: Claimed) -> frozenset[int]:
    """The members whom the post would name; delivery checks that they are still in the guild."""
    card = await _card(conn, claimed, frozenset())
    if card is None:
        return frozenset()
    on_it = {line.member_id for line in card.lines if line.naming is Naming.NAMED}
    return frozenset(on_it | set(card.newcomers))


async def compose(conn: Connection, attempt: Attempt) -> BoardCard | None:
    """The card of a week's board; ``None`` if the week has no board or nothing was noted in it."""
    return await _card(conn, attempt.claimed, attempt.departed)


async def _card(conn: Connection, claimed: Claimed, departed: frozenset[int]) -> BoardCard | None:
    week = await weeks.get(conn, claimed.about.week_id or 0)
    kept = await snapshots.find(conn, Of(week_id=week.id), Board.POINTS) if week else None
    if week is None or kept is None or not kept.talked_about:
        return None
    first_timers = await snapshots.newcomers(conn, week.guild_id, week.id, week.starts_at)
    shown = await boards.shown_among(conn, week.guild_id, first_timers)
    welcome = [
        member_id for member_id in first_timers if shown.get(member_id) is Naming.NAMED and member_id not in departed
    ]
    return BoardCard(
        week_id=week.id,
        ends_at=week.ends_at,
        lines=tuple(
            line.former() if line.member_id in departed else line
            for line in await snapshots.top(conn, kept, SHOWN_LINES)
        ),
        talked_about=kept.talked_about,
        challenge=await outcomes.outcome_of(conn, week.id),
        newcomers=tuple(welcome[:WELCOMED]),
        unnamed=len([each for each in first_timers if each not in departed]) - len(welcome[:WELCOMED]),
    )


BOARD = PostType(
    kind=PostKind.BOARD,
    card=BoardCard,
    compose=compose,
    channels=(Feature.CHALLENGES, Feature.STORIES),
    named=named,
)
