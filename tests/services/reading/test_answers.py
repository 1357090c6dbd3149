"""What authors answer to notes: once, five a day, counting where it should; and what they do not want to see."""

from datetime import datetime

import pytest
from sqlalchemy import insert

from bot.domain.boards.points import HELPED_A_DAY, AnswerKind
from bot.domain.kit.errors import NotThereAnyMore
from bot.domain.posting.delivery import MessagePlace
from bot.domain.posting.notices import NoticeKind, NoticeWay
from bot.domain.posting.outbox import PostKind, PostSubject
from bot.domain.reading.answers import NotCounted, Outcome
from bot.domain.reading.errors import AnswersSpent, NoteNotShown, NoteReported, OwnNote, ReadingKind
from bot.domain.reading.moderation import ReportCard
from bot.domain.reading.notes import NoteVisibility
from bot.storage.posting import notices, outbox
from bot.storage.schema import guild_channels
from bot.storage.servers import members
from tests.services.conftest import House
from tests.services.noted import counted, note, noted, rolled, verify
from tests.services.parts import ADA, BEN, GUILD, OTHER_GUILD, START, entry
from tests.storage.statements import execute

HELPED, THANKS = AnswerKind.HELPED, AnswerKind.THANKS
CARLA = 2003
MODERATORS = 3009
POINTS = 2
"""For having helped a writer."""


async def test_a_verified_author_is_helped_and_it_counts_until_it_is_taken_back(house: House) -> None:
    await house.register(ADA)
    await verify(house)
    note_id = await noted(house)
    given = await house.answers.answer(GUILD, ADA, note_id, HELPED)
    assert (given.outcome, given.not_counted, given.left_today) == (Outcome.GIVEN, None, HELPED_A_DAY - 1)
    assert (await counted(house), (await rolled(house))[1]) == (1, POINTS)
    house.clock.forward(hours=1)
    assert (await house.answers.answer(GUILD, ADA, note_id, HELPED)).outcome is Outcome.STOOD
    standing = (await note(house, note_id)).answer(HELPED)
    assert standing is not None
    assert standing.given_at == START
    taken = await house.answers.withdraw(GUILD, ADA, note_id, HELPED)
    assert (taken.outcome, taken.note.answers) == (Outcome.WITHDRAWN, ())
    assert (await counted(house), (await rolled(house))[1]) == (0, 0)
    assert (await house.answers.withdraw(GUILD, ADA, note_id, HELPED)).outcome is Outcome.WITHDRAWN


@pytest.mark.one_engine
async def test_an_unverified_authors_answer_is_kind_and_counts_once_they_proved_it_and_press_again(
    house: House,
) -> None:
    await house.register(ADA)
    note_id = await noted(house)
    given = await house.answers.answer(GUILD, ADA, note_id, HELPED)
    assert (given.outcome, given.not_counted) == (Outcome.GIVEN, NotCounted.UNVERIFIED)
    again = await house.answers.answer(GUILD, ADA, note_id, HELPED)
    assert (again.outcome, again.not_counted) == (Outcome.STOOD, NotCounted.UNVERIFIED)
    assert await counted(house) == 0
    house.clock.forward(minutes=1)
    await verify(house)
    now = await house.answers.answer(GUILD, ADA, note_id, HELPED)
    assert (now.outcome, now.not_counted, now.left_today) == (Outcome.COUNTS_NOW, None, HELPED_A_DAY - 1)
    assert await counted(house) == 1
    assert len(await house.heard(BEN)) == 1


@pytest.mark.one_engine
async def test_an_excluded_authors_answer_does_not_count(house: House) -> None:
    await house.register(ADA)
    await verify(house)
    await house.moderation.exclude(GUILD, CARLA, ADA, "They trade.")
    given = await house.answers.answer(GUILD, ADA, await noted(house), HELPED)
    assert given.not_counted is NotCounted.EXCLUDED
    assert await counted(house) == 0


