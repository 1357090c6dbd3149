"""Every action of the whole bot: with arguments of another version's, it says that the card is of an older version."""

from collections.abc import Iterator
from typing import Any

import pytest
from discord import ui

from bot.domain.kit.errors import CardOutdated
from bot.ui.kit.actions import Action, Given
from bot.ui.kit.layout import FramedCard
from tests.cogs.world import World, last, shown

HUGE = str(2**63)


def wrong_ids(action: Action) -> Iterator[str]:
    """Ids with too few arguments, too many, of another kind and beyond every size."""
    count = len(action.kinds)
    typed = [kind.takes not in {str, str | None} for kind in action.kinds.values()]
    wrong = [["1"] * (count + 1), ["1"] * (count - 1)] if count else [["1"]]
    if any(typed):
        wrong += [[each if other else "1" for other in typed] for each in ("\N{SNOWMAN}", HUGE)]
    yield from ("/".join(("ink", action.name, *args)) for args in wrong)


PRESSED = 4
"""Actions whose cards are really pressed: all go the same way, and a press takes longer the more there were."""


def actions_of(world: World) -> list[Action]:
    actions = [action for action, _ in world.bot.card_handlers._answered.values()]
    assert len(actions) > 100, "all of the bot's"
    return actions


async def test_case_c2_no_action_reads_what_another_version_wrote(world: World) -> None:
    for action in actions_of(world):
        for each in wrong_ids(action):
            _, _, *args = each.split("/")
            with pytest.raises(CardOutdated):
                action.read(Given(args))


async def test_case_c2_a_card_of_another_version_says_so(world: World) -> None:
    channel: Any = world.bot.get_channel(world.lobby.id)
    for action in actions_of(world)[:PRESSED]:
        ids = list(wrong_ids(action))
        buttons: list[ui.Button[Any]] = [ui.Button(label=str(n), custom_id=each) for n, each in enumerate(ids)]
        message = await channel.send(view=FramedCard(ui.ActionRow(*buttons)))
        for each in ids:
            refused = await world.ada.click(message, custom_id=each)
            assert "This card is from an older version" in shown(refused), each
            assert last(refused).ephemeral
