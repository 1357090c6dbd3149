"""Private threads: whatever happens on the way, nobody comes into a thread that is not theirs.

Case H16: the card of a thread was deleted, or Read Message History was missing, and the thread passed for an empty one:
the people of another introduction of the same name were added to it.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import discord
import pytest
import simcord
from hypothesis import given
from hypothesis import strategies as st
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.delivery.publisher import DiscordPublisher
from bot.domain.circle.call_views import CallCard
from bot.domain.circle.collaborations import Call, CallKind
from bot.domain.circle.introduction_views import Introduced, IntroductionCard
from bot.domain.posting.delivery import Delivery, Forbidden, Opened, Post, Sent
from bot.domain.servers.guilds import NEEDED_IN_CHANNEL, Feature
from tests.cogs.test_introductions import a_round, people_in, publisher
from tests.cogs.world import World, channel_without, open_world, shown
from tests.tries import tries

STEPS = (discord.TextChannel, "create_thread"), (discord.Thread, "send"), (discord.Thread, "add_user")
"""What opens, fills and peoples a thread: the program can die after each."""


class Killed(BaseException):
    """The program dies here."""


@contextmanager
def killed_after(owner: type, step: str) -> Iterator[None]:
    """What is asked of Discord is done, and the program never learns of it."""
    done = getattr(owner, step)

    async def killed(*args: object, **named: object) -> object:
        await done(*args, **named)
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, step, killed)
        yield


@dataclass
class Way:
    """A post on its way, as the outbox takes it: tried before or not, with the thread that was opened for it."""

    post: Post
    people: frozenset[int]
    tried: bool = False
    done: Sent | None = None

    async def go(self, sends: DiscordPublisher) -> None:
        """Take it up until nothing more comes of it now."""
        while self.done is None:
            outcome = await self._once(sends)
            if isinstance(outcome, Opened):
                self.post, self.tried = replace(self.post, thread_id=outcome.thread_id), False
                continue
            self.done = outcome if isinstance(outcome, Sent) else None
            return

    async def _once(self, sends: DiscordPublisher) -> Delivery:
        found = await sends.find(self.post) if self.tried else None
        self.tried = True
        return found or await sends.publish(self.post)


def an_introduction(world: World, channel: simcord.ChannelHandle, number: int, *members: simcord.MemberActor) -> Way:
    """All are of one name: who is introduced is not known by name."""
    people = tuple(Introduced(each.id, "") for each in members)
    card = IntroductionCard(number, people, ())
    return Way(Post(number, world.guild.id, channel.id, f"nonce{number}", card), frozenset(each.id for each in members))


def a_call(world: World, channel: simcord.ChannelHandle, number: int, *members: simcord.MemberActor) -> Way:
    """A call of the very name that an introduction has."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    call = Call(number, members[0].id, CallKind.OTHER, "An introduction", "", (), now, now)
    post = Post(number, world.guild.id, channel.id, f"nonce{number}", CallCard(call, members[1].id))
    return Way(post, frozenset(each.id for each in members[:2]))


def strangers_in(world: World, thread: simcord.ChannelHandle, people: frozenset[int]) -> set[int]:
    """Who is in the thread besides the bot and those whom it is for."""
    bot = world.bot.user
    assert bot is not None
    return people_in(thread) - people - {bot.id}


def cards_in(thread: simcord.ChannelHandle) -> list[discord.Message]:
    return [message for message in thread.history() if message.components]


async def may_read_history(channel: simcord.ChannelHandle, world: World, *, allowed: bool) -> None:
    """Somebody changes the channel's permissions."""
    deny = 0 if allowed else discord.Permissions(read_message_history=True).value
    everyone = world.guild.default_role.id
    kept = [each for each in channel._channel.overwrites if each.target_id != everyone]
    channel._channel.overwrites[:] = [*kept, Overwrite(target_id=everyone, type=OverwriteType.ROLE, allow=0, deny=deny)]
    world.env.backend.announce_channel_update(channel.id)
    await world.env.settle()


def tea_room(world: World) -> simcord.ChannelHandle:
    return channel_without(world.guild, "tea-room", create_private_threads=True)


async def test_case_h16_the_card_was_deleted_and_another_introduction_has_the_same_name(world: World) -> None:
    channel, sends = tea_room(world), publisher(world)
    cara, dan = (world.guild.add_member(world.env.create_user(name)) for name in ("cara", "dan"))
    first = an_introduction(world, channel, 1, world.ada, world.ben)
    await first.go(sends)
    (theirs,) = channel.threads
    await world.ada.send(theirs, "Between us: I am leaving my job.")
    await world.owner.delete(theirs.history()[0])

    other = an_introduction(world, channel, 2, cara, dan)
    await other.go(sends)
    assert people_in(theirs) & {cara.id, dan.id} == set()
    (new,) = [each for each in channel.threads if each.id != theirs.id]
    assert people_in(new) >= {cara.id, dan.id}
    assert people_in(new) & {world.ada.id, world.ben.id} == set()


@pytest.mark.parametrize("before", ["deleted", "history"])
async def test_case_h16_a_call_of_the_name_of_an_introduction(world: World, before: str) -> None:
    channel, sends = tea_room(world), publisher(world)
    cara, dan = (world.guild.add_member(world.env.create_user(name)) for name in ("cara", "dan"))
    await an_introduction(world, channel, 1, world.ada, world.ben).go(sends)
    (theirs,) = channel.threads
    if before == "deleted":
        await world.owner.delete(theirs.history()[0])
    else:
        await may_read_history(channel, world, allowed=False)
    call = a_call(world, channel, 2, cara, dan)
    await call.go(sends)
    assert people_in(theirs) & {cara.id, dan.id} == set()
    assert (call.done is None) == (before == "history")


