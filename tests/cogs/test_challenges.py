"""Challenges in a server: made on a panel, joined by a button, told at each moment, kept in step with an event."""

from datetime import timedelta

import discord
import simcord

from bot.delivery.scheduled_events import DiscordEvents
from cogs.challenges import TURN_EVERY
from tests.cogs.world import World, channel_without, last, shown

DELIVERY = 3
"""Seconds in which what is due is delivered."""


async def later(world: World, **by: float) -> None:
    """Time goes on, and challenges are turned. (In half a minute, for their own loop, the others turn too long.)"""
    world.later(timedelta(**by))
    await world.parts.ticking.tick(DiscordEvents(world.bot))
    await world.env.advance_time(DELIVERY)


def headings(world: World, channel: simcord.ChannelHandle | None = None) -> list[str]:
    """The first line of each post, without its marks."""
    return [text.splitlines()[0].removeprefix("## ") for text in world.announced(channel)]


async def draft(world: World, who: simcord.MemberActor, name: str = "Honey week") -> simcord.InteractionResult:
    form = await who.slash(world.lobby, "challenge create")
    assert form.modal is not None
    return await who.submit_modal(form, {"name": name, "theme": "All about bees", "tags": ""})


def events(world: World) -> list[tuple[str, int]]:
    standing = world.env.backend.get_guild(world.guild.id).scheduled_events.values()
    return [(event.name, event.status) for event in standing]


async def test_a_week_from_the_panel_to_the_outcome(world: World) -> None:
    await world.set_up()
    panel = await draft(world, world.owner)
    assert last(panel).ephemeral
    for words in ("Honey week", "All about bees", "Write notes on 3 stories", "as soon as you open it"):
        assert words in shown(panel)
    panel = await world.owner.select(last(panel), ["1"], custom_id="pick/organise.goal/1")
    assert "a note on 1 story" in shown(panel)
    when = await world.owner.click(last(panel), label="Change the time")
    panel = await world.owner.submit_modal(when, {"start": "in 1 day", "end": "7 days"})
    panel = await world.owner.click(last(panel), label="With an event")
    assert "**Event on Discord**: yes" in shown(panel)
    assert "It is open" in shown(await world.owner.click(last(panel), label="Open it"))

    await world.env.advance_time(TURN_EVERY + DELIVERY)
    assert headings(world) == []
    assert events(world) == [("Honey week", 1)]
    await later(world, days=1)
    assert headings(world) == ["Honey week begins"]
    assert events(world) == [("Honey week", 2)]
    (start,) = world.stories.history()

    await world.restart()
    joined = await world.ada.click(start, label="Join")
    assert last(joined).ephemeral
    assert "You take part." in shown(joined)
    assert "1 more makes the goal." in shown(joined)
    assert "How points and boards work" in shown(await world.ben.click(start, label="How it works"))
    await later(world, days=3.5)
    await world.restart()
    await later(world)
    await later(world, days=2.5)
    await later(world, days=-3)
    await later(world, days=4)
    await later(world)
    assert headings(world) == [
        "Honey week begins",
        "Half-way: Honey week",
        "The last day: Honey week",
        "Honey week has ended",
    ]
    assert "1 member takes part." in world.announced()[1]
    assert "1 member took part." in world.announced()[3]
    assert events(world) == [("Honey week", 3)]
    refused = await world.ben.click(start, label="Join")
    assert "This challenge is over." in shown(refused)
    assert "It has ended." in shown(await world.ada.click(world.stories.history()[-1], label="My progress"))


