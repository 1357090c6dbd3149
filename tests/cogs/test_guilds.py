"""Setting a server up: who may, what is checked on the spot, what is said."""

import discord
import pytest
import simcord

from bot.storage import guilds
from tests.cogs.world import World, channel_without, last, shown


async def test_the_owner_chooses_channel_and_zone(world: World) -> None:
    result = await world.owner.slash(world.lobby, "setup", channel=world.stories, time_zone="Europe/Paris")
    assert last(result).ephemeral
    assert f"<#{world.stories.id}>" in shown(result)
    assert "Europe/Paris" in shown(result)


async def test_set_up_is_hidden_from_who_may_not_manage(world: World) -> None:
    with pytest.raises(simcord.SetupError):
        await world.ada.slash(world.lobby, "setup")


async def test_who_sees_the_command_all_the_same_is_refused(world: World) -> None:
    """A server can show the command to anybody; the permission is checked all the same."""
    (command,) = [each for each in await world.bot.tree.fetch_commands() if each.name == "setup"]
    world.guild.set_command_permissions(command, {world.ada: True})
    result = await world.ada.slash(world.lobby, "setup", channel=world.stories)
    assert "**Manage Server**" in shown(result)
    assert world.refusals() == ["MayNotManage"]


@pytest.mark.parametrize(
    ("denied", "name"),
    [
        ("send_messages", "Send Messages"),
        ("embed_links", "Embed Links"),
        ("view_channel", "View Channel"),
        ("read_message_history", "Read Message History"),
    ],
)
async def test_a_channel_the_bot_cannot_use_is_refused_with_what_is_missing(
    world: World, denied: str, name: str
) -> None:
    channel = channel_without(world.guild, "closed", **{denied: False})
    result = await world.owner.slash(world.lobby, "setup", channel=channel)
    assert f"**{name}**" in shown(result)
    assert "no channel yet" in shown(await world.owner.slash(world.lobby, "setup"))
    assert world.refusals() == ["ChannelUnusable"]


async def test_the_zone_is_completed_while_typing(world: World) -> None:
    choices = await world.owner.autocomplete(world.lobby, "setup", "time_zone", "new y")
    assert choices[0] == {"name": "America/New York", "value": "America/New_York"}
    assert len(await world.owner.autocomplete(world.lobby, "setup", "time_zone", "")) == 25
    result = await world.owner.slash(world.lobby, "setup", time_zone="Atlantis")
    assert "do not know that time zone" in shown(result)
    assert world.refusals() == ["ZoneUnknown"]


async def test_guilds_that_come_and_go_are_known(world: World) -> None:
    async with world.parts.database.reading() as conn:
        assert world.guild.id in await guilds.present_ids(conn)
    await world.parts.guilds.left(world.guild.id)
    await world.restart()
    async with world.parts.database.reading() as conn:
        assert world.guild.id in await guilds.present_ids(conn), "made good when the bot is ready again"


async def test_the_bot_asks_for_no_privileged_intent(world: World) -> None:
    intents = world.bot.intents
    assert intents == discord.Intents(guilds=True)
