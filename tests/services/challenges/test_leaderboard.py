"""Boards: who is on them and how, open and closed, and the post that a week ends with."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from bot.domain.boards.boards import Board, BoardCard, BoardPresence, CorrectionReason, Naming, Span
from bot.domain.boards.weeks import WeeklySettings
from bot.domain.challenges.challenges import Challenge, ChallengeKind, ChallengeState
from bot.domain.kit.privacy import TOMBSTONES
from bot.domain.posting.delivery import Retry
from bot.services.boards import weeks
from bot.storage.challenges import challenges
from bot.storage.database.engine import Database
from bot.storage.schema import participants
from bot.storage.servers import guilds
from tests.services.conftest import House
from tests.services.parts import GUILD, Clock
from tests.services.readers import Circle
from tests.storage.statements import execute

ADA, BEN, CLEO, DAN, EVE, FAY = (TOMBSTONES + number for number in range(6))
SUNDAY = datetime(2026, 3, 8, 18, tzinfo=UTC)
"""When the week ends in which the clock of these tests begins."""


@pytest.fixture
async def house(database: Database) -> House:
    house = House(database, Clock(datetime(2026, 3, 2, 12, tzinfo=UTC)))
    await database.write(guilds.welcome, GUILD, house.clock())
    return house


async def lines(house: House, span: Span = Span.WEEK, board: Board = Board.POINTS) -> list[tuple[int, int, int]]:
    """(rank, member, score) of an open board."""
    view = await house.boards.show(GUILD, ADA, span, board)
    return [(line.rank, line.member_id, line.score) for line in view.lines]


async def end_week(house: House, *, active: bool = True) -> None:
    await house.database.write(weeks.save_settings, GUILD, WeeklySettings(active=active), house.clock())
    house.clock.now = max(SUNDAY, house.clock.now)
    await house.database.write(weeks.close_due, GUILD, house.clock())


async def some_reading(circle: Circle) -> dict[str, int]:
    """Ada notes two writers, Ben and Cleo one each; Dan found Ben's note helpful."""
    return {
        "ada-1": await circle.note(ADA, BEN),
        "ada-2": await circle.note(ADA, CLEO),
        "ben": await circle.note(BEN, DAN),
        "cleo": await circle.note(CLEO, DAN, story_id="shared"),
    }


@pytest.mark.one_engine
async def test_an_open_board_and_everybodys_own_line(house: House, circle: Circle) -> None:
    ids = await some_reading(circle)
    await circle.help(ids["ben"])
    assert await lines(house) == [(1, ADA, 4), (2, BEN, 2), (2, CLEO, 2)]
    assert await lines(house, board=Board.READERS) == [(1, ADA, 2), (2, BEN, 1), (2, CLEO, 1)]
    assert await lines(house, board=Board.HELPFUL) == [(1, BEN, 1)]
    assert await lines(house, board=Board.CONNECTIONS) == [(1, ADA, 2), (2, BEN, 1), (2, CLEO, 1)]
    assert await lines(house, board=Board.STREAK) == [(1, ADA, 1), (1, BEN, 1), (1, CLEO, 1)]
    bens = await house.boards.show(GUILD, BEN, Span.WEEK, Board.POINTS)
    assert (bens.own.score, bens.own.rank, bens.own.pending, bens.talked_about) == (2, 2, 2, 4)
    assert not bens.closed
    nobodys = await house.boards.show(GUILD, EVE, Span.WEEK, Board.POINTS)
    assert (nobodys.own.score, nobodys.own.rank) == (0, None)


