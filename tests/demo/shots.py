"""The README's pictures, taken from the demo: ``make pictures``. Needs a Chromium, and plays the scene first."""

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Page, expect

from bot.demo.page import open_page, open_stage_page, pictures_on
from bot.demo.publish import Publish
from bot.demo.scene import FORUM, PUBLISHING, open_panel, play_scene
from bot.demo.stage import Stage, open_stage
from bot.demo.week import CIRCLE, play_week
from tests.demo.test_page import browser, idle

DOCS = Path(__file__).resolve().parents[2] / "docs"


async def shoot(page: Page, name: str) -> None:
    """One picture, once nothing moves any more."""
    await idle(page)
    await page.screenshot(path=DOCS / f"{name}.png")


async def in_the_room(stage: Stage) -> None:
    """The announcement and the digest."""
    server = stage.server
    await open_panel(server)
    async with open_stage_page(stage) as preview, browser(preview.url) as page:
        room = page.locator("#channel-message-list")
        writer = stage.player(PUBLISHING).name
        await room.get_by_text(f"the first story by {writer}").scroll_into_view_if_needed()
        await shoot(page, "demo")


async def as_moderator(stage: Stage) -> None:
    """The panel, which only the moderator sees."""
    server = stage.server
    async with (
        open_page(server, [server.moderator], pictures=pictures_on(stage)) as preview,
        browser(preview.url) as page,
    ):
        room = page.locator("#channel-message-list")
        await expect(room.get_by_text("This server's settings").first).to_be_visible()
        await room.get_by_role("button", name="Send a test").last.scroll_into_view_if_needed()
        await shoot(page, "panel")


async def in_the_forum(stage: Stage) -> None:
    """A story's own post in the forum."""
    server = stage.server
    forum = server.guild.channels[FORUM]
    (post,) = forum.threads
    async with (
        open_page(server, [server.moderator], pictures=pictures_on(stage), room=post) as preview,
        browser(preview.url) as page,
    ):
        await expect(page.locator("#channel-message-list").get_by_text("Read on Medium")).to_be_visible()
        await shoot(page, "forum")


async def in_the_circle(stage: Stage) -> None:
    """The week's board with its picture."""
    server = stage.server
    async with (
        open_page(
            server, [server.moderator], pictures=pictures_on(stage), room=server.guild.channels[CIRCLE]
        ) as preview,
        browser(preview.url) as page,
    ):
        room = page.locator("#channel-message-list")
        await room.get_by_role("button", name="The whole board").scroll_into_view_if_needed()
        await shoot(page, "board")


async def main() -> None:
    """Play the scene and the week, and take the pictures on the way."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_stage(Path(folder), Publish) as stage:
            await play_scene(stage, lambda _: None)
            for scene in (in_the_room, as_moderator, in_the_forum):
                await scene(stage)
            await play_week(stage, lambda _: None)
            await in_the_circle(stage)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
