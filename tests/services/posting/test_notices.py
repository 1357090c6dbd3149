"""Private words: as each member chose, once, and never to who is not there."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.posting.delivery import Forbidden, Gone, Retry, Unknown
from bot.domain.posting.notices import MOST_AT_ONCE, NoticeChoice, NoticeKind, NoticeReport, NoticeWay
from bot.domain.posting.outbox import PostState, Withheld
from bot.storage.database.engine import Connection
from bot.storage.posting import notices
from bot.storage.schema import outbox
from bot.storage.servers import guilds, members
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, GUILD, OTHER_GUILD
from tests.storage.statements import fetch_rows, fetch_scalars

KIND = NoticeKind.PROFILE


async def say(house: House, *keys: str, member_id: int = ADA, guild_id: int = GUILD) -> None:
    async def work(conn: Connection) -> None:
        await guilds.welcome(conn, guild_id, house.clock())
        for key in keys:
            await notices.enqueue(conn, guild_id, member_id, KIND, {"about": "verified"}, key, house.clock())

    await house.database.write(work)


async def deliver(house: House) -> NoticeReport:
    return await house.notices.deliver_due(house.discord)


async def states(house: House) -> list[tuple[PostState, Withheld | None]]:
    rows = await fetch_rows(house.database, select(outbox.c.state, outbox.c.withheld).order_by(outbox.c.id))
    return [(row.state, row.withheld) for row in rows]


async def choice(house: House) -> NoticeChoice:
    return next(each for each in await house.notices.choices(GUILD, ADA) if each.kind == KIND)


@pytest.mark.one_engine
async def test_by_default_a_word_waits_for_the_next_command_and_is_shown_once(house: House) -> None:
    await say(house, "one")
    assert await deliver(house) == NoticeReport(waiting=1)
    assert house.discord.told == []
    assert (await house.notices.take(GUILD, BEN)).notices == ()
    assert (await house.notices.take(OTHER_GUILD, ADA)).notices == ()
    heard = await house.notices.take(GUILD, ADA)
    assert [each.payload["about"] for each in heard.notices] == ["verified"]
    assert (await house.notices.take(GUILD, ADA)).notices == ()
    assert await states(house) == [(PostState.SENT, None)]


@pytest.mark.parametrize("way", NoticeWay)
async def test_what_a_word_said_is_stored_until_it_was_told_or_never_will_be(house: House, way: NoticeWay) -> None:
    await house.notices.choose(GUILD, ADA, KIND, way)
    await say(house, "one")
    await deliver(house)
    await house.notices.take(GUILD, ADA)
    assert await fetch_scalars(house.database, select(outbox.c.payload)) == [{}]


@pytest.mark.one_engine
async def test_the_same_key_is_one_word(house: House) -> None:
    await say(house, "one", "one")
    await say(house, "one")
    await deliver(house)
    assert len((await house.notices.take(GUILD, ADA)).notices) == 1


@pytest.mark.one_engine
async def test_a_cards_worth_at_a_time_oldest_first(house: House) -> None:
    await say(house, *(f"word {n}" for n in range(MOST_AT_ONCE + 2)))
    await deliver(house)
    first = await house.notices.take(GUILD, ADA)
    assert (len(first.notices), first.more) == (MOST_AT_ONCE, 2)
    second = await house.notices.take(GUILD, ADA)
    assert (len(second.notices), second.more) == (2, 0)
    ids = [each.id for each in (*first.notices, *second.notices)]
    assert ids == sorted(set(ids))


@pytest.mark.one_engine
async def test_words_that_could_not_be_shown_wait_again(house: House) -> None:
    await say(house, "one")
    await deliver(house)
    heard = await house.notices.take(GUILD, ADA)
    await house.notices.give_back(heard)
    assert await house.notices.take(GUILD, ADA) == heard, "with what they say"


@pytest.mark.one_engine
async def test_a_direct_message_is_sent_once(house: House) -> None:
    await house.notices.choose(GUILD, ADA, KIND, NoticeWay.DIRECT)
    await say(house, "one")
    assert await deliver(house) == NoticeReport(sent=1)
    assert await deliver(house) == NoticeReport()
    assert [word.member_id for word in house.discord.told] == [ADA]
    assert (await house.notices.take(GUILD, ADA)).notices == ()


@pytest.mark.one_engine
async def test_what_is_switched_off_is_withheld_with_its_reason(house: House) -> None:
    await house.notices.choose(GUILD, ADA, KIND, NoticeWay.OFF)
    await say(house, "one")
    assert await deliver(house) == NoticeReport(withheld=1)
    assert await states(house) == [(PostState.WITHHELD, Withheld.SWITCHED_OFF)]


@pytest.mark.one_engine
async def test_a_closed_direct_message_waits_and_turns_the_way(house: House) -> None:
    await house.notices.choose(GUILD, ADA, KIND, NoticeWay.DIRECT)
    await say(house, "one")
    house.discord.answers = [Forbidden()]
    assert await deliver(house) == NoticeReport(waiting=1)
    assert await choice(house) == NoticeChoice(KIND, NoticeWay.NEXT_COMMAND, closed_at=house.clock())
    assert len((await house.notices.take(GUILD, ADA)).notices) == 1
    await house.notices.choose(GUILD, ADA, KIND, NoticeWay.DIRECT)
    assert (await choice(house)).closed_at is None, "chosen anew, it is tried anew"


@pytest.mark.one_engine
async def test_nobody_to_write_to_is_as_closed(house: House) -> None:
    await house.notices.choose(GUILD, ADA, KIND, NoticeWay.DIRECT)
    await say(house, "one")
    house.discord.answers = [Gone()]
    assert await deliver(house) == NoticeReport(waiting=1)


@pytest.mark.parametrize(
    ("way", "state"),
    [
        (NoticeWay.DIRECT, (PostState.SENT, None)),
        (NoticeWay.OFF, (PostState.WITHHELD, Withheld.SWITCHED_OFF)),
        (NoticeWay.NEXT_COMMAND, (PostState.WAITING, None)),
    ],
)
@pytest.mark.one_engine
async def test_what_waits_goes_the_way_that_is_chosen_now(
    house: House, way: NoticeWay, state: tuple[PostState, Withheld | None]
) -> None:
    await say(house, "one")
    await deliver(house)
    await house.notices.choose(GUILD, ADA, KIND, way)
    await deliver(house)
    assert await states(house) == [state]


async def test_after_a_month_a_word_is_withheld(house: House) -> None:
    await say(house, "one")
    await deliver(house)
    house.clock.forward(days=30)
    assert await house.notices.expire() == 0
    house.clock.forward(seconds=1)
    assert await house.notices.expire() == 1
    assert await states(house) == [(PostState.WITHHELD, Withheld.TOO_LATE)]
    assert (await house.notices.take(GUILD, ADA)).notices == ()


@pytest.mark.one_engine
async def test_who_left_is_not_written_to(house: House) -> None:
    await house.notices.choose(GUILD, ADA, KIND, NoticeWay.DIRECT)
    await say(house, "one")
    house.discord.gone = {ADA}
    assert await deliver(house) == NoticeReport(withheld=1)
    assert await states(house) == [(PostState.WITHHELD, Withheld.MEMBER_LEFT)]
    assert house.discord.told == []


@pytest.mark.one_engine
async def test_a_word_about_who_left_does_not_bring_them_back(house: House) -> None:
    await say(house, "one")
    await house.database.write(members.leave, GUILD, ADA, house.clock())
    await say(house, "two")
    house.clock.forward(days=31)
    assert await house.database.read(members.left_before, house.clock()) == [(GUILD, ADA)]


@pytest.mark.one_engine
async def test_nothing_is_sent_while_discord_cannot_say_who_is_there(house: House) -> None:
    await house.notices.choose(GUILD, ADA, KIND, NoticeWay.DIRECT)
    await say(house, "one")
    house.discord.unreachable = True
    assert await deliver(house) == NoticeReport(failed=1)
    house.discord.unreachable = False
    house.clock.forward(minutes=1)
    assert await deliver(house) == NoticeReport(sent=1)
    assert house.discord.looks == 0, "it was never handed over"


@pytest.mark.one_engine
async def test_an_attempt_that_sent_nothing_says_nothing_of_the_one_before(house: House) -> None:
    await house.notices.choose(GUILD, ADA, KIND, NoticeWay.DIRECT)
    await say(house, "one")
    house.discord.answers = [Unknown()]
    assert await deliver(house) == NoticeReport(failed=1)
    house.discord.unreachable = True
    house.clock.forward(minutes=1)
    assert await deliver(house) == NoticeReport(failed=1)
    house.discord.unreachable = False
    house.clock.forward(minutes=1)
    assert await deliver(house) == NoticeReport(sent=1)
    assert house.discord.looks == 1, "it may be there, and is looked for"


@pytest.mark.one_engine
async def test_a_guild_that_removed_the_bot_is_silent(house: House) -> None:
    await say(house, "one")
    await house.guilds.left(GUILD)
    assert await deliver(house) == NoticeReport()


@pytest.mark.parametrize("outcome", [Retry(timedelta(minutes=5)), Unknown()])
async def test_a_failure_is_tried_again_later(house: House, outcome: Retry | Unknown) -> None:
    await house.notices.choose(GUILD, ADA, KIND, NoticeWay.DIRECT)
    await say(house, "one")
    house.discord.answers = [outcome]
    assert await deliver(house) == NoticeReport(failed=1)
    assert await deliver(house) == NoticeReport()
    house.clock.forward(minutes=6)
    assert await deliver(house) == NoticeReport(sent=1)
    assert house.discord.looks == int(isinstance(outcome, Unknown)), "only what may have arrived is looked for"


@pytest.mark.parametrize("pause", [timedelta(seconds=61), timedelta(hours=3)])
@pytest.mark.one_engine
async def test_killed_between_sending_and_recording(house: House, pause: timedelta) -> None:
    await house.notices.choose(GUILD, ADA, KIND, NoticeWay.DIRECT)
    await say(house, "one")
    house.discord.answers = ["arrive, and say nothing"]
    with pytest.raises(TimeoutError):
        await deliver(house)
    house.clock.now += pause
    assert await deliver(house) == NoticeReport(sent=1)
    assert len(house.discord.told) == 1
    assert house.discord.looks == 1


async def test_the_posts_of_channels_leave_private_words_alone(house: House) -> None:
    await house.set_up()
    await say(house, "one")
    assert await house.deliver() == []
    house.clock.forward(days=4)
    await house.outbox.expire()
    assert await deliver(house) == NoticeReport(waiting=1)
    assert (await house.guilds.overview(GUILD)).waiting == 0
