"""Presses, menus and forms of another version, of challenges, boards, milestones and one's own numbers."""

from collections.abc import Sequence
from typing import Any

import discord
import pytest
import simcord
from discord import ui

from bot.domain.growth.growth import Measure
from bot.ui.kit.actions import Action
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.forms import Form, line_field
from bot.ui.kit.layout import FramedCard
from tests.cogs.world import World, last, shown

OUTDATED = "This card is from an older version"
HUGE = 2**63
AGES = 10**12
"""Days that a number of 64 bits counts, and no calendar."""


async def card(world: World, *parts: ui.Item[Any]) -> discord.Message:
    """A card of an earlier version, as it may stand in a channel."""
    channel: Any = world.bot.get_channel(world.lobby.id)
    message = await channel.send(view=FramedCard(*(ui.ActionRow(part) for part in parts)))
    assert isinstance(message, discord.Message)
    return message


def is_outdated(result: simcord.InteractionResult) -> bool:
    return OUTDATED in shown(result) and last(result).ephemeral


@pytest.mark.parametrize(
    "ids",
    [
        pytest.param(
            (
                "ink/challenge.join",
                "ink/challenge.progress",
                "ink/challenge.page",
                "ink/organise.open",
                "ink/board.open",
                "ink/board.week/points",
                "ink/milestone.look",
                "ink/milestone.back/1",
                "ink/milestone.private/1",
            ),
            id="too few: IndexError before",
        ),
        pytest.param(
            (
                "ink/challenge.join/soon",
                "ink/challenge.leave/1.0",
                "ink/challenge.page/x",
                "ink/organise.call_off/one",
                "ink/board.open/this",
                "ink/milestone.share/",
                "ink/milestone.drop/1/last",
            ),
            id="no number: ValueError before",
        ),
        pytest.param(
            (
                f"ink/challenge.join/{HUGE}",
                f"ink/challenge.ask_off/{HUGE}",
                f"ink/organise.words/{HUGE}",
                f"ink/board.open/{HUGE}",
                f"ink/milestone.look/{HUGE}",
                f"ink/milestone.stories/{HUGE}",
            ),
            id="more than a database takes: OverflowError before",
        ),
    ],
)
async def test_case_c2_a_press_of_another_version_says_that_the_card_is_out_of_date(
    world: World, ids: Sequence[str]
) -> None:
    await world.owner.slash(world.lobby, "leaderboard")  # the guild has a week
    for each in ids:
        message = await card(world, ui.Button(label="An old button", custom_id=each))
        assert is_outdated(await world.owner.click(message, custom_id=each)), each


async def test_case_c2_a_choice_from_a_menu_of_another_version(world: World) -> None:
    form = await world.owner.slash(world.lobby, "challenge create")
    panel = await world.owner.submit_modal(form, {"name": "Honey week", "theme": "", "tags": ""})
    assert "Write notes on 3 stories" in shown(panel)
    chosen = [
        ("pick/organise.goal/1", "many"),
        ("pick/organise.goal/1", "11"),
        ("pick/organise.goal", "1"),
        ("pick/organise.length/1", str(AGES)),
        ("pick/organise.length/1", "0"),
        ("pick/board.board/week", "points"),
        ("pick/board.presence/week/points/-", "hidden"),
        ("pick/growth.turn", "claps"),
        ("pick/growth.remove/views", "someday"),
        ("pick/growth.remove/views", "2026-02-30"),
    ]
    for action, value in chosen:
        options = [discord.SelectOption(label="An old option", value=value)]
        message = await card(world, ui.Select(custom_id=action, options=options))
        assert is_outdated(await world.owner.select(message, [value], custom_id=action)), (action, value)
    looked = await world.owner.click(last(panel), label="With an event")
    assert "Write notes on 3 stories" in shown(looked), "nothing was changed"


HAND = Action("old.form", number=int)


async def test_case_c2_a_form_of_another_version(world: World) -> None:
    numbers = {each.value: str for each in Measure}
    old: list[tuple[Action, tuple[str, ...]]] = [
        (Action("organise.timed", start=str, end=str), ()),
        (Action("organise.timed", challenge=str, start=str, end=str), ("soon",)),
        (Action("organise.timed", challenge=str, start=str, end=str), (str(HUGE),)),
        (Action("organise.timed", challenge=str, start=str), ("1",)),
        (Action("organise.renamed", challenge=str, page=str, name=str, theme=str, tags=str), ("1", "2")),
        (Action("milestone.told", amount=str, words=str), ()),
        (Action("milestone.told", kind=str, amount=str, words=str), ("claps",)),
        (Action("growth.logged", **numbers), ()),
        (Action("growth.logged", day=str, **numbers), ("someday",)),
        (Action("growth.logged", day=str, claps=str), ("2026-01-01",)),
    ]
    forms = [_form(action, args) for action, args in old]

    async def hand(ask: Ask, number: int) -> None:
        await ask.hand(forms[number])

    world.bot.card_handlers.register(HAND, hand)
    for number, (action, args) in enumerate(old):
        message = await card(world, CardButton(HAND, number, label="An old form"))
        form = await world.owner.click(message, label="An old form")
        filled = dict.fromkeys(list(action.kinds)[len(args) :], "1")
        assert is_outdated(await world.owner.submit_modal(form, filled)), (action, args)


def _form(action: Action, args: tuple[str, ...]) -> Form:
    named = list(action.kinds)[len(args) :]
    return Form(action, *args, title="An old form", fields=[line_field(each, each, "", "", limit=40) for each in named])


async def test_an_id_that_holds_what_was_deleted_since_is_no_card_of_another_version(world: World) -> None:
    button: ui.Button[Any] = ui.Button(label="A button", custom_id=f"ink/challenge.join/{HUGE - 1}")
    message = await card(world, button)
    refused = await world.ada.click(message, label="A button")
    assert "no such challenge" in shown(refused)
