"""Notes in their stories' threads: once, as they are, and not a moment longer, whatever happens on the way."""

from dataclasses import replace
from functools import partial

import pytest

from bot.domain.posting.delivery import Delivery, Forbidden, Gone, MessagePlace, Post, Retry, Sent, Unknown
from bot.domain.reading.note_views import NoteCard
from bot.domain.reading.notes import Note, NoteVisibility, Taken
from bot.storage.database.engine import Database
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, CHANNEL, GUILD, Meanwhile, ScriptedPublisher, entry

STORY = f"{2:012x}"
THREAD, AUTHOR, PRIVATE = NoteVisibility
GOOD = "The scene in which the bees come back made me ring my mother this morning."
BETTER = "What I keep is the silence before they come back, and how long nobody says a word."


@pytest.fixture
def house(sqlite_database: Database) -> House:
    """One engine is enough here: ``test_a_note_stands_in_the_thread_once`` runs on both."""
    made = House(sqlite_database)
    made.publishes("ada", entry(1))
    return made


async def announce(house: House, *, threads: bool = True) -> int:
    """A story of Ada's is announced; its thread, which has the message's id."""
    await house.guilds.choose(GUILD, lambda chosen: replace(chosen, threads=threads))
    await house.found()
    await house.deliver()
    (post,) = house.discord.channels[CHANNEL]
    return house.discord.by_nonce[post.nonce]


async def write(house: House, said: str = GOOD, seen_by: NoteVisibility = THREAD) -> Note:
    opened = await house.notes.open(GUILD, BEN, STORY)
    outcome = await house.notes.write(GUILD, BEN, opened.story.story_id, said=said, liked="A line.", wished=seen_by)
    assert isinstance(outcome, Taken)
    assert outcome.note.fields.visibility is seen_by
    house.clock.forward(seconds=1)
    return outcome.note


def notes_in(house: House, thread_id: int) -> list[str]:
    """What the notes in a thread say to whoever looks: sent, edited, removed."""
    shown: dict[int, str] = {}
    for post in house.discord.channels.get(thread_id, []):
        assert isinstance(post.card, NoteCard)
        shown[house.discord.by_nonce[post.nonce]] = post.card.said
    for place, post in house.discord.amended:
        if isinstance(post.card, NoteCard):
            assert place.channel_id == thread_id
            shown[place.message_id] = post.card.said
    for place in house.discord.removed:
        shown.pop(place.message_id, None)
    return list(shown.values())


async def test_a_note_stands_in_the_thread_once(database: Database) -> None:
    house = House(database)
    house.publishes("ada", entry(1))
    thread_id = await announce(house)
    note = await write(house)
    await house.deliver_all()
    (post,) = house.discord.channels[thread_id]
    assert post.card == NoteCard(
        note.id, BEN, ADA, "https://medium.com/@ada/story-2-000000000002", "Story 2", GOOD, "A line."
    )
    await write(house, BETTER)
    await house.deliver_all()
    assert notes_in(house, thread_id) == [BETTER]
    await house.notes.delete(GUILD, BEN, note.id)
    await house.deliver_all()
    assert notes_in(house, thread_id) == []
    assert len(house.discord.channels[thread_id]) == 1


async def test_the_forum_post_that_an_announcement_began_is_its_thread(house: House) -> None:
    class Forum(ScriptedPublisher):
        async def publish(self, post: Post) -> Delivery:
            sent = await super().publish(post)
            return Sent(sent.message_id, 7777) if isinstance(sent, Sent) and post.channel_id == CHANNEL else sent

    house.discord = Forum()
    await announce(house, threads=False)
    await write(house)
    await house.deliver_all()
    assert notes_in(house, 7777) == [GOOD]


async def test_without_a_thread_none_is_offered(house: House) -> None:
    await announce(house, threads=False)
    assert (await house.notes.open(GUILD, BEN, STORY)).choices == (AUTHOR, PRIVATE)


