"""Setting a server up: who may, what is checked on the spot, what is said."""

import discord
import pytest
import simcord

from bot.storage.servers import guilds
from tests.cogs.world import World, channel_without, last, pick_of_another_version, shown


async def test_the_panel_saves_each_choice_as_it_is_made(world: World) -> None:
    result = await world.choose_channel(world.stories)
    assert last(result).ephemeral
    await world.pick("How and when", "cadence", "weekly")
    await world.pick("How and when", "hour", "9")
    await world.pick("How and when", "weekday", "4")
    await world.pick("Quiet and limits", "quiet_from", "22")
    await world.pick("Quiet and limits", "quiet_until", "7")
    await world.pick("Quiet and limits", "cap", "2")
    await world.pick("Quiet and limits", "week_start", "6")
    page = await world.panel("How and when")
    await world.owner.click(last(page), label="A thread under each")
    home = shown(await world.panel())
    for words in (
        f"**New stories**: <#{world.stories.id}>",
        "a digest every Friday at 09:00",
        "**A thread under each**: yes",
        "22:00 to 07:00",
        "2 a day for each writer",
        "**The week begins on**: Sunday",
    ):
        assert words in home


async def test_a_menu_taken_back_forgets_the_choice(world: World) -> None:
    await world.choose_channel(world.stories)
    await world.choose_channel(world.lobby, "digest")
    assert f"**Digests**: <#{world.lobby.id}>" in shown(await world.panel())
    page = await world.panel("Channels")
    await world.owner.select(last(page), [], custom_id="channel/setup.channel/digest")
    assert "**Digests**: where new stories go" in shown(await world.panel())


async def test_the_zone_is_asked_for_by_city(world: World) -> None:
    question = await world.owner.click(last(await world.panel()), label="Time zone")
    assert question.modal is not None
    zones = await world.owner.submit_modal(question, {field_of(question): "new york"})
    done = await world.owner.select(last(zones), ["America/New_York"], custom_id="pick/setup.zone_picked")
    assert "America/New York" in shown(done)


async def test_a_city_that_nobody_knows_can_be_asked_again(world: World) -> None:
    question = await world.owner.click(last(await world.panel()), label="Time zone")
    answer = await world.owner.submit_modal(question, {field_of(question): "Atlantis"})
    assert "no time zone by that name" in shown(answer)
    again = await world.owner.click(last(answer), label="Try another city")
    assert again.modal is not None


async def test_case_c7_a_citys_form_that_is_open_while_the_program_restarts_is_taken(world: World) -> None:
    question = await world.owner.click(last(await world.panel()), label="Time zone")
    await world.restart()
    zones = await world.owner.submit_modal(question, {field_of(question): "lisbon"})
    await world.restart()
    done = await world.owner.select(last(zones), ["Europe/Lisbon"], custom_id="pick/setup.zone_picked")
    assert "Europe/Lisbon" in shown(done)


@pytest.mark.parametrize(
    ("menu", "value"),
    [
        ("setup.zone_picked", "Atlantis"),
        ("setup.cadence", "hourly"),
        ("setup.hour", "24"),
        ("setup.weekday", "7"),
        ("setup.quiet_from", "none"),
        ("setup.cap", "0"),
        ("weekly.goal", "11"),
    ],
)
async def test_a_choice_that_no_menu_has_is_out_of_date(world: World, menu: str, value: str) -> None:
    assert "older version" in shown(await pick_of_another_version(world, world.owner, f"pick/{menu}", value))
    assert world.refusals() == []


@pytest.mark.parametrize(
    ("page", "on", "off", "told"),
    [
        pytest.param(
            "How and when", "A thread under each", "No thread under each", "A thread under each", id="threads"
        ),
        pytest.param(
            "Challenges", "A challenge every week", "No weekly challenge", "Every week", id="weekly challenge"
        ),
        pytest.param("Challenges", "With an event", "Without an event", "Event on Discord", id="event"),
    ],
)
async def test_case_c6_two_who_press_the_same_switch_on_two_open_panels_do_not_cancel_each_other(
    world: World, page: str, on: str, off: str, told: str
) -> None:
    mira = moderator(world)
    for label, ends in ((on, ("yes", "at 18:00")), (off, ("no", "no challenge"))):
        theirs, hers = last(await world.panel(page)), last(await mira.slash(world.lobby, "setup"))
        hers = last(await mira.click(hers, label=page))
        await world.owner.click(theirs, label=label)
        seen = await mira.click(hers, label=label)
        assert (off if label == on else on) in shown(seen).splitlines(), "the other way is offered now"
        standing = seen if page == "Challenges" else await world.panel()
        (line,) = (each for each in shown(standing).splitlines() if each.startswith(f"**{told}**"))
        assert line.endswith(ends)