async def test_who_may_make_and_call_off(world: World) -> None:
    await world.set_up()
    assert "**Manage Events** or **Manage Server**" in shown(await world.ada.slash(world.lobby, "challenge create"))
    hosts = world.guild.create_role("hosts", permissions=discord.Permissions(manage_events=True))
    mira = world.guild.add_member(world.env.create_user("mira"), roles=[hosts])
    readers = world.guild.create_role("readers")
    closed = channel_without(world.guild, "closed", attach_files=False)
    panel = await draft(world, mira)
    refused = await mira.select(last(panel), [closed], custom_id="channel/organise.channel/1")
    assert "**Attach Files**" in shown(refused)
    panel = await mira.select(last(panel), [world.lobby], custom_id="channel/organise.channel/1")
    panel = await mira.select(last(panel), [readers], custom_id="role/organise.role/1")
    panel = await mira.select(last(panel), ["3"], custom_id="pick/organise.length/1")
    assert f"**Told in**: <#{world.lobby.id}>" in shown(panel)
    await mira.click(last(panel), label="Open it")
    await later(world)
    assert headings(world, world.lobby) == ["Honey week begins"]
    refused = await world.ben.slash(world.lobby, "challenge join")
    assert "for members with the role" in shown(refused)
    assert "Call off" not in labels(await world.ada.slash(world.lobby, "challenge list"))
    question = await mira.click(last(await mira.slash(world.lobby, "challenge list")), label="Call off")
    assert "It goes on." in shown(await mira.click(last(question), label="Keep it"))
    question = await mira.click(last(await mira.slash(world.lobby, "challenge list")), label="Call off")
    world.env.backend.get_guild(world.guild.id).members[mira.id].role_ids.clear()
    assert "Manage Events" in shown(await mira.click(last(question), label="Call it off"))
    question = await world.owner.click(last(await world.owner.slash(world.lobby, "challenge list")), label="Call off")
    assert "Called off." in shown(await world.owner.click(last(question), label="Call it off"))
    await later(world)
    assert headings(world, world.lobby) == ["Honey week begins", "Honey week was called off"]
    assert "None at the moment" in shown(await world.ada.slash(world.lobby, "challenge list"))


async def test_the_commands_of_members(world: World) -> None:
    await world.set_up()
    for name in ("Honey week", "Tea week"):
        await world.owner.click(last(await draft(world, world.owner, name)), label="Open it")
    await later(world)
    found = await world.ada.autocomplete(world.lobby, "challenge join", "challenge", "tea")
    assert [each["name"] for each in found] == ["Tea week"]
    assert "Say which" in shown(await world.ada.slash(world.lobby, "challenge join"))
    joined = await world.ada.slash(world.lobby, "challenge join", challenge=found[0]["value"])
    assert "Tea week" in shown(joined)
    progress = await world.ada.slash(world.lobby, "challenge progress")
    assert "3 more make the goal." in shown(progress)
    assert "You no longer take part in Tea week." in shown(await world.ada.click(last(progress), label="Leave"))
    await world.ada.slash(world.lobby, "challenge join", challenge=found[0]["value"])
    assert "no longer" in shown(await world.ada.slash(world.lobby, "challenge leave"))
    assert "no such challenge" in shown(await world.ada.slash(world.lobby, "challenge leave", challenge="tea"))
    assert "How points" in shown(await world.ada.slash(world.lobby, "challenge rules"))
    listed = await world.ada.slash(world.lobby, "challenge list")
    assert "Honey week" in shown(listed)
    assert last(listed).ephemeral


async def test_a_planned_one_is_changed_and_a_time_that_cannot_be_read_changes_nothing(world: World) -> None:
    panel = await draft(world, world.owner)
    when = await world.owner.click(last(panel), label="Change the time")
    assert "do not understand" in shown(await world.owner.submit_modal(when, {"start": "soon", "end": ""}))
    when = await world.owner.click(last(panel), label="Change the time")
    panel = await world.owner.submit_modal(when, {"start": "in 2 days", "end": "2026-01-20 18:00"})
    assert "For as long as you typed" in str(last(panel).components)
    await world.owner.click(last(panel), label="Open it")
    panel = await world.owner.click(last(await world.owner.slash(world.lobby, "challenge list")), label="Change")
    words = await world.owner.click(last(panel), label="Change the words")
    panel = await world.owner.submit_modal(words, {"name": "Tea week", "theme": "", "tags": "Green Tea"})
    assert "A challenge that is planned" in shown(panel)
    assert "**green-tea**" in shown(panel)
    thrown = await world.owner.click(last(await draft(world, world.owner, "Another")), label="Throw it away")
    assert "Thrown away" in shown(thrown)