@pytest.mark.one_engine
async def test_who_is_on_boards_and_how(house: House, circle: Circle) -> None:
    for reader in (ADA, BEN, CLEO, DAN, EVE):
        await circle.note(reader, FAY)
    await circle.note(EVE, ADA)
    await house.boards.choose_presence(GUILD, BEN, BoardPresence.ANONYMOUS)
    await house.boards.choose_presence(GUILD, EVE, BoardPresence.ABSENT)
    await circle.exclude(CLEO)
    await circle.leave(DAN)
    for span in (Span.WEEK, Span.MONTH, Span.ALL):
        for board in (Board.POINTS, Board.READERS):
            view = await house.boards.show(GUILD, EVE, span, board)
            assert [(line.rank, line.member_id, line.naming) for line in view.lines] == [
                (1, ADA, Naming.NAMED),
                (1, BEN, Naming.ANONYMOUS),
            ], "nobody loses a rank to who is not there"
            assert (view.own.rank, view.own.presence) == (None, BoardPresence.ABSENT)
            assert view.own.score == (4 if board is Board.POINTS else 2), "one's own line is always shown"
    assert (await house.boards.show(GUILD, CLEO, Span.WEEK, Board.POINTS)).own.excluded
    await house.boards.choose_presence(GUILD, EVE, BoardPresence.SHOWN)
    assert (await lines(house))[0] == (1, EVE, 4)


@pytest.mark.one_engine
async def test_a_month_and_all_time(house: House, circle: Circle) -> None:
    await circle.note(ADA, BEN, datetime(2026, 1, 6, tzinfo=UTC))
    await circle.note(ADA, BEN)
    await end_week(house)
    house.clock.forward(days=1)
    await circle.note(ADA, BEN)
    await circle.note(ADA, CLEO)
    assert await lines(house, Span.MONTH) == [(1, ADA, 4)], "January's points were January's"
    assert await lines(house, Span.MONTH, Board.READERS) == [(1, ADA, 2)], "a writer of two weeks is one writer"
    assert await lines(house, Span.ALL) == [(1, ADA, 6)]
    assert await lines(house, Span.ALL, Board.READERS) == [(1, ADA, 2)]
    assert await lines(house, Span.ALL, Board.STREAK) == [(1, ADA, 2)]
    house.clock.forward(days=40)
    await end_week(house)
    assert await lines(house, Span.WEEK, Board.STREAK) == [], "it is over"
    assert await lines(house, Span.MONTH) == []
    assert await lines(house, Span.ALL) == [(1, ADA, 6)]


@pytest.mark.one_engine
async def test_a_closed_week_stays_as_it_was_and_is_corrected_visibly(house: House, circle: Circle) -> None:
    ids = await some_reading(circle)
    await end_week(house)
    house.clock.forward(hours=1)
    open_ = await house.boards.show(GUILD, ADA, Span.WEEK, Board.POINTS)
    assert (open_.lines, open_.later) == ((), None)

    async def closed(member: int = ADA) -> object:
        return await house.boards.show(GUILD, member, Span.WEEK, Board.POINTS, open_.earlier)

    view = await house.boards.show(GUILD, ADA, Span.WEEK, Board.POINTS, open_.earlier)
    assert (view.closed, view.talked_about, view.later) == (True, 4, open_.week_id)
    assert view.corrections == ()
    await circle.void(ids["ada-1"])
    await circle.delete(ids["ben"])
    view = await house.boards.show(GUILD, ADA, Span.WEEK, Board.POINTS, open_.earlier)
    assert [(line.member_id, line.score) for line in view.lines] == [(ADA, 4), (BEN, 2), (CLEO, 2)]
    assert [(each.member_id, each.score, each.reason) for each in view.corrections] == [
        (ADA, 2, CorrectionReason.VOIDED),
        (BEN, 0, CorrectionReason.WITHDRAWN),
    ]
    await circle.void(ids["ada-1"], voided=False)
    view = await house.boards.show(GUILD, ADA, Span.WEEK, Board.POINTS, open_.earlier)
    assert [each.member_id for each in view.corrections] == [BEN], "what is as it was needs no correction"
    await circle.leave(CLEO)
    await house.privacy.erase(BEN)
    view = await house.boards.show(GUILD, ADA, Span.WEEK, Board.POINTS, open_.earlier)
    assert sorted((line.rank, line.score, line.naming) for line in view.lines) == [
        (1, 4, Naming.NAMED),
        (2, 2, Naming.FORMER),
        (2, 2, Naming.FORMER),
    ]
    assert view.corrections[0].naming is Naming.FORMER
    assert await closed(DAN)


