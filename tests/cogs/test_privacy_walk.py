"""Whatever command somebody else gives, and whatever is posted: nobody learns what a member keeps for themselves."""

import json
from datetime import timedelta
from typing import Any

import discord
import simcord
from discord import app_commands
from sqlalchemy import insert

from bot.domain.reading.notes import NoteVisibility
from bot.storage.database.engine import Connection
from bot.storage.schema import care_hints, growth_log, introduction_blocks
from tests.cogs.test_notes import fill, publish
from tests.cogs.world import LOOP_TURNS, World, last
from tests.services.readers import add_note

SECRET = "Quincunx"
"""A word that stands in everything that Ben keeps for himself, and nowhere else."""

NUMBER = 7_351_379
"""A number that Ben logged."""

AT_A_TIME = 12
"""Commands between two restarts: the forms they open wait no more then, and simcord looks at each at every step."""

NOTED = f"{SECRET}: what only I know about the bees, and why this story made me think of them again tonight."
TOLD = "What everybody may know is that the bees came back, and that I was gladder of it than I can say."


async def keep_secrets(world: World) -> None:
    """Ben, who may be known to read: a private note, a remark, a draft, a number, a block, a hint; and one note in
    the open, so that there is something to show."""
    await world.set_up()
    await world.owner.click(last(await world.panel("How and when")), label="A thread under each")
    await world.register(world.ada)
    await world.register(world.ben, "medium.com/@ben.writes")
    first, second, third = [await publish(world, number) for number in (3, 4, 5)]
    await fill(world.ben, await world.ben.click(first, label="I read this"), TOLD)
    await fill(world.ben, await world.ben.click(second, label="I read this"), NOTED, "private")
    await fill(world.ben, await world.ben.click(third, label="I read this"), f"{SECRET}!")
    remark = await world.ben.slash(world.lobby, "connections note", member=world.ada)
    assert remark.modal is not None
    field = remark.modal["components"][0]["component"]["custom_id"]
    await world.ben.submit_modal(remark, {field: f"{SECRET} lives by the sea"})
    now, mine = world.parts.clock(), {"guild_id": world.guild.id, "member_id": world.ben.id}

    async def work(conn: Connection) -> None:
        for back in (0, 3):
            day = (now - timedelta(days=back)).date().isoformat()
            await conn.execute(insert(growth_log).values(**mine, measure="followers", day=day, value=NUMBER))
        await conn.execute(insert(introduction_blocks).values(**mine, blocked_id=world.ada.id, blocked_at=now))
        await conn.execute(insert(care_hints).values(**mine, hinted_at=now))

    await world.parts.database.write(work)
    await world.env.advance_time(LOOP_TURNS)


def options_of(world: World, command: app_commands.Command[Any, ..., Any]) -> dict[str, Any]:
    """Something for each option, about Ben wherever a person can be named."""
    values: dict[str, Any] = {}
    for parameter in command.parameters:
        match parameter.type:
            case _ if parameter.choices:
                values[str(parameter.display_name)] = parameter.choices[0].value
            case discord.AppCommandOptionType.user | discord.AppCommandOptionType.mentionable:
                values[str(parameter.display_name)] = world.ben
            case discord.AppCommandOptionType.channel:
                values[str(parameter.display_name)] = world.stories
            case discord.AppCommandOptionType.role:
                values[str(parameter.display_name)] = world.guild.default_role
            case discord.AppCommandOptionType.integer | discord.AppCommandOptionType.number:
                values[str(parameter.display_name)] = parameter.min_value or 1
            case discord.AppCommandOptionType.boolean:
                values[str(parameter.display_name)] = True
            case _:
                values[str(parameter.display_name)] = "Story number 4"
    return values


def everything(result: simcord.InteractionResult) -> str:
    """All that came in answer: cards, forms, files, choices."""
    messages = [message for message in (result.response, *result.followups) if message is not None]
    parts = [json.dumps([message.content, message.components], default=str) for message in messages]
    files = [attachment.filename for message in messages for attachment in message.attachments]
    return "\n".join([*parts, *files, json.dumps(result.modal, default=str)])


async def walk(world: World, member: simcord.MemberActor) -> tuple[int, str]:
    """(how many commands were given, all that came in answer)."""
    heard: list[str] = []
    commands = [
        each
        for each in world.bot.tree.walk_commands()
        if isinstance(each, app_commands.Command)
        # What only managers are shown, Discord shows nobody else.
        and (member is world.owner or (each.root_parent or each).default_permissions is None)
    ]
    for number, command in enumerate(commands):
        if number % AT_A_TIME == 0:
            await world.restart()
        for parameter in command.parameters:
            if parameter.autocomplete:
                for typed in ("", SECRET[:4]):
                    name = str(parameter.display_name)
                    heard.append(
                        json.dumps(await member.autocomplete(world.lobby, command.qualified_name, name, typed))
                    )
        given = options_of(world, command)
        heard.append(everything(await member.slash(world.lobby, command.qualified_name, **given)))
        if given and not any(parameter.required for parameter in command.parameters):
            heard.append(everything(await member.slash(world.lobby, command.qualified_name)))
    return len(commands), "\n".join(heard)


async def test_nobody_learns_what_a_member_keeps(world: World) -> None:
    await keep_secrets(world)
    stranger = world.guild.add_member(world.env.create_user("zoe"))
    secrets = (SECRET, str(NUMBER), f"{NUMBER:,}")
    _, own = await walk(world, world.ben)
    assert SECRET in own, "the walk reaches what is kept"
    assert f"{NUMBER:,}" in own
    # The writer of the story, whom Ben's private note is about; somebody new; and who manages the server.
    for member in (world.ada, stranger, world.owner):
        given, heard = await walk(world, member)
        assert given > 40
        assert [secret for secret in secrets if secret in heard] == []
    posted = [
        text for channel in (world.lobby, world.stories, *world.stories.threads) for text in world.announced(channel)
    ]
    assert any(TOLD in text for text in posted)
    assert not any(secret in text for secret in secrets for text in posted)


async def test_a_private_note_leaves_no_trace_in_what_others_see_of_its_writer(world: World) -> None:
    """The same words for the writer of a story, whether somebody noted it in private or not at all."""
    await world.set_up()
    await world.register(world.ada)
    seen = {}
    for when in ("before", "after"):
        if when == "after":
            private = {"visibility": NoteVisibility.PRIVATE, "said": NOTED}
            ben, ada, now = world.ben.id, world.ada.id, world.parts.clock()
            await world.parts.database.write(add_note, world.guild.id, ben, ada, 1, at=now, **private)
        asked = ("connections show", "spotlight", "community map")
        seen[when] = [everything(await world.ada.slash(world.lobby, name)) for name in asked]
    assert seen["before"] == seen["after"]
