"""Every action of the whole bot: with arguments of another version's, it says that the card is out of date."""

from collections.abc import Iterator
from typing import Any

from discord import ui

from bot.ui.kit.actions import Action
from bot.ui.kit.layout import Framed
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


async def test_an_id_of_another_version_is_out_of_date_whatever_it_says(world: World) -> None:
    actions = world.bot.card_handlers.actions
    assert actions
    channel: Any = world.bot.get_channel(world.lobby.id)
    for action in actions:
        ids = list(wrong_ids(action))
        buttons: list[ui.Button[Any]] = [ui.Button(label=str(n), custom_id=each) for n, each in enumerate(ids)]
        message = await channel.send(view=Framed(ui.ActionRow(*buttons)))
        for each in ids:
            refused = await world.ada.click(message, custom_id=each)
            assert "This card is out of date." in shown(refused), each
            assert last(refused).ephemeral
