"""Introductions: who is brought together, once, and what comes of it."""

from datetime import timedelta
from itertools import combinations

import pytest
from sqlalchemy import select, update

from bot.domain.circle.errors import BlockLimitReached, CircleKind, NotIntroduced, OwnBlock
from bot.domain.circle.introduction_views import MOST_BLOCKED, IntroductionCard
from bot.domain.circle.introductions import CheckIn, IntroductionStanding
from bot.domain.kit.errors import NotThereAnyMore
from bot.domain.posting.delivery import Forbidden, Unknown
from bot.domain.posting.notices import NoticeKind, NoticeWay
from bot.domain.reading.moderation import Exclusion
from bot.domain.reading.notes import NoteVisibility
from bot.domain.servers.guilds import ChannelOff, Feature
from bot.storage.reading import moderation
from bot.storage.schema import introduction_choices, introduction_members, introductions
from bot.storage.servers import members
from tests.services.conftest import House
from tests.services.noted import noted
from tests.services.parts import ADA, BEN, GUILD
from tests.storage.statements import execute, fetch_rows, fetch_scalars

CAT, DAN, EVE = 2003, 2004, 2005
COMMUNITY = 3007
DISCORD = 80351110224678912
"""An id as Discord gives them."""
A_ROUND = timedelta(days=14)


async def opened(house: House, *member_ids: int) -> None:
    """The channel is chosen, these opted in, and the first round is due."""
    await house.set_up(channel_id=COMMUNITY, feature=Feature.COMMUNITY)
    for member_id in member_ids:
        await house.introductions.join(GUILD, member_id)
    house.clock.forward(days=3)


async def turn(house: House) -> list[tuple[int, ...]]:
    """What is due is done and delivered; the groups that came to stand with it."""
    before = len(threads(house))
    await house.introductions.tick(house.discord)
    await house.outbox.deliver_due(house.discord)
    return sorted(tuple(person.member_id for person in card.people) for card in threads(house)[before:])


def threads(house: House) -> list[IntroductionCard]:
    return [each.card for each in house.discord.channels.get(COMMUNITY, []) if isinstance(each.card, IntroductionCard)]


async def words(house: House, member_id: int) -> list[object]:
    """What the member is told about introductions."""
    return [each.payload["about"] for each in await house.heard(member_id) if each.kind == NoticeKind.INTRODUCTION]


async def the_one(house: House) -> int:
    (introduction_id,) = await fetch_scalars(house.database, select(introductions.c.id))
    return int(introduction_id)


async def test_nobody_takes_part_unasked_and_a_members_choices_are_kept(house: House) -> None:
    assert (await house.introductions.page(GUILD, ADA)).standing is IntroductionStanding.OUT
    with pytest.raises(NotIntroduced):
        await house.introductions.pause(GUILD, ADA, 2)
    with pytest.raises(NotIntroduced):
        await house.introductions.choose_topics(GUILD, ADA, "bees")
    joined = await house.introductions.join(GUILD, ADA)
    assert (joined.standing, joined.has_channel) == (IntroductionStanding.IN, False)
    assert joined.next_round == house.clock() + timedelta(days=3)
    chosen = await house.introductions.choose_topics(GUILD, ADA, "#Honey Bees, tea, TEA, ???")
    assert chosen.opting.topics == ("honey-bees", "tea")
    paused = await house.introductions.pause(GUILD, ADA, 4)
    assert (paused.standing, paused.opting.topics) == (IntroductionStanding.PAUSED, ("honey-bees", "tea"))
    assert (await house.introductions.join(GUILD, ADA)).standing is IntroductionStanding.IN
    assert (await house.introductions.block(GUILD, ADA, {DISCORD, DISCORD + 1})).blocked == (DISCORD, DISCORD + 1)
    assert (await house.introductions.block(GUILD, ADA, {DISCORD, CAT})).blocked == (DISCORD,), "no tombstones"
    with pytest.raises(OwnBlock):
        await house.introductions.block(GUILD, ADA, {ADA})
    with pytest.raises(BlockLimitReached):
        await house.introductions.block(GUILD, ADA, set(range(MOST_BLOCKED + 1)))
    left = await house.introductions.leave(GUILD, ADA)
    assert (left.standing, left.blocked, left.next_round) == (IntroductionStanding.OUT, (DISCORD,), None)


