"""The README's pictures, taken from the demo: ``make pictures``. Needs a Chromium, and plays the scene first."""

import asyncio
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import simcord
from playwright.async_api import Page, ViewportSize, expect

from bot.demo.page import open_page, open_stage_page, pictures_on
from bot.demo.publish import Publish
from bot.demo.scene import FORUM, PUBLISHING, jump, open_panel, play_scene
from bot.demo.stage import Stage, open_stage
from bot.demo.week import CIRCLE, JOINING, STRIDE, play_week
from tests.demo.test_page import browser, idle

REPORTED = datetime(2026, 2, 1, 10, tzinfo=UTC)
"""After the hour at which the first month's report is posted."""

TALL: ViewportSize = {"width": 1280, "height": 1400}
"""For cards with a picture."""

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
        await page.set_viewport_size(TALL)
        await room.get_by_role("button", name="The whole board").scroll_into_view_if_needed()
        await shoot(page, "board")


async def in_private(stage: Stage, member: simcord.MemberActor, name: str) -> None:
    """What only this member sees, last in the room."""
    server = stage.server
    async with (
        open_page(server, [member], pictures=pictures_on(stage)) as preview,
        browser(preview.url) as page,
    ):
        await page.set_viewport_size(TALL)
        await page.locator("#channel-message-list img").last.scroll_into_view_if_needed()
        await shoot(page, name)


async def the_map(stage: Stage) -> None:
    """The community's map, with everybody on it."""
    members = [stage.player(handle).member for handle in JOINING]
    for member in members:
        card = (await member.slash(stage.server.room, "community map")).response
        assert card is not None  # private words may come after it
        await member.click(card, label="Put me on the map")
    await members[0].slash(stage.server.room, "community map")
    await in_private(stage, members[0], "map")


async def the_chart(stage: Stage) -> None:
    """A member's own numbers."""
    member, now = stage.player(JOINING[0]).member, stage.server.clock()
    for back, followers in ((40, "118"), (29, "131"), (21, "129"), (12, "160"), (5, "204"), (0, "231")):
        day = (now - timedelta(days=back)).date().isoformat()
        form = await member.slash(stage.server.room, "growth log", day=day)
        await member.submit_modal(form, {"followers": followers})
    await member.slash(stage.server.room, "growth show")
    await in_private(stage, member, "growth")


async def the_month(stage: Stage) -> None:
    """The report of the month, on the first day of the next."""
    server = stage.server
    await jump(server, REPORTED - server.clock(), STRIDE)
    async with (
        open_page(
            server, [server.moderator], pictures=pictures_on(stage), room=server.guild.channels[CIRCLE]
        ) as preview,
        browser(preview.url) as page,
    ):
        await page.set_viewport_size(TALL)
        button = page.locator("#channel-message-list").get_by_role("button", name="How these are counted")
        await button.last.scroll_into_view_if_needed()
        await shoot(page, "month")


async def main() -> None:
    """Play the scene and the week, and take the pictures on the way."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_stage(Path(folder), Publish) as stage:
            await play_scene(stage, lambda _: None)
            for scene in (in_the_room, as_moderator, in_the_forum):
                await scene(stage)
            await play_week(stage, lambda _: None)
            for private in (in_the_circle, the_map, the_chart, the_month):
                await private(stage)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
