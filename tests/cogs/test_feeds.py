"""Looking after feeds as a moderator does it."""

import csv
from dataclasses import replace
from io import StringIO

import discord

from bot.domain.feeds.feed import OutcomeCode
from bot.domain.stories.health import FeedHealth, FeedOwner, FeedRef
from bot.ui.kit.words import words_for
from bot.ui.stories.health import health_file
from tests.cogs.world import BEN, World, last, shown


async def test_status_pause_resume_and_poll(world: World) -> None:
    await world.register(world.ada)
    status = await world.owner.slash(world.lobby, "feeds status")
    assert last(status).ephemeral
    assert "Ada Bee" in shown(status)
    assert "all well" in shown(status)
    (choice,) = await world.owner.autocomplete(world.lobby, "feeds pause", "feed", "bee")
    assert choice["name"] == "Ada Bee (medium.com/@ada)"
    assert "Paused" in shown(await world.owner.slash(world.lobby, "feeds pause", feed=choice["value"]))
    assert "paused by a moderator" in shown(await world.owner.slash(world.lobby, "feeds status"))
    assert "1 feed is paused here" in shown(await world.owner.slash(world.lobby, "feeds poll"))
    assert "Resumed" in shown(await world.owner.slash(world.lobby, "feeds resume", feed=choice["value"]))
    assert "1 feed will be asked for" in shown(await world.owner.slash(world.lobby, "feeds poll"))


async def test_pages_and_the_file(world: World) -> None:
    for number in range(6):
        name = f"w{number}"
        world.site.add(replace(BEN, handle=name, name=f"Writer {number}", user_id=f"{number:012x}"))
        await world.register(world.guild.add_member(world.env.create_user(name)), f"@{name}")
    first = await world.owner.slash(world.lobby, "feeds status")
    assert "Writer 0" in shown(first)
    assert "Writer 5" not in shown(first)
    second = await world.owner.click(last(first), label="Next")
    assert "Writer 5" in shown(second)
    handed = await world.owner.click(last(first), label="All as a file")
    assert "Only you see this" in shown(handed)
    assert [attachment.filename for attachment in last(handed).attachments] == ["inklings-feeds.csv"]


async def test_only_who_may_manage_the_server_checked_on_every_press(world: World) -> None:
    await world.register(world.ada)
    moderators = world.guild.create_role("moderators", permissions=discord.Permissions(manage_guild=True))
    mira = world.guild.add_member(world.env.create_user("mira"), roles=[moderators])
    status = await mira.slash(world.lobby, "feeds status")
    world.env.backend.get_guild(world.guild.id).members[mira.id].role_ids.clear()
    assert "Manage Server" in shown(await mira.click(last(status), label="All as a file"))
    (command,) = [each for each in await world.bot.tree.fetch_commands() if each.name == "feeds"]
    world.guild.set_command_permissions(command, {world.ben: True})
    assert "Manage Server" in shown(await world.ben.slash(world.lobby, "feeds status"))
    assert "Manage Server" in shown(await world.ben.slash(world.lobby, "feeds poll"))
    assert world.refusals() == ["MayNotManage"] * 2


def test_the_file_is_read_by_spreadsheets_as_text() -> None:
    feed = FeedHealth(
        FeedRef(FeedOwner.PROFILE, 1),
        feed_id=1,
        name="=HYPERLINK(1)",
        page="https://medium.com/@ada",
        member_id=42,
        fetched_at=discord.utils.snowflake_time(1 << 60),
        outcome=OutcomeCode.READ,
        failures=0,
        missing_since=None,
        next_poll_at=discord.utils.snowflake_time(1 << 60),
        pause=None,
    )
    file = health_file([feed], words_for("en-US"))
    headings, row = csv.reader(StringIO(file.fp.read().decode("utf-8-sig")))
    assert dict(zip(headings, row, strict=True)) == {
        "name": "'=HYPERLINK(1)",
        "address": "https://medium.com/@ada",
        "member": "42",
        "last asked": "2023-09-17T10:58:26+00:00",
        "outcome": "read",
        "failures": "0",
        "missing since": "",
        "next turn": "2023-09-17T10:58:26+00:00",
        "pause": "",
    }