async def test_a_challenges_board_has_who_takes_part_and_its_own_time_only(house: House, circle: Circle) -> None:
    assert (await house.boards.show(GUILD, ADA, Span.CHALLENGE, Board.POINTS)).challenge is None
    begins, ends = house.clock() + timedelta(hours=1), SUNDAY + timedelta(days=2)
    made = Challenge(0, GUILD, ChallengeKind.ONCE, "Spring", "", (), 3, begins, ends, ChallengeState.RUNNING, ends)
    await circle.note(ADA, BEN)
    await circle.note(BEN, ADA)
    row = {"challenge_id": await house.database.write(challenges.add, made, house.clock()), "guild_id": GUILD}
    rows = [{**row, "member_id": each, "joined_at": begins} for each in (ADA, BEN)]
    await execute(house.database, insert(participants).values(rows))
    house.clock.now = begins
    await circle.note(ADA, BEN)
    await circle.note(CLEO, ADA)
    house.clock.forward(days=7)
    await circle.note(ADA, CLEO)
    await circle.note(BEN, CLEO)
    assert await lines(house, Span.CHALLENGE) == [(1, ADA, 3), (2, BEN, 2)], "of the first week only a part"
    assert await lines(house, Span.CHALLENGE, Board.READERS) == [(1, ADA, 2), (2, BEN, 1)]
    assert await lines(house, Span.CHALLENGE, Board.CONNECTIONS) == [(1, ADA, 1), (1, BEN, 1)]
    cleos = await house.boards.show(GUILD, CLEO, Span.CHALLENGE, Board.POINTS)
    assert (cleos.challenge, cleos.own.rank, cleos.talked_about, cleos.closed) == ("Spring", None, 4, False)
    house.clock.now = ends
    await house.ticking.tick(house.events)
    await circle.note(ADA, DAN, ends - timedelta(minutes=1))
    assert await lines(house, Span.CHALLENGE) == [(1, ADA, 3), (2, BEN, 2)], "kept as it was at the end"
    assert (await house.boards.show(GUILD, BEN, Span.CHALLENGE, Board.POINTS)).own.rank == 2


@pytest.mark.one_engine
async def test_the_weeks_post(house: House, circle: Circle) -> None:
    await house.set_up()
    await circle.note(DAN, ADA, house.clock() - timedelta(days=4))
    assert len(await house.database.write(weeks.close_due, GUILD, house.clock())) == 1, "which nobody wanted told then"
    ids = await some_reading(circle)
    await circle.note(DAN, ADA)
    await circle.note(EVE, ADA)
    await circle.help(ids["ben"])
    await house.boards.choose_presence(GUILD, CLEO, BoardPresence.ANONYMOUS)
    await end_week(house)
    house.discord.answers = [Retry()]
    house.discord.gone = {EVE}
    await house.deliver()
    house.clock.forward(minutes=5)
    await house.deliver()
    await house.deliver()
    (post,) = [post for posts in house.discord.channels.values() for post in posts]
    card = post.card
    assert isinstance(card, BoardCard)
    assert (card.talked_about, card.ends_at, card.challenge) == (6, SUNDAY, None)
    assert [(line.rank, line.member_id, line.score, line.naming) for line in card.lines] == [
        (1, ADA, 4, Naming.NAMED),
        (1, BEN, 4, Naming.NAMED),
        (3, CLEO, 2, Naming.ANONYMOUS),
        (3, EVE, 2, Naming.FORMER),
        (5, DAN, 1, Naming.NAMED),
    ]
    assert card.newcomers == (ADA, BEN), "Dan wrote one the week before"
    assert card.unnamed == 1, "Cleo is counted and not named, and Eve is gone"


@pytest.mark.parametrize(("active", "reads"), [(False, True), (True, False)])
@pytest.mark.one_engine
async def test_no_post_where_none_is_wanted_or_nothing_was_read(
    house: House, circle: Circle, active: bool, reads: bool
) -> None:
    await house.set_up()
    if reads:
        await circle.note(ADA, BEN)
    await end_week(house, active=active)
    await house.deliver()
    assert house.discord.channels == {}