async def test_a_role_that_cannot_be_mentioned_is_refused(world: World) -> None:
    quiet = world.guild.create_role("readers")
    world.lobby = channel_without(world.guild, "no-mentions", mention_everyone=False)
    page = await world.panel("Channels")
    result = await world.owner.select(last(page), [quiet], custom_id="role/setup.role")
    assert "may not mention" in shown(result)
    assert "**Pinged**: nobody" in shown(await world.panel())


async def test_a_test_is_sent_and_its_fate_told(world: World) -> None:
    await world.set_up()
    result = await world.owner.click(last(await world.panel()), label="Send a test")
    assert "It worked" in shown(result)
    assert "A sample of how new stories will look" in world.announced()[0]
    path = f"/channels/{world.stories.id}/messages"
    world.env.inject_error("POST", path, status=403, code=50013, message="Missing Permissions")
    result = await world.owner.click(last(await world.panel()), label="Send a test")
    assert "does not let me post" in shown(result)


async def test_set_up_is_hidden_from_who_may_not_manage(world: World) -> None:
    with pytest.raises(simcord.SetupError):
        await world.ada.slash(world.lobby, "setup")


async def test_who_sees_the_command_all_the_same_is_refused(world: World) -> None:
    """A server can show the command to anybody; the permission is checked all the same."""
    (command,) = [each for each in await world.bot.tree.fetch_commands() if each.name == "setup"]
    world.guild.set_command_permissions(command, {world.ada: True})
    result = await world.ada.slash(world.lobby, "setup")
    assert "**Manage Server**" in shown(result)
    assert world.refusals() == ["MayNotManage"]


async def test_who_lost_the_permission_since_opening_the_panel_is_refused_at_every_press(world: World) -> None:
    mira = moderator(world)
    panel = await mira.slash(world.lobby, "setup")
    channels = await mira.click(last(panel), label="Channels")
    world.env.backend.get_guild(world.guild.id).members[mira.id].role_ids.clear()
    result = await mira.select(last(channels), [world.stories], custom_id="channel/setup.channel/stories")
    assert "**Manage Server**" in shown(result)
    result = await mira.click(last(channels), label="Back")
    assert "**Manage Server**" in shown(result)
    assert "no channel yet" in shown(await world.panel())


async def test_who_lost_the_permission_while_a_form_was_open_is_refused(world: World) -> None:
    mira = moderator(world)
    question = await mira.click(last(await mira.slash(world.lobby, "setup")), label="Time zone")
    world.env.backend.get_guild(world.guild.id).members[mira.id].role_ids.clear()
    result = await mira.submit_modal(question, {field_of(question): "lisbon"})
    assert "**Manage Server**" in shown(result)


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
    result = await world.choose_channel(channel)
    assert f"**{name}**" in shown(result)
    assert "no channel yet" in shown(await world.panel())


async def test_guilds_that_come_and_go_are_known(world: World) -> None:
    assert world.guild.id in await world.parts.database.read(guilds.present_ids)
    await world.parts.guilds.left(world.guild.id)
    await world.restart()
    assert world.guild.id in await world.parts.database.read(guilds.present_ids), (
        "made good when the bot is ready again"
    )


async def test_the_bot_asks_for_no_privileged_intent(world: World) -> None:
    intents = world.bot.intents
    assert intents == discord.Intents(guilds=True)


def moderator(world: World) -> simcord.MemberActor:
    """A second member who may manage the server."""
    role = world.guild.create_role("moderators", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user("mira"), roles=[role])


def field_of(question: simcord.InteractionResult) -> str:
    """The id of a modal's only field."""
    assert question.modal is not None
    (label,) = question.modal["components"]
    return str(label["component"]["custom_id"])
