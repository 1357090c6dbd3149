"""The private threads of a server: posts that open them, what befalls them there, and who is in whose."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import discord
import simcord
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.domain.circle.collaborations import CallKind
from bot.domain.circle.introductions import Matched
from bot.domain.posting.outbox import DeliveryReport, PostKind, PostSubject
from bot.domain.servers.guilds import NEEDED_IN_CHANNEL, Feature
from bot.services.circle.introduction_rounds import hold
from bot.storage.circle import calls
from bot.storage.database.engine import Connection
from bot.storage.posting import outbox
from bot.storage.servers import members
from bot.ui.kit.shown import marks_in
from tests.cogs.test_introductions import publisher
from tests.cogs.world import World

SAME_NAME = "An introduction"
"""What the thread of an introduction is called where a name is not known, and a call may be called as well."""

STEPS = ((discord.TextChannel, "create_thread"), (discord.Thread, "send"), (discord.Thread, "add_user"))
"""What a private thread is made of, in this order."""


class Killed(BaseException):
    """The program dies here. No ``except Exception`` stops it."""


class Rooms:
    """A channel with private threads, and for whom each of them was meant."""

    def __init__(self, world: World, channel: simcord.ChannelHandle) -> None:
        self.world = world
        self.channel = channel
        self.meant: list[frozenset[int]] = []
        self.seen: dict[int, set[int]] = {}
        """By thread, all people who ever were in it, ours and moderators left out."""

    @classmethod
    async def open(cls, world: World) -> "Rooms":
        """The moderators choose a channel, in which nothing is lacking."""
        everything = discord.PermissionOverwrite(create_private_threads=True, read_message_history=True)
        channel = world.guild.create_text_channel("tea-room", overwrites={world.guild.default_role: everything})
        rooms = cls(world, channel)
        await world.env.settle()
        await rooms.choose()
        return rooms

    async def choose(self) -> None:
        """The moderators choose the channel, with all that it needs: for the first time, or once more."""
        everything = frozenset(NEEDED_IN_CHANNEL[Feature.COMMUNITY])
        await self.world.parts.guilds.choose_channel(
            self.world.guild.id, Feature.COMMUNITY, self.channel.id, everything
        )

    async def readable(self, readable: bool) -> None:
        """The moderators give the right to read the history, or take it away."""
        right = discord.Permissions(read_message_history=True).value
        private = discord.Permissions(create_private_threads=True).value
        role, kind = self.world.guild.default_role.id, OverwriteType.ROLE
        allow, deny = (private | right, 0) if readable else (private, right)
        self.world.env.backend.set_overwrite(self.channel.id, Overwrite(role, kind, allow=allow, deny=deny))
        await self.world.env.settle()

    async def introduce(self, *people: simcord.MemberActor) -> None:
        """A round brings these together; no profile tells their names."""
        guild_id = self.world.guild.id
        for each in people:
            await self.world.parts.introductions.join(guild_id, each.id)
        self.world.later(timedelta(seconds=1))
        group = tuple(sorted(each.id for each in people))
        await self.world.parts.database.write(hold, guild_id, Matched((group,), ()), self.world.parts.clock())
        self.meant.append(frozenset(group))

    async def call(self, caller: simcord.MemberActor, interested: simcord.MemberActor) -> None:
        """A call of the same name as an introduction finds somebody."""
        guild_id, now = self.world.guild.id, self.world.parts.clock()

        async def work(conn: Connection) -> None:
            for each in (caller, interested):
                await members.welcome(conn, guild_id, each.id, now)
            until = now + timedelta(days=30)
            made = await calls.post(conn, guild_id, caller.id, CallKind.OTHER, SAME_NAME, "", (), now, until)
            await calls.say_interest(conn, guild_id, made.id, interested.id, now)
            await outbox.enqueue_post(
                conn,
                PostKind.CALL,
                guild_id,
                f"call/{made.id}/{interested.id}",
                now,
                about=PostSubject(payload={"call": made.id, "member": interested.id}),
                member_id=interested.id,
            )

        await self.world.parts.database.write(work)
        self.meant.append(frozenset({caller.id, interested.id}))

    async def deliver(self) -> DeliveryReport:
        """An hour and more passes, so that nothing rests, and what is due is sent by a publisher that knows nothing."""
        self.world.later(timedelta(minutes=61))
        try:
            return await self.world.parts.outbox.deliver_due(publisher(self.world))
        finally:
            self.look()

    async def die(self, step: str, *, before: bool = False, failure: type[BaseException] = Killed) -> None:
        """The same, and the program dies, or its connection breaks, right after a step (or right before it)."""
        with failing(step, before=before, failure=failure):
            try:
                await self.deliver()
            except Killed:
                return

    def look(self) -> None:
        """Note who is in the threads now, and see that they belong together."""
        for thread in self.channel.threads:
            self.seen.setdefault(thread.id, set()).update(self.people_in(thread))
        for people in self.seen.values():
            assert any(people <= meant for meant in self.meant) or not people, "strangers in a thread"
        standing = [mark for thread in self.channel.threads for mark in cards_in(thread)]
        assert len(standing) == len(set(standing)), "told twice while the card stands"

    def people_in(self, thread: simcord.ChannelHandle) -> set[int]:
        """Who is in a thread besides us and the moderators: no member may look at the simulated server's list."""
        return set(thread._channel.thread_members) - {self.world.env.backend.bot_user.id, self.world.owner.id}

    async def delete_cards(self, thread: simcord.ChannelHandle) -> None:
        """A moderator deletes what we said."""
        for message in thread.history():
            if message.author.bot:
                await self.world.owner.delete(message)

    def everybody(self) -> list[set[int]]:
        """The people of each thread, the oldest first."""
        return [self.people_in(thread) for thread in sorted(self.channel.threads, key=lambda each: each.id)]


def cards_in(thread: simcord.ChannelHandle) -> list[str]:
    """The marks of the cards that stand in a thread."""
    return [mark for each in thread.history() for mark in marks_in(part.to_dict() for part in each.components)]


@contextmanager
def failing(step: str, *, before: bool, failure: type[BaseException]) -> Iterator[None]:
    """The real client, which breaks off around one of its steps."""
    (owner,) = (each for each, name in STEPS if name == step)
    done = getattr(owner, step)

    async def broken(*args: object, **named: object) -> object:
        if not before:
            await done(*args, **named)
        raise failure

    with patch.object(owner, step, broken):
        yield
