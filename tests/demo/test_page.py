"""The page of the simulated server, over HTTP as its script uses it, and in a browser."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.demo.page import open_stage_page
from bot.demo.scene import CONFIRM, PUBLISHING
from bot.demo.server import DemoFailed
from bot.demo.stage import Stage
from tests.demo.conftest import announced
from tests.patience import PATIENCE

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""Of the browser's own wishes to talk to the network, none."""

SCREENSHOT = "DEMO_SCREENSHOT"
"""Names a file for the README's picture, where it is to be made anew."""


@dataclass
class Visit:
    """What the page's script does: open a context, then act in it."""

    session: aiohttp.ClientSession
    origin: str
    headers: dict[str, str]
    state: dict[str, Any]

    async def refresh(self, number: int) -> dict[str, Any]:
        """Act: the least of actions, in the envelope that all of them have."""
        body = {
            "protocol_version": 3,
            "kind": "refresh",
            "request_id": f"request-{number}",
            "sequence": number,
            "generation": self.state["context"]["generation"],
            "bot_generation": self.state["botGeneration"],
        }
        async with self.session.post(f"{self.origin}/api/action", json=body, headers=self.headers) as response:
            assert response.status == 200, await response.text()
            result: dict[str, Any] = await response.json()
            return result


@asynccontextmanager
async def visit(url: str) -> AsyncIterator[Visit]:
    origin, _, key = url.partition("/#")
    headers = {"X-Simcord-Capability": key}
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{origin}/api/pages", json={}, headers=headers) as response:
            state = await response.json()
        yield Visit(session, origin, headers | {"X-Simcord-Context": state["context"]["id"]}, state)


async def test_a_press_while_the_clock_moves_waits_and_is_answered(stage: Stage) -> None:
    async with open_stage_page(stage) as preview, visit(preview.url) as page:
        moving = asyncio.create_task(stage.server.driver.advance(timedelta(minutes=3)))
        for number in range(1, 6):
            result = await page.refresh(number)
            assert result["settlement"] == "settled", result
        await moving


async def test_a_port_that_is_taken_is_said_in_a_line(stage: Stage) -> None:
    taken = int(stage.server.site.origin.rsplit(":", 1)[1])
    with pytest.raises(DemoFailed, match=f"port {taken}"):
        async with open_stage_page(stage, port=taken):
            pass


@asynccontextmanager
async def browser(url: str) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        # The page's policy forbids "eval", by which Playwright waits for a function.
        page = await chromium.new_page(viewport={"width": 1280, "height": 900}, bypass_csp=True)
        page.set_default_timeout(PATIENCE * 1000)
        expect.set_options(timeout=PATIENCE * 1000)
        await page.goto(url)
        yield page
        await chromium.close()


async def idle(page: Page) -> None:
    """Wait until the page takes an action: while one is under way it drops others without a word."""
    await page.wait_for_function("window.simcordPreview?.ready")


async def command(page: Page, name: str, **options: str) -> None:
    """Run a command through the composer, as a member does."""
    await idle(page)
    composer = page.locator("#channel-composer-input")
    await composer.click()
    await composer.press_sequentially(f"/{name}")
    await page.get_by_role("option").filter(has_text=f"/{name}").first.wait_for()
    await composer.press("Enter")
    for option, value in options.items():
        await page.locator(f'.command-option-input[data-option="{option}"]').fill(value)
    # Not "Enter", which in a command with optional values opens their list.
    await page.locator("#send-message").click()


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path")
async def test_a_newcomer_registers_publishes_and_is_announced(stage: Stage, tmp_path: Path) -> None:
    writer = stage.player(PUBLISHING)
    await announced(stage, writer)
    newcomer = stage.player("maliakealoha")
    async with open_stage_page(stage) as preview, browser(preview.url) as page:
        room = page.locator("#channel-message-list")
        await expect(room.get_by_text(f"the first story by {writer.name}")).to_be_visible()
        await expect(room.locator("img.gallery-image")).to_be_visible()
        await idle(page)
        await page.screenshot(path=os.environ.get(SCREENSHOT, tmp_path / "page.png"))

        await command(page, "profile register", link=newcomer.address)
        await expect(room.get_by_text("Is this you?")).to_be_visible()
        await idle(page)
        await room.get_by_role("button", name=CONFIRM).click()
        await expect(room.get_by_text(f"Welcome, {newcomer.name}!")).to_be_visible()

        await command(page, "publish")
        await expect(room.get_by_text("has published")).to_be_visible()
        # Nobody reloads: the page is told.
        title = newcomer.author.stock[0].title
        await expect(room.get_by_role("heading", name=title)).to_be_visible()
