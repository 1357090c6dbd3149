"""``inklings demo`` as a process: what it prints, and how it ends."""

import asyncio
import re
import signal
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.demo.feedshape import DemoStory, Writer, profile_feed
from tests.patience import PATIENCE
from tests.processes import started


def demo(*arguments: str) -> AbstractAsyncContextManager[asyncio.subprocess.Process]:
    return started("-m", "bot", "demo", *arguments)


async def told(process: asyncio.subprocess.Process) -> tuple[int | None, str, str]:
    out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    return process.returncode, out.decode(), err.decode()


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.fixture
def feeds(tmp_path: Path) -> Path:
    at = datetime(2025, 7, 7, tzinfo=UTC)
    story = DemoStory("0a1b2c3d4e5f", "By the sea", "", ("sea",), ("Some words.",), at)
    (tmp_path / "ada.xml").write_bytes(profile_feed(Writer("ada", "Ada Bee", "1a2b3c4d5e6f"), [story], at))
    return tmp_path


async def test_feeds_and_their_site_need_nothing_of_the_extra() -> None:
    modules = "bot.demo.feedshape, bot.demo.writers, bot.demo.site"
    code = f"import sys, {modules}; print(sorted({{'simcord', 'PIL', 'discord'}} & set(sys.modules)))"
    async with started("-c", code) as process:
        out, _ = await process.communicate()
    assert out.decode().strip() == "[]"


async def test_captures_are_played_and_the_status_is_0(feeds: Path) -> None:
    async with demo("--no-serve", "--feeds", str(feeds)) as process:
        status, out, err = await told(process)
    assert (status, err) == (0, "")
    assert "Ada Bee registers medium.com/@ada" in out


async def test_nothing_to_play_is_said_in_a_line(tmp_path: Path) -> None:
    async with demo("--no-serve", "--feeds", str(tmp_path)) as process:
        status, out, err = await told(process)
    assert (status, out) == (1, "")
    assert err.splitlines() == [f"inklings: {tmp_path} holds no captured feeds"]


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_closes_the_page(feeds: Path, sign: signal.Signals) -> None:
    async with demo("--feeds", str(feeds)) as process:
        assert process.stdout is not None
        while not re.search(rb"http://127\.0\.0\.1:\d+/#\S+", line := await process.stdout.readline()):
            assert line, "it ended before it served"
        process.send_signal(sign)
        status, out, err = await told(process)
    assert (status, err) == (0, "")
    assert out.endswith("The server is closed.\n")


async def test_a_signal_during_the_scene_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    async with demo("--no-serve") as process:
        assert process.stdout is not None
        await process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        status, _, err = await told(process)
    assert (status, err) == (130, "")
    assert left_in(tmp_path) == []
