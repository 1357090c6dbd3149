"""The simulated server for every test of the bot's surface."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.cogs.painting import Painting
from tests.cogs.world import DATABASE, World, open_world


@pytest.fixture
async def world(kept_workers: None, sqlite_template: Path, tmp_path: Path) -> AsyncIterator[World]:
    """A server of the test's own. Its database is there already: to make one takes as long as most tests do."""
    shutil.copyfile(sqlite_template, tmp_path / DATABASE)
    async with open_world(tmp_path) as opened:
        yield opened


@pytest.fixture
def painting(world: World, monkeypatch: pytest.MonkeyPatch) -> Painting:
    """What the world's bot has drawn, without a worker."""
    made = Painting()
    monkeypatch.setattr(world.parts.painter, "paint", made.paint)
    return made