async def test_case_h16_nothing_is_opened_where_the_history_cannot_be_read_and_moderators_see_why(world: World) -> None:
    channel = channel_without(world.guild, "tea-room", create_private_threads=True, read_message_history=False)
    everything = frozenset(NEEDED_IN_CHANNEL[Feature.COMMUNITY])  # as it was when the channel was chosen
    await world.parts.guilds.choose_channel(world.guild.id, Feature.COMMUNITY, channel.id, everything)
    for member in (world.ada, world.ben):
        await world.parts.introductions.join(world.guild.id, member.id)
    await a_round(world)
    assert channel.threads == []
    assert "Read Message History" in shown(await world.panel("Challenges"))
    tried = an_introduction(world, channel, 7, world.ada, world.ben)
    tried.tried = True
    assert await publisher(world).find(tried.post) == Forbidden(), "what cannot be seen is not said to be missing"


@pytest.mark.parametrize(("owner", "step"), STEPS)
async def test_a_thread_that_was_half_made_is_finished_and_the_card_not_sent_twice(
    world: World, owner: type, step: str
) -> None:
    channel, sends = tea_room(world), publisher(world)
    way = an_introduction(world, channel, 1, world.ada, world.ben)
    with killed_after(owner, step), pytest.raises(Killed):
        await way.go(sends)
    await way.go(publisher(world))
    assert way.done is not None
    thread = next(each for each in channel.threads if each.id == way.done.thread_id)
    assert [message.id for message in cards_in(thread)] == [way.done.message_id]
    assert people_in(thread) >= {world.ada.id, world.ben.id}
    others = [each for each in channel.threads if each.id != thread.id]
    assert [(strangers_in(world, each, frozenset()), each.history()) for each in others] == [
        (set(), []) for _ in range(step == "create_thread")
    ], "one that nobody could know of is left behind, empty"
    again = await sends.find(way.post)
    assert again == way.done, "looked for again, it is the same"


@dataclass(frozen=True)
class Step:
    """What happens next: ``post`` is the post that it happens to."""

    what: str
    post: int
    kill: tuple[type, str] | None = None


steps = st.builds(
    Step,
    st.sampled_from(["take up", "take up", "take up", "delete the card", "talk", "hide history", "show history"]),
    st.integers(0, 3),
    st.one_of(st.none(), st.sampled_from(STEPS)),
)


@dataclass
class Life:
    """Two introductions and two calls, all of one name, with people who overlap."""

    world: World
    channel: simcord.ChannelHandle
    ways: list[Way]
    readable: bool = True
    opened_blindly: int = 0
    removed: set[int] = field(default_factory=set)

    async def do(self, step: Step) -> None:
        way = self.ways[step.post]
        thread = next((each for each in self.channel.threads if each.id == way.post.thread_id), None)
        match step.what:
            case "take up":
                before = len(self.channel.threads)
                await self._take_up(way, step.kill)
                if not self.readable:
                    self.opened_blindly += len(self.channel.threads) - before
            case "delete the card" if thread and cards_in(thread):
                card = cards_in(thread)[0]
                self.removed.add(card.id)
                await self.world.owner.delete(card)
            case "talk" if thread and self.world.ada.id in people_in(thread):
                await self.world.ada.send(thread, "Just between us")
            case "hide history" | "show history":
                self.readable = step.what == "show history"
                await may_read_history(self.channel, self.world, allowed=self.readable)

    async def _take_up(self, way: Way, kill: tuple[type, str] | None) -> None:
        sends = publisher(self.world)  # as after a restart: it remembers nothing
        if kill is None:
            await way.go(sends)
            return
        with killed_after(*kill):
            try:
                await way.go(sends)
            except Killed:
                return

    def check(self) -> None:
        assert self.opened_blindly == 0
        owned = {way.post.thread_id: way for way in self.ways if way.post.thread_id is not None}
        assert len(owned) == sum(way.post.thread_id is not None for way in self.ways), "a thread of two posts"
        for thread in self.channel.threads:
            way = owned.get(thread.id)
            assert strangers_in(self.world, thread, way.people if way else frozenset()) == set()
            assert len(cards_in(thread)) <= (1 if way else 0)


@asynccontextmanager
async def a_life(folder: Path) -> AsyncIterator[Life]:
    async with open_world(folder) as world:
        channel = tea_room(world)
        cara, dan = (world.guild.add_member(world.env.create_user(name)) for name in ("cara", "dan"))
        ways = [
            an_introduction(world, channel, 1, world.ada, world.ben),
            an_introduction(world, channel, 2, cara, world.ada),
            a_call(world, channel, 3, world.ada, dan),
            a_call(world, channel, 4, cara, dan),
        ]
        yield Life(world, channel, ways)


@tries(15)
@given(st.lists(steps, min_size=4, max_size=14))
def test_case_h16_nobody_ever_comes_into_a_thread_of_others(happens: list[Step]) -> None:
    async def play() -> None:
        with TemporaryDirectory() as folder:
            async with a_life(Path(folder)) as life:
                for step in happens:
                    await life.do(step)
                    life.check()
                await may_read_history(life.channel, life.world, allowed=True)
                for way in life.ways:
                    await way.go(publisher(life.world))
                    assert way.done is not None
                life.check()

    asyncio.run(play())