@pytest.mark.one_engine
async def test_five_a_day_of_the_guilds_own_zone_and_thanks_without_end(house: House) -> None:
    await house.guilds.choose_zone(GUILD, "Asia/Tokyo")
    house.clock.now = datetime.fromisoformat("2026-03-01T14:30:00+00:00")  # half an hour before midnight in Tokyo
    first, *rest = [await noted(house, number) for number in range(1, HELPED_A_DAY + 3)]
    for note_id in (first, *rest[: HELPED_A_DAY - 1]):
        await house.answers.answer(GUILD, ADA, note_id, HELPED)
    with pytest.raises(AnswersSpent) as refused:
        await house.answers.answer(GUILD, ADA, rest[-1], HELPED)
    assert refused.value.until == datetime.fromisoformat("2026-03-01T15:00:00+00:00")
    await house.answers.answer(GUILD, ADA, rest[-1], THANKS)
    await house.answers.withdraw(GUILD, ADA, first, HELPED)
    assert (await house.answers.answer(GUILD, ADA, rest[-2], HELPED)).left_today == 0
    house.clock.forward(minutes=30)
    assert (await house.answers.answer(GUILD, ADA, rest[-1], HELPED)).left_today == HELPED_A_DAY - 1


@pytest.mark.one_engine
async def test_thanks_count_for_nothing(house: House) -> None:
    await house.register(ADA)
    await verify(house)
    note_id = await noted(house)
    for outcome in (Outcome.GIVEN, Outcome.STOOD):
        assert (await house.answers.answer(GUILD, ADA, note_id, THANKS)).outcome is outcome
    assert await counted(house) == 0


@pytest.mark.one_engine
async def test_the_reader_hears_of_each_answer_once_and_not_of_what_was_taken_back(house: House) -> None:
    note_id, other = await noted(house), await noted(house, 2)
    for kind in (HELPED, THANKS, HELPED):
        await house.answers.answer(GUILD, ADA, note_id, kind)
    await house.answers.answer(GUILD, ADA, other, HELPED)
    await house.answers.withdraw(GUILD, ADA, other, HELPED)
    words = await house.heard(BEN)
    assert [(word.kind, word.payload["about"]) for word in words] == [
        (NoticeKind.ANSWER, "helped"),
        (NoticeKind.ANSWER, "thanks"),
    ]
    assert words[0].live["title"] == "Story 1"
    assert words[0].live["author"] == ADA
    await house.answers.withdraw(GUILD, ADA, note_id, HELPED)
    await house.answers.answer(GUILD, ADA, note_id, HELPED)
    assert await house.heard(BEN) == ()


async def test_a_direct_message_leads_to_its_guild_unless_its_member_left(house: House) -> None:
    note_id = await noted(house)
    with pytest.raises(NotThereAnyMore, match=ReadingKind.NOTE_HERE):
        await house.answers.answer(OTHER_GUILD, ADA, note_id, HELPED)
    with pytest.raises(OwnNote):
        await house.answers.answer(None, BEN, note_id, HELPED)
    assert (await house.answers.answer(None, ADA, note_id, HELPED)).outcome is Outcome.GIVEN
    await house.database.write(members.know, GUILD, ADA, house.clock())
    await house.database.write(members.leave, GUILD, ADA, house.clock())
    with pytest.raises(NotThereAnyMore, match=ReadingKind.NOTE_HERE):
        await house.answers.withdraw(None, ADA, note_id, HELPED)


async def word_about(house: House, note_id: int) -> None:
    payload: dict[str, str | int] = {"about": "note", "note": note_id}
    await house.database.write(notices.enqueue, GUILD, ADA, NoticeKind.NOTE, payload, f"noted/{note_id}", house.clock())


@pytest.mark.one_engine
async def test_a_word_about_a_note_quotes_it_as_it_is_when_told_and_stores_nothing_of_it(house: House) -> None:
    note_id, hidden = await noted(house, said="A thought. " * 60), await noted(house, 2)
    private, gone = await noted(house, 3, visibility=NoteVisibility.PRIVATE), 999
    for each in (note_id, hidden, private, gone):
        await word_about(house, each)
    await house.answers.hide(GUILD, ADA, hidden)
    (word,) = await house.heard(ADA)
    assert word.payload["note"] == note_id
    assert word.live["reader"] == BEN
    assert str(word.live["quoted"]).startswith("A thought. A thought.")
    assert len(str(word.live["quoted"])) <= 300


