"""``inklings demo``: plays the scene, or captured feeds instead, and then serves the page."""

import asyncio
import logging
import signal
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.app import logs
from bot.demo.page import open_page, open_stage_page
from bot.demo.publish import Publish
from bot.demo.replay import play_captures
from bot.demo.scene import Tell, play_scene
from bot.demo.server import DemoFailed, demo_settings, open_server
from bot.demo.stage import open_stage
from bot.demo.week import play_week

if TYPE_CHECKING:
    from simcord import Preview

FAILED = 1
STOPPED = 130
"""The exit status after a signal before the page was served: 128 + 2, as in shells."""

INVITATION = """
The server is open:  {url}

At the top of the page you choose who you are; below you type commands, as on Discord.
The address carries its own key and is for this machine only. Ctrl-C closes the server."""


def play(*, serve: bool, feeds: Path | None, port: int) -> int:
    """Play the demo. Returns the exit status."""
    with tempfile.TemporaryDirectory(prefix="inklings-demo-") as folder:
        logs.configure(demo_settings(Path(folder)))
        try:
            return asyncio.run(_until_stopped(_play(Path(folder), feeds, typer.echo, port=port if serve else None)))
        except DemoFailed as failure:
            typer.echo(f"inklings: {failure}", err=True)
            return FAILED


async def _until_stopped(work: Coroutine[None, None, None]) -> int:
    """Run the work. A signal cancels it, so that processes and folders are cleaned up. Returns the exit status."""
    task = asyncio.create_task(work)

    def stop() -> None:
        # Whatever is in progress fails now; its errors are of no interest.
        logging.disable()
        task.cancel()

    _on_signal(stop)
    try:
        await task
    except asyncio.CancelledError:
        return STOPPED
    return 0


def _on_signal(callback: Callable[[], object]) -> None:
    """Call this on Ctrl-C and SIGTERM, instead of the earlier handlers."""
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, callback)


async def _play(folder: Path, feeds: Path | None, tell: Tell, *, port: int | None) -> None:
    """Play the captures in ``feeds``, or else the scene; then serve the page on ``port``, unless it is ``None``."""
    if feeds is not None:
        await _play_captures(folder, feeds, tell, port=port)
        return
    async with open_stage(folder, Publish) as stage:
        await play_scene(stage, tell)
        await play_week(stage, tell)
        if port is not None:
            async with open_stage_page(stage, port=port) as preview:
                await _serve(preview, tell)


async def _play_captures(folder: Path, feeds: Path, tell: Tell, *, port: int | None) -> None:
    async with open_server(folder) as server:
        members = await play_captures(server, feeds, tell)
        if port is not None:
            async with open_page(server, [*members, server.moderator], port=port) as preview:
                await _serve(preview, tell)


async def _serve(preview: "Preview", tell: Tell) -> None:
    """Serve until "End preview session" in the page, Ctrl-C or SIGTERM."""
    stop = asyncio.Event()
    _on_signal(stop.set)
    tell(INVITATION.format(url=preview.url))
    ends = [asyncio.create_task(stop.wait()), asyncio.create_task(preview.wait_closed())]
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    for end in ends:
        end.cancel()
    tell("\nThe server is closed.")
