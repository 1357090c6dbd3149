"""What moderators do about notes and members: each act with its reason in the log, and each can be undone."""

import pytest
from sqlalchemy import delete, select

from bot.domain.boards.points import AnswerKind
from bot.domain.kit.errors import NotThereAnyMore
from bot.domain.reading.errors import (
    ExcludedAlready,
    NoteCountsAlready,
    NoteVoidedAlready,
    NotExcluded,
    ReadingKind,
    ReasonMissing,
    ReportSettled,
)
from bot.domain.reading.moderation import Act
from bot.domain.reading.notes import NoteVisibility
from bot.storage.schema import audit, notes
from tests.services.conftest import House
from tests.services.noted import counted, note, noted, rolled, verify
from tests.services.parts import ADA, BEN, GUILD, OTHER_GUILD
from tests.storage.statements import execute, fetch_scalars

MODERATOR, CARLA = 2009, 2003


async def acts(house: House) -> list[tuple[Act, int, str]]:
    page = await house.moderation.log(GUILD, 0)
    assert all(entry.actor_id == MODERATOR for entry in page.items)
    return [(entry.act, entry.member_id, entry.reason) for entry in page.items]


@pytest.mark.one_engine
async def test_a_note_is_voided_and_restored_with_its_reader_told_and_all_of_it_logged(house: House) -> None:
    await house.register(ADA)
    await verify(house)
    note_id = await noted(house)
    house.clock.forward(hours=1)
    await house.answers.answer(GUILD, ADA, note_id, AnswerKind.HELPED)
    voided = await house.moderation.void(GUILD, MODERATOR, note_id, "Copied")
    assert voided.voided_at == house.clock()
    assert await rolled(house) == (0, 0)
    with pytest.raises(NoteVoidedAlready):
        await house.moderation.void(GUILD, MODERATOR, note_id, "Copied")
    restored = await house.moderation.restore(GUILD, MODERATOR, note_id, "My mistake")
    assert restored.voided_at is None
    assert await rolled(house) == (1, 2)
    with pytest.raises(NoteCountsAlready):
        await house.moderation.restore(GUILD, MODERATOR, note_id, "My mistake")
    assert await acts(house) == [(Act.RESTORE, BEN, "My mistake"), (Act.VOID, BEN, "Copied")]
    told = {word.payload["about"]: word for word in await house.heard(BEN)}
    assert told["void"].payload["reason"] == "Copied"
    assert told["restore"].live["title"] == "Story 1"


@pytest.mark.one_engine
async def test_an_act_without_a_reason_does_nothing(house: House) -> None:
    note_id = await noted(house)
    with pytest.raises(ReasonMissing):
        await house.moderation.void(GUILD, MODERATOR, note_id, " \u200b")
    with pytest.raises(ReasonMissing):
        await house.moderation.exclude(GUILD, MODERATOR, BEN, "")
    assert (await note(house, note_id)).voided_at is None
    assert await acts(house) == []


@pytest.mark.one_engine
async def test_another_servers_notes_and_reports_are_out_of_reach(house: House) -> None:
    note_id = await noted(house)
    await house.answers.report(GUILD, ADA, note_id, "Rude")
    (report,) = (await house.moderation.reports(GUILD, 0)).items
    with pytest.raises(NotThereAnyMore, match=ReadingKind.NOTE_HERE):
        await house.moderation.void(OTHER_GUILD, MODERATOR, note_id, "Because")
    with pytest.raises(NotThereAnyMore, match=ReadingKind.NOTE_HERE):
        await house.moderation.note(OTHER_GUILD, str(note_id))
    with pytest.raises(ReportSettled):
        await house.moderation.dismiss(OTHER_GUILD, MODERATOR, report.id)
    assert await house.moderation.recent(OTHER_GUILD, None) == ()
    assert (await house.moderation.reports(OTHER_GUILD, 0)).items == ()


async def test_the_list_to_pick_from_is_by_member_and_newest_first(house: House) -> None:
    first = await noted(house)
    house.clock.forward(minutes=1)
    second = await noted(house, 2, visibility=NoteVisibility.PRIVATE)
    third = await noted(house, 2, by=CARLA)
    assert [each.id for each in await house.moderation.recent(GUILD, None)] == [third, second, first]
    assert [each.id for each in await house.moderation.recent(GUILD, BEN)] == [second, first]
    assert (await house.moderation.note(GUILD, str(second))).reader_id == BEN


