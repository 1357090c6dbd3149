"""The program's own life: it survives a bad start, ends in order on a signal, and a kill loses and doubles nothing."""

import asyncio
import shutil
import signal
import sqlite3
import time
from contextlib import AbstractAsyncContextManager, closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.run import open_parts
from bot.config.settings import Settings
from bot.demo.site import FeedSite
from bot.domain.kit.clock import utc_now
from bot.domain.servers.guilds import NEEDED_IN_CHANNEL, Feature
from bot.feeds.address import ANY_ORIGIN
from tests.app.discordlet import CHANNEL, GUILD, MEMBER, OWNER, Discordlet
from tests.app.runner import DATABASE
from tests.cogs.world import ADA, story
from tests.patience import PATIENCE, until
from tests.processes import started

CLOSE_WITHIN = 5
"""Starts. ``docker stop`` grants ten seconds before it kills, on a machine where a start takes two."""

AFTER_THE_LEASE = 70.0
"""Seconds by which the clock of the second start is ahead: the first one's claim is over by then."""

PRESS, SEND_FORM = 3, 5
"""Kinds of interaction (Discord)."""


@pytest.fixture
def folder(sqlite_template: Path, tmp_path: Path) -> Path:
    """Where the program finds its database, made already: that it makes one is shown by the first test here."""
    shutil.copyfile(sqlite_template, tmp_path / DATABASE)
    return tmp_path


def running(
    discord: Discordlet, folder: Path, *, port: int = 0, ahead: float = 0
) -> AbstractAsyncContextManager[asyncio.subprocess.Process]:
    """The program."""
    return started("-m", "tests.app.runner", discord.origin, str(port), str(folder), str(ahead), heard=False)


async def welcomed(discord: Discordlet, times: int) -> None:
    await until(lambda: discord.welcomes == times)


async def answered(discord: Discordlet, times: int) -> None:
    await until(lambda: len(discord.answers) >= times)


async def ended(process: asyncio.subprocess.Process) -> str:
    """Wait for the program to end by itself; what it has logged."""
    _, log = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 0, log.decode()
    return log.decode()


def recorded(folder: Path) -> bool:
    """Whether the program has noted that its one post stands in the channel."""
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        states = database.execute("SELECT state FROM outbox WHERE kind = 'story'").fetchall()
    return states == [("sent",)]


async def test_a_signal_ends_it_in_order_and_in_time_and_commands_are_synced_once(tmp_path: Path) -> None:
    async with Discordlet() as discord:
        for starts, sign in enumerate((signal.SIGTERM, signal.SIGINT), start=1):
            began = time.monotonic()
            async with running(discord, tmp_path) as process:
                await welcomed(discord, starts)
                started = time.monotonic()
                await until(lambda: discord.beats)
                told = time.monotonic()
                process.send_signal(sign)
                log = await ended(process)
                assert time.monotonic() - told < CLOSE_WITHIN * (started - began)
                assert "Traceback" not in log
                assert "never awaited" not in log
        assert discord.syncs == 1


async def test_a_first_connection_that_fails_is_tried_again(folder: Path) -> None:
    async with Discordlet(refusals=2) as discord, running(discord, folder) as process:
        await welcomed(discord, 1)
        await until(lambda: discord.beats)
        process.terminate()
        await ended(process)


async def test_a_signal_while_discord_is_out_of_reach(folder: Path) -> None:
    async with Discordlet(refusals=1000) as discord, running(discord, folder) as process:
        await until(lambda: discord.connections >= 1)
        process.terminate()
        await ended(process)


async def _a_story_to_tell(folder: Path, site: FeedSite) -> None:
    """A database in which the next poll finds one new story."""
    site.add(ADA, story(1))
    settings = Settings(contact="tests@example.org", database_url=f"sqlite:///{folder / DATABASE}")
    origins = {ANY_ORIGIN: site.origin}
    async with open_parts(settings, policy=site.policy, origins=origins, gap=timedelta()) as parts:
        held = frozenset(NEEDED_IN_CHANNEL[Feature.STORIES])
        await parts.guilds.choose_channel(GUILD, Feature.STORIES, CHANNEL, held)
        preview = await parts.profiles.preview(GUILD, MEMBER, "@ada")
        await parts.profiles.confirm(GUILD, MEMBER, preview.feed_id, preview.previewed_at)
    site.publish(ADA.handle, story(2), at=utc_now())


async def test_a_kill_between_sending_and_recording_doubles_nothing(folder: Path) -> None:
    """kill -9 while Discord has the message and the program has no answer; the next start looks into the channel."""
    async with FeedSite() as site, Discordlet(silent=1) as discord:
        await _a_story_to_tell(folder, site)
        port = int(site.origin.rsplit(":", 1)[1])
        async with running(discord, folder, port=port) as process:
            await until(lambda: discord.attempts == 1)
            process.kill()
            await process.communicate()
        assert len(discord.messages) == 1
        async with running(discord, folder, port=port, ahead=AFTER_THE_LEASE) as process:
            await until(lambda: discord.looks == 1)
            await until(lambda: recorded(folder))
            process.terminate()
            await ended(process)
        assert len(discord.messages) == 1
        assert discord.attempts == 1


async def test_a_form_that_was_open_while_the_program_restarted_is_taken_once(folder: Path) -> None:
    """The program that opened it is gone, and with it all that it had in memory."""
    said = "The scene in which the bees come back made me ring my mother this morning."
    async with FeedSite() as site, Discordlet() as discord:
        await _a_story_to_tell(folder, site)
        async with running(discord, folder) as process:
            await welcomed(discord, 1)
            await discord.interact(PRESS, OWNER, {"component_type": 2, "custom_id": f"ink/note.read/{1:012x}"})
            await answered(discord, 1)
            process.terminate()
            await ended(process)
        (form,) = discord.answers
        typed = {"said": {"type": 4, "value": said}, "liked": {"type": 4, "value": ""}}
        filled = {**typed, "seen_by": {"type": 3, "values": ["private"]}}
        fields = [{"type": 18, "id": 1, "component": {"custom_id": n, "id": 2, **each}} for n, each in filled.items()]
        async with running(discord, folder) as process:
            await welcomed(discord, 2)
            for count in (2, 3):  # each is sent to the same program, and the second edits what the first wrote
                sent = {"custom_id": form["data"]["custom_id"], "components": fields}
                await discord.interact(SEND_FORM, OWNER, sent)
                await answered(discord, count)
            process.terminate()
            await ended(process)
        assert len(discord.answers) == 3
        assert "Noted: Story number 1" in str(discord.answers[1])
        assert "Your note on Story number 1 is changed" in str(discord.answers[2])
