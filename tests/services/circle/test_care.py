"""Care over a real database: who hears of new voices, who of being a first reader, and what stays unsaid."""

from datetime import timedelta

import pytest

from bot.domain.boards.boards import BoardPresence
from bot.domain.circle.care import HINT_EVERY, LEAST_NOTES
from bot.domain.posting.notices import NoticeKind
from bot.domain.reading.notes import NoteVisibility
from bot.services.reading import first_reader
from bot.storage.circle import introduction_choices
from bot.storage.circle.care import many_notes
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert
from bot.storage.reading import notes
from bot.storage.schema import introduction_blocks
from bot.storage.servers import members
from tests.services.conftest import House
from tests.services.noted import noted
from tests.services.parts import ADA, BEN, GUILD, START, entry
from tests.storage.plans import LIBRARIES, Step, explained

CAT, DAN = 2003, 2004
PRIVATE = NoteVisibility.PRIVATE


async def each_other(
    house: House, *, given: int = LEAST_NOTES, got: int = 2, visibility: NoteVisibility = NoteVisibility.THREAD
) -> None:
    """Ben notes so many stories of Ada's, and she so many of his."""
    for number in range(given):
        await noted(house, 100 + number, by=BEN, author=ADA, visibility=PRIVATE)
    for number in range(got):
        await noted(house, 200 + number, by=ADA, author=BEN, visibility=visibility)
    house.clock.forward(hours=1)


async def writers(house: House) -> None:
    """Cat and Dan have something new to read; Ada and Ben too."""
    for number, (handle, member_id) in enumerate({"ada": ADA, "ben": BEN, "cat": CAT, "dan": DAN}.items(), 1):
        house.publishes(handle, entry(number), name=handle.title(), user_id=f"{number:012x}")
        await house.register(member_id, handle)


@pytest.mark.one_engine
async def test_new_voices_once_in_eight_weeks_and_for_nobody_else(house: House) -> None:
    await writers(house)
    await each_other(house)
    assert await house.care.hint_all() == 1
    assert await house.care.hint_all() == 0
    (word,) = await house.heard(BEN)
    assert word.kind == NoticeKind.CARE
    assert {word.live[f"author_{number}"] for number in (1, 2)} == {CAT, DAN}
    assert {word.live[f"title_{number}"] for number in (1, 2)} == {"Story 3", "Story 4"}
    assert "title_3" not in word.live
    assert set(word.payload) == {"about", "story_1", "story_2"}, "no names are stored"
    assert await house.heard(ADA) == ()
    house.clock.now = START + HINT_EVERY - timedelta(days=1)
    await each_other_again(house)
    assert await house.care.hint_all() == 0
    house.clock.forward(days=2)
    house.publishes("cat", entry(5, at=house.clock()), entry(3), name="Cat", user_id=f"{3:012x}")
    await house.poll()
    assert await house.care.hint_all() == 1


async def each_other_again(house: House) -> None:
    for number in range(LEAST_NOTES):
        await noted(house, 300 + number, by=BEN, author=ADA)
    for number in range(2):
        await noted(house, 400 + number, by=ADA, author=BEN)


@pytest.mark.one_engine
async def test_what_others_noted_in_private_gives_nobody_a_hint(house: House) -> None:
    await writers(house)
    await each_other(house, visibility=PRIVATE)
    assert await house.care.hint_all() == 0


@pytest.mark.one_engine
async def test_few_notes_or_no_new_voice_are_left_in_peace(house: House) -> None:
    await each_other(house)
    assert await house.care.hint_all() == 0, "nobody has anything new"
    await writers(house)

    async def work(conn: Connection) -> None:
        await conn.execute(
            insert(conn, introduction_blocks).values(
                guild_id=GUILD, member_id=CAT, blocked_id=BEN, blocked_at=house.clock()
            )
        )
        assert await introduction_choices.blocks(conn, GUILD) == ((CAT, BEN),)
        await members.leave(conn, GUILD, DAN, house.clock())

    await house.database.write(work)
    assert await house.care.hint_all() == 0, "one keeps apart, the other left"
    await house.database.write(members.welcome, GUILD, DAN, house.clock())
    await house.boards.choose_presence(GUILD, DAN, BoardPresence.ABSENT)
    assert await house.care.hint_all() == 0, "who hides is suggested to nobody"
    await house.boards.choose_presence(GUILD, DAN, BoardPresence.SHOWN)
    assert await house.care.hint_all() == 1


async def test_a_word_whose_stories_are_gone_is_not_told(house: House) -> None:
    await writers(house)
    await each_other(house)
    assert await house.care.hint_all() == 1
    for member_id in (CAT, DAN):
        await house.privacy.erase(member_id)
    assert await house.heard(BEN) == ()


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_query_for_everybody_goes_by_an_index(library: str) -> None:
    plan = explained(library, many_notes(GUILD, START, LEAST_NOTES, START))
    assert Step("notes", "ix_notes_counting", ("guild_id", "noted_at>")) in plan.steps
    assert plan.whole == []


async def first(house: House, note_id: int) -> None:
    note = await house.database.read(notes.get, GUILD, note_id)
    assert note is not None
    await house.database.write(first_reader.tell, note, house.clock())


@pytest.mark.parametrize("own", NoteVisibility)
@pytest.mark.one_engine
async def test_a_first_reader_hears_of_it(house: House, own: NoteVisibility) -> None:
    await first(house, await noted(house, 1, by=BEN, visibility=own))
    (word,) = await house.heard(BEN)
    assert (word.kind, word.live["title"]) == (NoticeKind.FIRST_READER, "Story 1")
    assert await house.heard(ADA) == ()
    assert await house.heard(BEN) == ()


@pytest.mark.parametrize("earlier", NoteVisibility)
@pytest.mark.one_engine
async def test_only_notes_that_everybody_sees_keep_the_word_back(house: House, earlier: NoteVisibility) -> None:
    await noted(house, 1, by=CAT, visibility=earlier)
    await first(house, await noted(house, 1, by=BEN))
    assert len(await house.heard(BEN)) == (earlier is not NoteVisibility.THREAD)


@pytest.mark.one_engine
async def test_a_story_by_nobody_here_and_a_deleted_note_say_nothing(house: House) -> None:
    await first(house, await noted(house, 1, by=BEN, author=None))
    gone = await noted(house, 2, by=BEN)
    await first(house, gone)
    await house.notes.delete(GUILD, BEN, gone)
    assert await house.heard(BEN) == ()