@pytest.mark.one_engine
async def test_a_round_brings_together_who_may_meet_and_is_held_once(house: House) -> None:
    await opened(house, ADA, BEN, CAT, DAN)
    await house.introductions.block(GUILD, BEN, {ADA})
    await house.introductions.pause(GUILD, DAN, 4)
    first = await turn(house)
    assert first in ([(ADA, CAT)], [(BEN, CAT)]), "never those of whom one blocked the other, nobody who pauses"
    assert await turn(house) == [], "a round is held once"
    house.clock.forward(days=13)
    assert await turn(house) == []
    house.clock.forward(days=1)
    second = await turn(house)
    assert second in ([(ADA, CAT)], [(BEN, CAT)])
    assert second != first, "who was left out comes first, and nobody meets the same again"
    house.clock.forward(days=14)
    assert DAN in (await turn(house))[0], "the pause is over"


@pytest.mark.one_engine
async def test_those_in_conversation_are_not_introduced_and_private_notes_say_nothing(house: House) -> None:
    await opened(house, ADA, BEN)
    await noted(house, 1, by=ADA, author=BEN)
    await noted(house, 2, by=BEN, author=ADA)
    assert await turn(house) == []
    house.clock.forward(days=92)
    await noted(house, 3, by=ADA, author=BEN)
    await noted(house, 4, by=BEN, author=ADA, visibility=NoteVisibility.PRIVATE)
    assert await turn(house) == [(ADA, BEN)]


@pytest.mark.one_engine
async def test_shared_reading_and_topics_decide(house: House) -> None:
    await opened(house, ADA, BEN, CAT, DAN)
    await house.introductions.choose_topics(GUILD, ADA, "bees")
    await house.introductions.choose_topics(GUILD, DAN, "Bees, tea")
    assert await turn(house) == [(ADA, DAN), (BEN, CAT)]
    assert [card.topics for card in threads(house) if card.people[0].member_id == ADA] == [("bees",)]


@pytest.mark.one_engine
async def test_a_round_needs_a_channel_and_waits_for_company(house: House) -> None:
    await house.introductions.join(GUILD, ADA)
    house.clock.forward(days=10)
    assert await turn(house) == []
    await opened(house, BEN)
    assert await turn(house) == [(ADA, BEN)]
    page = await house.introductions.page(GUILD, ADA)
    assert page.next_round == house.clock() + A_ROUND


@pytest.mark.one_engine
async def test_a_restart_between_the_thread_and_the_record_opens_no_second_one(house: House) -> None:
    await opened(house, ADA, BEN)
    house.discord.answers = ["arrive, and say nothing"]
    await house.introductions.tick(house.discord)
    with pytest.raises(TimeoutError):
        await house.outbox.deliver_due(house.discord)
    house.clock.forward(minutes=2)
    assert await turn(house) == []
    assert len(threads(house)) == 1
    assert await house.database.read(lambda conn: conn.scalar(select(introductions.c.thread_id))) is not None
    house.clock.forward(days=7)
    assert (await house.introductions.tick(house.discord)).asked == 1


@pytest.mark.one_engine
async def test_two_programs_hold_one_round(house: House) -> None:
    await opened(house, ADA, BEN)
    other = House(house.database, house.clock)
    answer = other.introductions._heavy.run  # what the other asks while this one holds its round

    async def meanwhile(*args: object, **named: object) -> object:
        await house.introductions.tick(house.discord)
        return await answer(*args, **named)  # type: ignore[arg-type] # handed on as it came

    other.introductions._heavy.run = meanwhile  # type: ignore[method-assign, assignment] # in between, as it could be
    assert (await other.introductions.tick(other.discord)).rounds == 0
    assert await turn(house) == [(ADA, BEN)]


async def test_who_left_is_no_company_and_who_remains_comes_first(house: House) -> None:
    await opened(house, ADA, BEN, CAT)
    await house.introductions.block(GUILD, CAT, {ADA, BEN})
    house.discord.gone = {BEN}
    assert await turn(house) == []
    house.clock.forward(days=14)
    await house.introductions.block(GUILD, CAT, set())
    await house.database.write(members.welcome, GUILD, BEN, house.clock())
    house.discord.gone = set()
    groups = await turn(house)
    assert ADA in groups[0], "the one who waited in vain was left out, and comes first"


@pytest.mark.one_engine
async def test_who_is_excluded_or_changed_their_mind_is_not_introduced(house: House) -> None:
    await opened(house, ADA, BEN, CAT)
    await house.database.write(moderation.exclude, GUILD, Exclusion(CAT, house.clock(), ADA, "why"))
    assert (await house.introductions.page(GUILD, CAT)).excluded
    house.discord.answers = [Forbidden()]
    await house.introductions.tick(house.discord)
    await house.outbox.deliver_due(house.discord)
    community = (await house.guilds.overview(GUILD)).community
    assert community is not None
    assert community.off is ChannelOff.FORBIDDEN, "moderators see why"
    await house.introductions.block(GUILD, BEN, {ADA})
    await opened(house)
    assert threads(house) == []


