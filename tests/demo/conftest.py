"""The demo's server, and the shortest way to an announcement in it."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.feedshape import DemoStory
from bot.demo.publish import Publish
from bot.demo.scene import CONFIRM, choose_channel, last
from bot.demo.server import DATABASE, TURN
from bot.demo.stage import Player, Stage, open_stage


@pytest.fixture
async def stage(kept_workers: None, sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """The stage, over a database that is made already; ``test_run.py`` has the demo make its own."""
    shutil.copyfile(sqlite_template, tmp_path / DATABASE)
    async with open_stage(tmp_path, Publish) as opened:
        yield opened


async def announced(stage: Stage, player: Player) -> DemoStory:
    """Set up, register, publish. A feed just registered is looked at at once: no quarter of an hour has to pass."""
    server = stage.server
    await choose_channel(server, server.room)
    preview = await player.member.slash(server.room, "profile register", link=player.address)
    await player.member.click(last(preview), label=CONFIRM)
    story = stage.publish(player)
    await server.driver.advance(TURN)
    return story