@pytest.mark.one_engine
async def test_a_direct_word_about_a_note_that_is_gone_is_not_sent(house: House) -> None:
    await house.notices.choose(GUILD, ADA, NoticeKind.NOTE, NoticeWay.DIRECT)
    note_id = await noted(house)
    await word_about(house, note_id)
    await word_about(house, 999)
    report = await house.notices.deliver_due(house.discord)
    assert (report.sent, report.withheld) == (1, 1)
    (told,) = house.discord.told
    assert told.notice.live["reader"] == BEN


async def test_hiding_takes_the_note_from_its_thread(house: House) -> None:
    note_id = await noted(house)
    await house.database.write(
        outbox.enqueue_post,
        PostKind.NOTE,
        GUILD,
        "n",
        house.clock(),
        about=PostSubject(note_id),
        place=MessagePlace(77, 0),
    )
    await house.outbox.deliver_due(house.discord)
    (post,) = house.discord.channels[77]
    hidden = await house.answers.hide(GUILD, ADA, note_id)
    assert hidden.hidden_at == START
    await house.answers.hide(GUILD, ADA, note_id)
    await house.outbox.deliver_due(house.discord)
    assert house.discord.removed == [MessagePlace(77, house.discord.by_nonce[post.nonce])]


@pytest.mark.one_engine
async def test_what_stands_in_no_thread_cannot_be_hidden(house: House) -> None:
    with pytest.raises(NoteNotShown):
        await house.answers.hide(GUILD, ADA, await noted(house, visibility=NoteVisibility.AUTHOR))


async def test_a_report_reaches_the_moderators_with_the_text_once(house: House) -> None:
    note_id = await noted(house, said="Rude words.")
    await house.answers.report(GUILD, ADA, note_id, "It is\nrude")
    with pytest.raises(NoteReported):
        await house.answers.report(GUILD, ADA, note_id, "Once more")
    await house.outbox.deliver_due(house.discord)
    assert house.discord.channels == {}, "no channel was chosen: it waits, and /moderate reports lists it"
    assert (await house.moderation.reports(GUILD, 0)).count == 1
    await execute(
        house.database, insert(guild_channels).values(guild_id=GUILD, feature="moderation", channel_id=MODERATORS)
    )
    await house.outbox.deliver_due(house.discord)
    (post,) = house.discord.channels[MODERATORS]
    assert isinstance(post.card, ReportCard)
    report = post.card.report
    assert (report.note.said, report.reason, report.reporter_id) == ("Rude words.", "It is rude", ADA)


@pytest.mark.one_engine
async def test_from_the_readers_form_to_their_second_thoughts(house: House) -> None:
    await house.register(ADA)
    opened = await house.notes.open_typed(GUILD, BEN, entry(1).link)
    said = "The small garden behind the station stayed with me, and how patiently it was described there."
    await house.notes.write(GUILD, BEN, opened.story.story_id, said=said, liked="", wished=NoteVisibility.AUTHOR)
    (word,) = await house.heard(ADA)
    assert (word.live["reader"], word.live["quoted"]) == (BEN, said)
    note_id = int(word.payload["note"])
    await house.answers.answer(GUILD, ADA, note_id, HELPED)
    await house.answers.report(GUILD, ADA, note_id, "By mistake")
    await house.notes.delete(GUILD, BEN, note_id)
    assert await house.heard(BEN) == (), "nobody is told of a note that is gone"
    with pytest.raises(NotThereAnyMore, match=ReadingKind.NOTE_HERE):
        await house.answers.answer(GUILD, ADA, note_id, HELPED)
    assert (await house.moderation.reports(GUILD, 0)).items == ()
    assert (await counted(house), await rolled(house)) == (0, (0, 0))