async def test_a_week_later_each_is_asked_once_and_the_last_answer_counts(house: House) -> None:
    await opened(house, ADA, BEN)
    await turn(house)
    assert await words(house, ADA) == []
    house.clock.forward(days=7)
    assert (await house.introductions.tick(house.discord)).asked == 1
    assert (await house.introductions.tick(house.discord)).asked == 0
    assert await words(house, ADA) == ["check_in"]
    checked = await house.introductions.answer(await the_one(house), ADA, CheckIn.PLANNED)
    assert checked.others == (BEN,)
    await house.introductions.answer(checked.introduction_id, ADA, CheckIn.MET)
    with pytest.raises(NotThereAnyMore, match=CircleKind.INTRODUCTION):
        await house.introductions.answer(checked.introduction_id, CAT, CheckIn.MET)
    rows = await fetch_rows(house.database, select(introduction_members.c.member_id, introduction_members.c.answer))
    assert {row.member_id: row.answer for row in rows} == {ADA: CheckIn.MET, BEN: None}


@pytest.mark.one_engine
async def test_two_rounds_without_a_sign_pause_it_and_a_sign_starts_it_again(house: House) -> None:
    await opened(house, ADA, BEN, CAT, DAN)
    await house.notices.choose(GUILD, DAN, NoticeKind.INTRODUCTION, NoticeWay.OFF)
    met = set()
    for _ in range(2):
        met.update(await turn(house))
        house.clock.forward(days=7)
        await house.introductions.tick(house.discord)
        ids = await fetch_scalars(house.database, select(introductions.c.id))
        for each in ids:
            try:
                await house.introductions.answer(each, ADA, CheckIn.MET)
            except NotThereAnyMore:
                continue
        house.clock.forward(days=7)
    assert len(met) == 4, "nobody met the same again"
    turned = await house.introductions.tick(house.discord)
    assert turned.resting == 2
    assert (await house.introductions.tick(house.discord)).resting == 0
    standings = [(await house.introductions.page(GUILD, each)).standing for each in (ADA, BEN, CAT, DAN)]
    assert standings == [
        IntroductionStanding.IN,
        IntroductionStanding.RESTING,
        IntroductionStanding.RESTING,
        IntroductionStanding.IN,
    ], "who is not asked is not awaited"
    assert (await words(house, BEN))[-1] == "resting"
    assert (await house.introductions.join(GUILD, BEN)).standing is IntroductionStanding.IN


async def test_a_word_in_the_thread_is_a_sign_too(house: House) -> None:
    await opened(house, ADA, BEN)
    await turn(house)
    house.clock.forward(days=7)
    await house.introductions.tick(house.discord)
    thread_id = await house.database.read(lambda conn: conn.scalar(select(introductions.c.thread_id)))
    house.discord.writers[thread_id or 0] = {BEN}
    house.discord.unreachable = True
    house.clock.forward(days=7)
    await house.introductions.tick(house.discord)
    house.discord.unreachable = False
    for _ in range(2):
        await house.introductions.tick(house.discord)
    ignored = [(await house.introductions.page(GUILD, each)).opting.ignored for each in (ADA, BEN)]
    assert ignored == [1, 0], "it is counted once, and not before Discord says who wrote"


@pytest.mark.one_engine
async def test_who_began_anew_did_not_ignore_the_round_before(house: House) -> None:
    await opened(house, ADA, BEN)
    await turn(house)
    house.clock.forward(days=7)
    assert (await house.introductions.tick(house.discord)).asked == 1
    house.clock.forward(days=1)
    await house.introductions.leave(GUILD, BEN)
    await house.introductions.join(GUILD, BEN)
    house.clock.forward(days=6)
    await house.introductions.tick(house.discord)
    ignored = [(await house.introductions.page(GUILD, each)).opting.ignored for each in (ADA, BEN)]
    assert ignored == [1, 0]


@pytest.mark.one_engine
async def test_what_was_not_known_for_sure_is_looked_for_before_it_is_sent_again(house: House) -> None:
    await opened(house, ADA, BEN)
    house.discord.answers = [Unknown()]
    await house.introductions.tick(house.discord)
    await house.outbox.deliver_due(house.discord)
    house.clock.forward(minutes=1)
    assert await turn(house) == [(ADA, BEN)]
    assert house.discord.looks == 1


async def test_round_after_round_nobody_meets_the_same_again(house: House) -> None:
    people = [*range(2100, 2108)]
    await opened(house, *people)
    seen: list[tuple[int, int]] = []
    for _ in range(3):
        seen += [each for group in await turn(house) for each in combinations(group, 2)]
        house.clock.forward(days=14)
        await execute(house.database, update(introduction_choices).values(ignored=0))
    assert len(seen) == len(set(seen)) == 12
