"""Case H16: nobody is ever let into other people's private thread, whatever befalls it; and its making, killed."""

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.domain.circle.introduction_views import Introduced, IntroductionCard
from bot.domain.posting.delivery import Post, Retry
from bot.domain.posting.outbox import PostState
from bot.storage.schema import outbox as rows
from tests.cogs.private import Killed, Rooms, cards_in
from tests.cogs.test_introductions import publisher
from tests.cogs.world import DATABASE, World, open_world, shown
from tests.storage.statements import fetch_scalars
from tests.tries import tries


def two_more(world: World) -> tuple[simcord.MemberActor, simcord.MemberActor]:
    cleo, dan = (world.guild.add_member(world.env.create_user(name)) for name in ("cleo", "dan"))
    return cleo, dan


@pytest.mark.parametrize("then", ["introduction", "call"])
@pytest.mark.parametrize("first", ["introduction", "call"])
async def test_case_h16_a_thread_whose_card_was_deleted_takes_in_nobody_else(
    world: World, first: str, then: str
) -> None:
    rooms = await Rooms.open(world)
    cleo, dan = two_more(world)
    await (rooms.introduce if first == "introduction" else rooms.call)(world.ada, world.ben)
    assert (await rooms.deliver()).sent == 1
    (thread,) = rooms.channel.threads
    await world.ada.send(thread, "Between the two of us: I want to give up.")
    await rooms.delete_cards(thread)
    await (rooms.introduce if then == "introduction" else rooms.call)(cleo, dan)
    assert (await rooms.deliver()).sent == 1
    assert rooms.everybody() == [{world.ada.id, world.ben.id}, {cleo.id, dan.id}]
    assert len({each.name for each in rooms.channel.threads}) == 1, "they are called the same"


async def test_case_h16_no_word_and_nobody_left_in_it_and_still_it_is_nobody_elses(world: World) -> None:
    rooms = await Rooms.open(world)
    cleo, dan = two_more(world)
    await rooms.introduce(world.ada, world.ben)
    await rooms.deliver()
    (thread,) = rooms.channel.threads
    await rooms.delete_cards(thread)
    for each in (world.ada, world.ben):
        world.env.backend.remove_thread_member(thread.id, each.id)
    await rooms.call(cleo, dan)
    await rooms.deliver()
    assert rooms.everybody() == [set(), {cleo.id, dan.id}]


@pytest.mark.parametrize("company", [True, False])
async def test_case_h16_nothing_is_opened_where_the_history_cannot_be_read(world: World, company: bool) -> None:
    rooms = await Rooms.open(world)
    cleo, dan = two_more(world)
    if company:
        await rooms.introduce(world.ada, world.ben)
        await rooms.deliver()
    before = rooms.everybody()
    await rooms.readable(False)
    await rooms.introduce(cleo, dan)
    assert (await rooms.deliver()).channels_off == 1
    assert rooms.everybody() == before
    assert "There I still need: **Read Message History**" in shown(await world.panel("Challenges"))
    await rooms.readable(True)
    await rooms.choose()
    assert (await rooms.deliver()).sent == 1
    assert rooms.everybody() == [*before, {cleo.id, dan.id}]


async def test_case_h16_a_card_that_may_stand_is_not_sent_again_unseen(world: World) -> None:
    rooms = await Rooms.open(world)
    await rooms.introduce(world.ada, world.ben)
    await rooms.die("send", failure=TimeoutError)
    await rooms.readable(False)
    assert (await rooms.deliver()).channels_off == 1
    await rooms.readable(True)
    await rooms.choose()
    assert (await rooms.deliver()).sent == 1
    (thread,) = rooms.channel.threads
    assert len(cards_in(thread)) == 1
    assert rooms.everybody() == [{world.ada.id, world.ben.id}]


async def test_case_h16_a_card_deleted_before_it_was_recorded_begins_another_thread(world: World) -> None:
    rooms = await Rooms.open(world)
    cleo, dan = two_more(world)
    await rooms.introduce(world.ada, world.ben)
    await rooms.die("add_user")
    (thread,) = rooms.channel.threads
    await rooms.delete_cards(thread)
    await rooms.call(cleo, dan)
    await rooms.deliver()
    assert rooms.everybody() == [{world.ada.id}, {world.ada.id, world.ben.id}, {cleo.id, dan.id}]


