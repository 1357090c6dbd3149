"""Writing notes: taken, refused and kept, edited, deleted; who is told, and who is not."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.domain.feeds.errors import NotAStory
from bot.domain.kit.errors import CardOutdated, NotThereAnyMore
from bot.domain.posting.notices import NoticeKind
from bot.domain.reading.errors import NoStoryHere, OwnStory, ReadingKind
from bot.domain.reading.notes import NOTES_PAGE, NotedStory, NoteProblem, NoteRefused, NoteVisibility, Opened, Taken
from bot.storage.database.engine import Database
from bot.storage.schema import notes
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, GUILD, OTHER_GUILD, entry
from tests.storage.statements import execute

STORY = f"{1:012x}"
OTHERS = "https://medium.com/@zoe/on-wasps-abcdef012345"
PLAIN = "https://medium.com/p/abcdef012345"
"""The same, as Medium addresses it without its title."""
THREAD, AUTHOR, PRIVATE = NoteVisibility
GOOD = "The scene in which the bees come back made me ring my mother this morning."
BETTER = "What I keep is the silence before they come back, and how long nobody says a word."
SHORT = "I liked the bees."


@pytest.fixture
def house(sqlite_database: Database) -> House:
    """One engine is enough for what follows; ``test_both_engines_keep_a_journal`` holds the statements to both."""
    made = House(sqlite_database)
    made.publishes("ada", *(entry(number) for number in range(1, 8)))
    return made


async def write(
    house: House, said: str = GOOD, seen_by: NoteVisibility = AUTHOR, *, story: str = STORY, member: int = BEN
) -> Taken | NoteRefused:
    opened = await house.notes.open_typed(GUILD, member, story)
    return await submit(house, opened, said, seen_by, member=member)


async def submit(
    house: House, opened: Opened, said: str, seen_by: NoteVisibility = AUTHOR, *, member: int = BEN, title: str = ""
) -> Taken | NoteRefused:
    return await house.notes.write(
        GUILD, member, opened.story.story_id, said=said, liked="A line.", wished=seen_by, title=title
    )


async def taken(house: House, said: str = GOOD, seen_by: NoteVisibility = AUTHOR, *, story: str = STORY) -> Taken:
    outcome = await write(house, said, seen_by, story=story)
    assert isinstance(outcome, Taken)
    return outcome


async def test_a_note_is_kept_with_what_is_known_of_its_story_and_its_author_told_once(house: House) -> None:
    await house.register(ADA)
    outcome = await taken(house, f"  {GOOD}\n\n\nAnd again.\u200b ")
    note = outcome.note
    assert (outcome.new, outcome.wished) == (True, None)
    assert (note.author_id, note.title, note.minutes, note.author_name) == (ADA, "Story 1", 2, "Ada")
    assert (note.fields.said, note.fields.liked) == (f"{GOOD}\nAnd again.", "A line.")
    assert note.noted_at == house.clock()
    (word,) = await house.heard(ADA)
    assert word.payload == {"about": "note", "note": note.id}
    await taken(house, BETTER)
    assert await house.heard(ADA) == ()
    (first,) = await house.heard(BEN)
    assert first.kind == NoticeKind.FIRST_READER


async def test_noting_a_story_again_edits_the_note(house: House) -> None:
    await house.register(ADA)
    first = await taken(house)
    house.clock.forward(days=3)
    opened = await house.notes.open(GUILD, BEN, STORY)
    assert opened.fields == first.note.fields
    again = await submit(house, opened, BETTER, PRIVATE)
    assert isinstance(again, Taken)
    assert not again.new
    assert again.note.id == first.note.id
    assert (again.note.noted_at, again.note.edited_at) == (first.note.noted_at, house.clock())
    assert again.note.fields.said == BETTER
    assert (await house.journal.history(GUILD, BEN, 0)).count == 1


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (SHORT, NoteProblem.TOO_SHORT),
        ("Great story, thanks for sharing!", NoteProblem.STOCK_PHRASE),
        (GOOD + " Yes!", NoteProblem.REPEATED),
    ],
)
async def test_a_refused_note_is_kept_whole_and_mended(house: House, said: str, problem: NoteProblem) -> None:
    await house.register(ADA)
    await taken(house, GOOD, story=f"{2:012x}")
    house.clock.forward(minutes=1)
    refused = await write(house, said, PRIVATE)
    assert isinstance(refused, NoteRefused)
    draft = refused.draft
    assert (draft.problem, draft.fields.said, draft.fields.visibility) == (problem, said, PRIVATE)
    assert draft.kept_until == house.clock() + timedelta(days=7)
    assert (await house.journal.history(GUILD, BEN, 0)).count == 1
    mending = await house.notes.open_draft(GUILD, BEN, draft.id)
    assert (mending.fields, mending.story.title) == (draft.fields, "Story 1")
    assert isinstance(await submit(house, mending, BETTER), Taken)
    assert (await house.journal.drafts(GUILD, BEN, 0)).items == ()


async def test_ones_own_story_is_said_before_anything_is_written_and_after(house: House) -> None:
    early = await house.notes.open_typed(GUILD, ADA, "https://medium.com/@ada/story-1-000000000001")
    assert not early.story.known
    await house.register(ADA)
    with pytest.raises(OwnStory):
        await house.notes.open(GUILD, ADA, STORY)
    late = await submit(house, early, GOOD, member=ADA)
    assert isinstance(late, NoteRefused)
    assert (late.draft.problem, late.draft.fields.said) == (NoteProblem.OWN_STORY, GOOD)


async def test_a_draft_lasts_seven_days_and_the_last_words_for_a_story_count(house: House) -> None:
    await house.register(ADA)
    await write(house, SHORT)
    house.clock.forward(days=1)
    last = await write(house, "Bees!")
    assert isinstance(last, NoteRefused)
    (draft,) = (await house.journal.drafts(GUILD, BEN, 0)).items
    assert draft == last.draft
    house.clock.forward(days=6, hours=23)
    assert (await house.notes.open(GUILD, BEN, STORY)).fields.said == "Bees!"
    assert await house.journal.sweep() == 0
    house.clock.forward(hours=1)
    assert (await house.notes.open(GUILD, BEN, STORY)).fields.said == ""
    with pytest.raises(NotThereAnyMore, match=ReadingKind.DRAFT):
        await house.notes.open_draft(GUILD, BEN, draft.id)
    assert await house.journal.sweep() == 1


async def test_a_story_that_the_bot_does_not_know_is_for_ones_own_eyes(house: House) -> None:
    opened = await house.notes.open_typed(GUILD, BEN, f"<{OTHERS}?source=x>")
    assert opened.choices == (PRIVATE,)
    outcome = await submit(house, opened, GOOD, THREAD, title=" On\nwasps ")
    assert isinstance(outcome, Taken)
    note = outcome.note
    assert (note.title, note.link, note.author_id, note.fields.visibility) == ("On wasps", PLAIN, None, PRIVATE)
    again = await house.notes.open_typed(GUILD, BEN, OTHERS)
    assert (again.fields.said, again.story.title) == (GOOD, "On wasps")
    assert (await house.notes.open_note(GUILD, BEN, note.id)).story.title == "On wasps"
    without = await submit(house, await house.notes.open_typed(GUILD, BEN, OTHERS), BETTER)
    assert isinstance(without, Taken)
    assert without.note.title == "On wasps"


async def test_a_note_keeps_the_address_that_it_has(house: House) -> None:
    first = await submit(house, await house.notes.open_typed(GUILD, BEN, OTHERS), GOOD, title="On wasps")
    assert isinstance(first, Taken)
    await execute(house.database, update(notes).values(link=OTHERS))
    again = await submit(house, await house.notes.open_note(GUILD, BEN, first.note.id), BETTER)
    assert isinstance(again, Taken)
    assert (again.note.link, again.note.title) == (OTHERS, "On wasps")


@pytest.mark.parametrize(
    "typed", ["hello there", "https://medium.com/@ada", "https://youtube.com/watch", "x" * 900, OTHERS + "0" * 600]
)
async def test_what_is_no_story_cannot_be_logged(house: House, typed: str) -> None:
    with pytest.raises(NotAStory):
        await house.notes.open_typed(GUILD, BEN, typed)


async def test_a_guild_does_not_know_the_stories_of_another(house: House) -> None:
    await house.register(ADA, guild_id=OTHER_GUILD)
    with pytest.raises(CardOutdated):
        await house.notes.open(GUILD, BEN, STORY)
    with pytest.raises(CardOutdated):
        await house.journal.save(GUILD, BEN, STORY)
    assert await house.notes.suggest(GUILD, BEN, "") == ()


async def test_nobody_else_opens_edits_or_deletes_a_note_or_draft(house: House) -> None:
    await house.register(ADA)
    note = (await taken(house, seen_by=PRIVATE)).note
    refused = await write(house, SHORT, story=f"{2:012x}")
    assert isinstance(refused, NoteRefused)
    for guild_id, member_id in ((GUILD, ADA), (OTHER_GUILD, BEN)):
        with pytest.raises(NotThereAnyMore, match=ReadingKind.OWN_NOTE):
            await house.notes.open_note(guild_id, member_id, note.id)
        with pytest.raises(NotThereAnyMore, match=ReadingKind.OWN_NOTE):
            await house.journal.note(guild_id, member_id, note.id)
        with pytest.raises(NotThereAnyMore, match=ReadingKind.OWN_NOTE):
            await house.notes.delete(guild_id, member_id, note.id)
        with pytest.raises(NotThereAnyMore, match=ReadingKind.DRAFT):
            await house.notes.open_draft(guild_id, member_id, refused.draft.id)
        with pytest.raises(NotThereAnyMore, match=ReadingKind.DRAFT):
            await house.journal.discard(guild_id, member_id, refused.draft.id)
    assert await house.journal.note(GUILD, BEN, note.id) == note


async def test_a_private_note_tells_nobody_anything(house: House) -> None:
    await house.set_up()
    await house.register(ADA)
    note = (await taken(house, seen_by=PRIVATE)).note
    assert await house.heard(ADA) == ()
    # Made visible, its author is told; made private again before they came for it, they never are.
    await taken(house, seen_by=AUTHOR)
    await house.notices.deliver_due(house.discord)
    await taken(house, seen_by=PRIVATE)
    assert await house.heard(ADA) == ()
    await taken(house, seen_by=AUTHOR)
    (word,) = await house.heard(ADA)
    assert word.payload["note"] == note.id
    await house.deliver()
    assert house.discord.channels == {}


async def test_a_deleted_note_is_gone_with_the_word_about_it(house: House) -> None:
    await house.register(ADA)
    note = (await taken(house)).note
    await house.notes.delete(GUILD, BEN, note.id)
    assert await house.heard(ADA) == ()
    assert (await house.journal.history(GUILD, BEN, 0)).items == ()
    with pytest.raises(NotThereAnyMore, match=ReadingKind.OWN_NOTE):
        await house.notes.delete(GUILD, BEN, note.id)


async def test_what_cannot_be_seen_as_wished_is_seen_by_fewer(house: House) -> None:
    await house.register(ADA)
    outcome = await taken(house, seen_by=THREAD)
    assert (outcome.note.fields.visibility, outcome.wished) == (AUTHOR, THREAD)


async def test_a_note_on_an_unknown_story_learns_its_author_when_it_is_written_again(house: House) -> None:
    link = "https://medium.com/@ada/story-1-000000000001"
    before = await taken(house, story=link)
    house.clock.forward(days=1)
    await house.register(ADA)
    after = await taken(house, BETTER, story=link)
    assert (before.note.author_id, after.note.author_id) == (None, ADA)
    assert after.note.noted_at == before.note.noted_at


async def test_suggestions_are_others_recent_stories(house: House) -> None:
    house.publishes("ben", entry(20, title="Winter wasps"), name="Ben", user_id="bbbbbbbbbbbb")
    await house.register(ADA)
    await house.register(BEN, "ben")
    mine = await house.notes.suggest(GUILD, BEN, "")
    assert sorted(story.title for story in mine) == [f"Story {number}" for number in range(1, 8)]
    assert [story.title for story in await house.notes.suggest(GUILD, ADA, "wint WAS")] == ["Winter wasps"]
    assert await house.notes.suggest(GUILD, ADA, "summer") == ()


async def test_a_message_names_its_stories(house: House) -> None:
    await house.register(ADA)
    known = [f"https://medium.com/@ada/story-{n}-{n:012x}?source=x" for n in (2, 1, 2)]
    found = await house.notes.in_message(GUILD, ["https://example.com/", *known, OTHERS])
    assert [story.title for story in found] == ["Story 2", "Story 1"]
    assert await house.notes.in_message(GUILD, ["https://example.com/", OTHERS]) == (
        NotedStory("abcdef012345", OTHERS, ""),
    )
    with pytest.raises(NoStoryHere):
        await house.notes.in_message(GUILD, ["https://example.com/", "https://medium.com/@ada"])


async def test_both_engines_keep_a_journal(database: Database) -> None:
    house = House(database)
    house.publishes("ada", *(entry(number) for number in range(1, 8)))
    await house.register(ADA)
    for number in (1, 2, 3):
        await house.journal.save(GUILD, BEN, f"{number:012x}")
        house.clock.forward(minutes=1)
    await house.journal.save(GUILD, BEN, STORY)
    assert [each.title for each in (await house.journal.later(GUILD, BEN, 0)).items] == [
        "Story 3",
        "Story 2",
        "Story 1",
    ]
    await house.journal.unsave(GUILD, BEN, f"{2:012x}")
    await write(house, SHORT)
    assert (await house.journal.later(GUILD, BEN, 0)).count == 2
    await taken(house)
    (left,) = (await house.journal.later(GUILD, BEN, 9)).items
    assert left.title == "Story 3"
    for number in range(2, 8):
        house.clock.forward(minutes=1)
        said = " ".join(f"{chr(90 + 5 * number)}{letter}" for letter in "abcdefghijklmno")
        await taken(house, said, PRIVATE, story=f"{number:012x}")
    page = await house.journal.history(GUILD, BEN, 1)
    assert (page.number, page.pages, page.count) == (1, 2, 7)
    assert [note.title for note in page.items] == ["Story 2", "Story 1"]
    assert len((await house.journal.history(GUILD, BEN, 0)).items) == NOTES_PAGE
    refused = await write(house, SHORT, story=f"{7:012x}")
    assert isinstance(refused, NoteRefused)
    assert (await house.notes.open(GUILD, BEN, f"{7:012x}")).fields.said == SHORT
    await house.journal.discard(GUILD, BEN, refused.draft.id)
    assert (await house.journal.drafts(GUILD, BEN, 0)).count == 0
    assert len(await house.notes.suggest(GUILD, BEN, "story")) == 7
