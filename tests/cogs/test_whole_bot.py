"""What holds for every command and every card button."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands
from discord.app_commands import locale_str
from structlog.testing import capture_logs

from bot.ui.desk.help import topics
from bot.ui.kit import names
from bot.ui.kit.actions import Action
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.cog import Wired
from bot.ui.kit.layout import row, text
from bot.ui.kit.words import words_for
from tests.cogs.world import World, last, shown

README = Path(__file__).resolve().parents[2] / "README.md"
MANAGED = {"setup", "route", "feeds", "publication", "moderate"}
"""Commands for whoever manages the server."""
KNOWN = {value.message for value in vars(names).values() if isinstance(value, locale_str)}


def reference_in(result: simcord.InteractionResult) -> str:
    """The reference that a member is given: between the last two backticks."""
    return shown(result).rsplit("`", 2)[1]


def logged(logs: Sequence[Mapping[str, Any]], error: type[Exception]) -> str:
    """The reference under which the log has the error with its traceback."""
    (entry,) = [each for each in logs if each["event"] == "unexpected_error"]
    assert isinstance(entry["exc_info"], error)
    return str(entry["reference"])


def leaves(world: World) -> list[app_commands.Command[Any, ..., Any]]:
    return [c for c in world.bot.tree.walk_commands() if isinstance(c, app_commands.Command)]


async def test_every_command_is_documented_and_localisable(world: World) -> None:
    readme = README.read_text()
    listed = {command for _, commands in topics(words_for("en-US")) for command, _ in commands}
    assert listed == {f"/{command.qualified_name}" for command in leaves(world)}
    for command in leaves(world):
        assert f"`/{command.qualified_name}`" in readme
        assert command.description in KNOWN
        for parameter in command.parameters:
            assert str(parameter.description) in KNOWN, f"{command.qualified_name}: {parameter.name}"
            assert str(parameter.display_name) in KNOWN


async def test_every_command_that_belongs_to_a_server_says_so(world: World) -> None:
    anywhere = {"privacy", "help"}
    for command in world.bot.tree.get_commands():
        assert command.guild_only is (command.name not in anywhere), command.name


async def test_who_may_what(world: World) -> None:
    for command in leaves(world):
        root = command.root_parent or command
        wanted = discord.Permissions(manage_guild=True) if root.name in MANAGED else None
        assert root.default_permissions == wanted, command.qualified_name


async def test_commands_are_synced_only_when_they_changed(world: World) -> None:
    def syncs() -> int:
        return sum(r.method == "PUT" and r.path.endswith("/commands") for r in world.env.http_requests)

    before = syncs()
    assert before == 1
    await world.restart()
    assert syncs() == before


async def test_help_names_what_one_can_do(world: World) -> None:
    result = await world.ada.slash(world.lobby, "help")
    assert last(result).ephemeral
    assert "/profile register" in shown(result)


async def test_an_unexpected_error_is_answered_with_a_reference_and_logged(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError("by design")

    monkeypatch.setattr(world.parts.profiles, "page", broken)
    world.expected_errors = 1
    with capture_logs() as logs:
        result = await world.ada.slash(world.lobby, "profile show")
    assert last(result).ephemeral
    assert reference_in(result) == logged(logs, ZeroDivisionError)


async def test_an_error_inside_a_cards_button_is_answered_with_a_reference_and_logged(
    world: World,
) -> None:
    breaks = Action("test.broken", number=int)

    async def broken(ask: Ask, number: int) -> None:
        raise ZeroDivisionError(number)

    world.bot.card_handlers.register(breaks, broken)
    channel = world.bot.get_channel(world.lobby.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send(view=Card(text("-"), row(CardButton(breaks, 1, label="Press"))))
    with capture_logs() as logs:
        result = await world.ada.click(message, label="Press")
    assert last(result).ephemeral
    assert reference_in(result) == logged(logs, ZeroDivisionError)


async def test_a_button_that_nobody_answers_any_more_says_so(world: World) -> None:
    channel = world.bot.get_channel(world.lobby.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send(view=Card(text("-"), row(CardButton(Action("test.nobody"), label="Press"))))
    assert "older version" in shown(await world.ada.click(message, label="Press"))


async def test_loops_survive_a_failure_and_stop_with_the_bot(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    async def broken() -> None:
        nonlocal calls
        calls += 1
        raise RuntimeError("by design")

    loops = {each.name: each for cog in world.bot.cogs.values() if isinstance(cog, Wired) for each in cog._loops}
    assert {name for name, each in loops.items() if not each.running} == set()
    loop = loops["poll"]
    monkeypatch.setattr(loop, "_body", broken)
    await world.env.advance_time(30)
    assert calls >= 3
    assert loop.failures == calls
    assert loop.running
    await world.bot.close()
    assert {name for name, each in loops.items() if each.running} == set()


async def test_presses_are_answered_for_as_long_as_their_cog_is_there(world: World) -> None:
    actions = {action.name for cog in world.bot.cogs.values() for action in vars(cog).get("_actions", ())}
    assert len(actions) > 100
    assert world.bot.card_handlers._answered.keys() == actions
    await world.bot.close()
    assert world.bot.card_handlers._answered == {}