async def test_case_h16_each_thread_has_a_nonce_of_its_own(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The simulated server forgets nonces; Discord would answer the second card with the one that was deleted."""
    nonces: list[object] = []
    send = discord.Thread.send

    async def noted(*args: Any, **named: Any) -> object:
        nonces.append(named["nonce"])
        return await send(*args, **named)

    monkeypatch.setattr(discord.Thread, "send", noted)
    rooms = await Rooms.open(world)
    await rooms.introduce(world.ada, world.ben)
    await rooms.die("add_user")
    await rooms.delete_cards(rooms.channel.threads[0])
    await rooms.deliver()
    assert len(rooms.channel.threads) == 2
    assert len(set(nonces)) == len(nonces) == 2


@pytest.mark.parametrize("visited", ["nobody", "a moderator", "a moderator who talks"])
async def test_case_h16_a_restart_between_the_thread_and_the_card(world: World, visited: str) -> None:
    rooms = await Rooms.open(world)
    cleo, dan = two_more(world)
    await rooms.introduce(world.ada, world.ben)
    await rooms.die("send", before=True)
    (begun,) = rooms.channel.threads
    if visited != "nobody":
        world.env.backend.add_thread_member(begun.id, world.owner.id)
    if visited == "a moderator who talks":
        await world.owner.send(begun, "What is this thread for?")
    await world.restart()
    await rooms.call(cleo, dan)
    assert (await rooms.deliver()).sent == 2
    own = [{world.ada.id, world.ben.id}, {cleo.id, dan.id}]
    assert rooms.everybody() == (own if visited == "nobody" else [set(), *own])


async def test_a_thread_of_the_same_name_that_was_lost_is_left_alone(world: World) -> None:
    rooms = await Rooms.open(world)
    cleo, dan = two_more(world)
    await rooms.introduce(world.ada, world.ben)
    await rooms.die("create_thread")
    await rooms.introduce(cleo, dan)
    assert (await rooms.deliver()).sent == 2
    assert rooms.everybody() == [set(), {world.ada.id, world.ben.id}, {cleo.id, dan.id}]


@pytest.mark.parametrize("step", ["send", "add_user"])
@pytest.mark.parametrize("failure", [Killed, TimeoutError])
async def test_a_thread_that_was_half_made_is_finished_and_not_made_twice(
    world: World, step: str, failure: type[BaseException]
) -> None:
    rooms = await Rooms.open(world)
    await rooms.introduce(world.ada, world.ben)
    await rooms.die(step, failure=failure)
    (thread,) = rooms.channel.threads
    world.env.backend.edit_channel(thread.id, {"name": "Tea"}, thread_metadata={"archived": True})
    assert (await rooms.deliver()).sent == 1
    assert rooms.everybody() == [{world.ada.id, world.ben.id}], "whatever it is called now, and folded away"
    assert len(cards_in(thread)) == 1


async def test_what_is_refused_again_and_again_leaves_one_thread(world: World) -> None:
    rooms = await Rooms.open(world)
    await rooms.introduce(world.ada, world.ben)
    for _ in range(3):
        await rooms.die("send", before=True, failure=TimeoutError)
    await rooms.deliver()
    assert rooms.everybody() == [{world.ada.id, world.ben.id}]


async def test_another_channel_that_is_chosen_gets_a_thread_of_its_own(world: World) -> None:
    rooms = await Rooms.open(world)
    await rooms.introduce(world.ada, world.ben)
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=1)
    assert (await rooms.deliver()).channels_off == 1
    other = await Rooms.open(world)
    other.meant = rooms.meant
    assert (await other.deliver()).sent == 1
    assert rooms.everybody() == [set()]
    assert other.everybody() == [{world.ada.id, world.ben.id}]


async def test_nothing_is_opened_while_our_own_rights_are_not_known(world: World) -> None:
    rooms = await Rooms.open(world)
    people = (Introduced(world.ada.id, "Ada"), Introduced(world.ben.id, "Ben"))
    post = Post(1, world.guild.id, rooms.channel.id, "nonce", IntroductionCard(7, people, ()))
    sends = publisher(world)
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    guild._remove_member(guild.me)  # as before Discord has told of the server
    assert await sends.open_private(post) == Retry()
    assert await sends.find(post) == Retry()
    assert await sends.publish(post) == Retry(), "nothing is sent where no thread was opened for it"
    assert rooms.channel.threads == []


MEMBERS = 5
NUMBER = st.integers(0, 9)
PAIR = st.tuples(st.integers(0, MEMBERS - 1), st.integers(1, MEMBERS - 1))
BREAK = st.tuples(st.sampled_from(["create_thread", "send", "add_user"]), st.booleans(), st.booleans())
STEP = st.one_of(
    st.tuples(st.sampled_from(["introduce", "call"]), PAIR),
    st.tuples(st.just("break"), BREAK),
    st.tuples(st.sampled_from(["deliver", "unreadable", "readable", "delete", "talk", "leave"]), NUMBER),
)
"""What happens in a server: a post is due, the program dies or loses its connection around a step, or goes on;
moderators take the right to read and give it back, and delete cards; people talk and leave."""


async def life(template: Path, steps: list[tuple[str, object]]) -> None:
    """Live through it; in the end all that is needed is given, and each post has its thread."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(template, Path(folder, DATABASE))
        async with open_world(Path(folder)) as world:
            rooms = await Rooms.open(world)
            people = [world.guild.add_member(world.env.create_user(f"member{n}")) for n in range(MEMBERS)]
            for step in steps:
                await happen(rooms, people, step)
                rooms.look()
            await happen(rooms, people, ("readable", 0))
            await rooms.deliver()
            await rooms.deliver()
            states = await fetch_scalars(
                world.parts.database, select(rows.c.state).where(rows.c.kind.in_(["introduction", "call"]))
            )
            assert states == [PostState.SENT] * len(rooms.meant)
            ever = list(rooms.seen.values())
            assert all(meant in ever for meant in rooms.meant), "each has met"


async def happen(rooms: Rooms, people: list[simcord.MemberActor], step: tuple[str, object]) -> None:
    match step:
        case "introduce" | "call" as kind, (int(first), int(distance)):
            pair = people[first], people[(first + distance) % MEMBERS]
            await (rooms.introduce if kind == "introduce" else rooms.call)(*pair)
        case "break", (str(where), bool(before), bool(killed)):
            await rooms.die(where, before=before, failure=Killed if killed else TimeoutError)
        case "deliver", _:
            await rooms.deliver()
        case "unreadable" | "readable" as right, _:
            await rooms.readable(right == "readable")
            await rooms.choose()
        case "delete" | "talk" | "leave" as what, int(number) if rooms.channel.threads:
            await befall(rooms, what, rooms.channel.threads[number % len(rooms.channel.threads)], people)


async def befall(rooms: Rooms, what: str, thread: simcord.ChannelHandle, people: list[simcord.MemberActor]) -> None:
    inside = [each for each in people if each.id in rooms.people_in(thread)]
    if what == "delete":
        await rooms.delete_cards(thread)
    elif inside and what == "talk":
        rooms.world.env.backend.create_message(thread.id, inside[0].id, "Between us.")
    elif inside:
        rooms.world.env.backend.remove_thread_member(thread.id, inside[0].id)
    await rooms.world.env.settle()


@tries(15)
@given(steps=st.lists(STEP, min_size=4, max_size=14))
@example(steps=[("introduce", (0, 1)), ("deliver", 0), ("delete", 0), ("call", (2, 1)), ("deliver", 0)])
@example(steps=[("introduce", (0, 1)), ("deliver", 0), ("unreadable", 0), ("introduce", (2, 1)), ("deliver", 0)])
@example(steps=[("introduce", (0, 1)), ("break", ("send", False, True)), ("unreadable", 0), ("deliver", 0)])
def test_case_h16_nobody_is_among_strangers_whatever_happens(
    sqlite_template: Path, steps: list[tuple[str, object]]
) -> None:
    asyncio.run(life(sqlite_template, steps))