@pytest.mark.one_engine
async def test_reports_are_dealt_with_oldest_first(house: House) -> None:
    ids = [await noted(house, number) for number in (1, 2)]
    for each in ids:
        await house.answers.report(GUILD, ADA, each, f"Note {each} is rude")
    page = await house.moderation.reports(GUILD, 0)
    (first,), (second,) = page.items, (await house.moderation.reports(GUILD, 1)).items
    assert (page.pages, first.note.id) == (2, ids[0])
    upheld = await house.moderation.uphold(GUILD, MODERATOR, first.id, "Indeed")
    assert upheld.settled_by == MODERATOR
    assert upheld.note.voided_at is not None
    dismissed = await house.moderation.dismiss(GUILD, MODERATOR, second.id)
    assert dismissed.note.voided_at is None
    for report in (first, second):
        with pytest.raises(ReportSettled):
            await house.moderation.dismiss(GUILD, MODERATOR, report.id)
        with pytest.raises(ReportSettled):
            await house.moderation.uphold(GUILD, MODERATOR, report.id, "Again")
    assert (await house.moderation.reports(GUILD, 0)).items == ()
    assert await acts(house) == [(Act.DISMISS, BEN, f"Note {ids[1]} is rude"), (Act.VOID, BEN, "Indeed")]


@pytest.mark.one_engine
async def test_voiding_settles_what_was_reported(house: House) -> None:
    note_id = await noted(house)
    await house.answers.report(GUILD, ADA, note_id, "Rude")
    await house.moderation.void(GUILD, MODERATOR, note_id, "Seen it")
    assert (await house.moderation.reports(GUILD, 0)).items == ()
    await house.outbox.deliver_due(house.discord)
    assert house.discord.channels == {}


@pytest.mark.one_engine
async def test_excluding_ends_as_if_it_had_never_been(house: House) -> None:
    await house.register(ADA)
    await verify(house)
    before, during = await noted(house), await noted(house, 2, by=CARLA)
    await house.answers.answer(GUILD, ADA, before, AnswerKind.HELPED)
    house.clock.forward(hours=1)
    excluded = await house.moderation.exclude(GUILD, MODERATOR, ADA, "They trade")
    assert (excluded.member_id, excluded.since) == (ADA, house.clock())
    with pytest.raises(ExcludedAlready):
        await house.moderation.exclude(GUILD, MODERATOR, ADA, "They trade")
    house.clock.forward(hours=1)
    await house.answers.answer(GUILD, ADA, during, AnswerKind.HELPED)
    assert (await counted(house), await counted(house, CARLA)) == (1, 0), "what was given before still counts"
    house.clock.forward(hours=1)
    await house.moderation.include(GUILD, MODERATOR, ADA, "They do not")
    assert (await counted(house, CARLA), (await rolled(house, CARLA))[1]) == (1, 2)
    with pytest.raises(NotExcluded):
        await house.moderation.include(GUILD, MODERATOR, ADA, "They do not")
    assert await acts(house) == [(Act.INCLUDE, ADA, "They do not"), (Act.EXCLUDE, ADA, "They trade")]
    assert [word.payload["about"] for word in await house.heard(ADA)] == ["exclude", "include"]


async def test_who_was_not_verified_meanwhile_gains_nothing_by_the_end_of_an_exclusion(house: House) -> None:
    await house.register(ADA)
    await house.moderation.exclude(GUILD, MODERATOR, ADA, "They trade")
    await house.answers.answer(GUILD, ADA, await noted(house), AnswerKind.HELPED)
    house.clock.forward(hours=1)
    await verify(house)
    await house.moderation.include(GUILD, MODERATOR, ADA, "They do not")
    assert await counted(house) == 0


async def test_the_log_is_turned_page_by_page_and_outlives_notes_and_members(house: House) -> None:
    for number in range(1, 7):
        await house.moderation.void(GUILD, MODERATOR, await noted(house, number), f"Reason {number}")
    page = await house.moderation.log(GUILD, 0)
    assert [entry.reason for entry in page.items] == [f"Reason {number}" for number in (6, 5, 4, 3, 2)]
    await execute(house.database, delete(notes).where(notes.c.story_id == f"{1:012x}"))
    last = await house.moderation.log(GUILD, 7)
    assert (last.number, last.pages, [entry.title for entry in last.items]) == (1, 2, [None])
    await house.privacy.erase(BEN)
    assert BEN not in set(await fetch_scalars(house.database, select(audit.c.member_id)))
    assert len((await house.moderation.log(GUILD, 0)).items) == 5