async def test_a_thread_that_was_there_is_still_there_when_the_server_turns_threads_off(house: House) -> None:
    thread_id = await announce(house)
    await write(house)
    await house.deliver_all()
    await house.guilds.choose(GUILD, lambda chosen: replace(chosen, threads=False))
    await write(house, BETTER)
    await house.deliver_all()
    assert notes_in(house, thread_id) == [BETTER]


@pytest.mark.parametrize("delivered", [True, False])
async def test_a_note_leaves_the_thread_and_comes_back(house: House, delivered: bool) -> None:
    thread_id = await announce(house)
    for said, seen_by in ((GOOD, THREAD), (GOOD, AUTHOR), (GOOD, PRIVATE), (BETTER, THREAD)):
        await write(house, said, seen_by)
        if delivered:
            await house.deliver_all()
            assert notes_in(house, thread_id) == ([said] if seen_by is THREAD else [])
    await house.deliver_all()
    assert notes_in(house, thread_id) == [BETTER]


LOST = "arrive, and say nothing"


async def act(house: House, note_id: int, change: str) -> None:
    match change:
        case "edit":
            await write(house, BETTER)
        case "delete":
            await house.notes.delete(GUILD, BEN, note_id)
        case "to its author":
            await write(house, GOOD, AUTHOR)
        case "away and back":
            await write(house, GOOD, PRIVATE)
            await write(house, BETTER, THREAD)
        case "erase":
            await house.privacy.erase(BEN)


ENDS = {"edit": [BETTER], "delete": [], "to its author": [], "away and back": [BETTER], "erase": []}


TRIES: dict[str, list[Delivery | str]] = {
    "before": [LOST],
    "during": ["arrive", LOST, Unknown(), Retry()],
    "between tries": [LOST, Unknown(), Retry()],
    "after": ["arrive"],
}


@pytest.mark.parametrize("when", TRIES)
async def test_a_change_on_the_way_ends_right(house: House, when: str) -> None:
    """Whatever becomes of the first try, and whenever the change comes: the thread ends as the note does."""
    thread_id = await announce(house)
    house.discord = publisher = Meanwhile(**vars(house.discord), kind=NoteCard)
    for change, ends in ENDS.items():
        for first in TRIES[when]:
            note = await write(house)
            publisher.answers = [first]
            publisher.change = partial(act, house, note.id, change) if when == "during" else None
            if when in {"between tries", "after"}:
                await house.outbox.deliver_due(publisher)
            if when != "during":
                await act(house, note.id, change)
            await house.deliver_all()
            assert publisher.change is None, "it came"
            assert notes_in(house, thread_id) == ends, (change, first)
            if change not in {"delete", "erase"}:
                await house.notes.delete(GUILD, BEN, note.id)
                await house.deliver_all(rounds=1)
            assert notes_in(house, thread_id) == []


@pytest.mark.parametrize("outcome", [Gone(), Forbidden()])
async def test_a_thread_that_is_gone_takes_nothing_else_with_it(house: House, outcome: Delivery) -> None:
    thread_id = await announce(house)
    note = await write(house)
    house.discord.answers = [outcome]
    await house.deliver_all()
    assert notes_in(house, thread_id) == []
    overview = await house.guilds.overview(GUILD)
    assert overview.stories is not None
    assert overview.stories.off is None
    assert (await house.journal.note(GUILD, BEN, note.id)).fields.said == GOOD
    await write(house, BETTER)
    await house.notes.delete(GUILD, BEN, note.id)
    await house.deliver_all()
    assert house.discord.removed == []


async def test_a_removal_that_discord_refuses_is_tried_again(house: House) -> None:
    thread_id = await announce(house)
    note = await write(house)
    await house.deliver_all()
    await house.notes.delete(GUILD, BEN, note.id)
    house.discord.answers = [Retry(), Unknown()]
    await house.deliver_all(rounds=4)
    assert notes_in(house, thread_id) == []
    assert house.discord.removed == [MessagePlace(thread_id, house.discord.removed[0].message_id)]


async def test_whoever_left_is_not_shown_in_the_thread(house: House) -> None:
    thread_id = await announce(house)
    await write(house)
    house.discord.gone = {BEN}
    await house.deliver_all()
    assert notes_in(house, thread_id) == []