async def test_case_c6_two_open_panels_do_not_cancel_each_other(world: World) -> None:
    when = await world.owner.click(last(await draft(world, world.owner)), label="Change the time")
    panel = await world.owner.submit_modal(when, {"start": "in 2 days", "end": ""})
    await world.owner.click(last(panel), label="Open it")
    listed = await world.owner.slash(world.lobby, "challenge list")
    for pressed, outcome in (("With an event", "yes"), ("No event", "no")):
        panels = [await world.owner.click(last(listed), label="Change") for _ in range(2)]
        for each in panels:
            assert f"**Event on Discord**: {outcome}" in shown(await world.owner.click(last(each), label=pressed))


async def test_forms_that_were_open_while_the_program_restarted_are_taken(world: World) -> None:
    words = {"name": "Honey week", "theme": "", "tags": ""}
    form = await world.owner.slash(world.lobby, "challenge create")
    await world.restart()
    panel = await world.owner.submit_modal(form, words)
    when = await world.owner.click(last(panel), label="Change the time")
    other = await world.owner.click(last(panel), label="Change the words")
    await world.restart()
    assert "For 3 days" in labels(await world.owner.submit_modal(when, {"start": "", "end": "3 days"}))
    assert "Tea week" in shown(await world.owner.submit_modal(other, {**words, "name": "Tea week"}))


async def test_a_form_that_a_moderator_sends_who_is_none_any_more_changes_nothing(world: World) -> None:
    hosts = world.guild.create_role("hosts", permissions=discord.Permissions(manage_events=True))
    mira = world.guild.add_member(world.env.create_user("mira"), roles=[hosts])
    form = await mira.slash(world.lobby, "challenge create")
    words = await mira.click(last(await draft(world, mira)), label="Change the words")
    world.env.backend.get_guild(world.guild.id).members[mira.id].role_ids.clear()
    for each in (form, words):
        refused = await mira.submit_modal(each, {"name": "Tea week", "theme": "", "tags": ""})
        assert "**Manage Events** or **Manage Server**" in shown(refused)


async def test_the_page_of_the_weekly_challenge(world: World) -> None:
    await world.set_up()
    forum = world.guild.create_forum_channel("circle")
    page = await world.panel("Challenges")
    page = await world.owner.select(last(page), [forum], custom_id="channel/weekly.channel/challenges")
    page = await world.owner.select(last(page), [world.lobby], custom_id="channel/weekly.channel/moderation")
    page = await world.owner.select(last(page), ["4"], custom_id="pick/weekly.weekday")
    page = await world.owner.select(last(page), ["20"], custom_id="pick/weekly.hour")
    page = await world.owner.select(last(page), ["2"], custom_id="pick/weekly.goal")
    page = await world.owner.click(last(page), label="With an event")
    page = await world.owner.click(last(page), label="A challenge every week")
    for words in (f"<#{forum.id}>", f"<#{world.lobby.id}>", "a challenge, until Friday at 20:00"):
        assert words in shown(page)
    assert "until Friday at 20:00" in shown(await world.owner.click(last(page), label="Back"))
    await later(world)
    circle = world.bot.get_channel(forum.id)
    assert isinstance(circle, discord.ForumChannel)
    (thread,) = circle.threads
    assert thread.name.startswith("The week's reading, until")
    assert events(world) == [("The week's reading", 2)]
    page = await world.panel("Challenges")
    page = await world.owner.select(last(page), [], custom_id="channel/weekly.channel/challenges")
    assert "Leave it empty" in shown(page)


async def test_an_event_that_may_not_be_made_blocks_nothing(world: World) -> None:
    await world.set_up()
    world.env.inject_error(
        "GET", f"/guilds/{world.guild.id}/scheduled-events", status=403, code=50013, message="Missing Permissions"
    )
    panel = await world.owner.click(last(await draft(world, world.owner)), label="With an event")
    await world.owner.click(last(panel), label="Open it")
    await later(world)
    assert headings(world) == ["Honey week begins"]
    assert events(world) == []
    await later(world, hours=1)
    assert events(world) == [("Honey week", 2)], "looked after again an hour later"


def labels(result: simcord.InteractionResult) -> str:
    return str(last(result).components)
