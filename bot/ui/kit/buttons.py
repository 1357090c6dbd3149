"""Buttons that still work after a restart.

discord.py's ``DynamicItem`` finds its class by the button's id. What goes wrong inside it is only logged by the
library, or dropped, and the press stays unanswered; so one class guards look-up and callback for all of ours and
reports errors like everything else. Which handler a press reaches is looked up by name in the registry that the bot
carries: cogs register their handlers when they are loaded (``bot/ui/kit/cog.py``).
"""

import re
from collections.abc import Sequence
from typing import Any, Protocol, Self, TypeVar, cast

import discord
from discord import ui

from bot.domain.kit.errors import CardOutdated
from bot.ui.kit.actions import Action, Answerer, Given
from bot.ui.kit.ask import Ask
from bot.ui.kit.errors import report

ItemT = TypeVar("ItemT", bound=ui.Item[Any])

CUSTOM_ID_LIMIT = 100
"""Discord's limit for a component's id."""


class CardHandlers:
    """Which action is answered by whom."""

    def __init__(self) -> None:
        self._answered: dict[str, tuple[Action, Answerer]] = {}

    def register(self, action: Action, handler: Answerer) -> None:
        """Answer ``action``. A second handler for the same action, or one that takes other arguments, is a mistake in
        the program."""
        if action.name in self._answered:
            raise ValueError(f"two handlers for {action.name}")
        action.check(handler)
        self._answered[action.name] = action, handler

    def unregister(self, action: Action) -> None:
        """Stop answering ``action``."""
        self._answered.pop(action.name, None)

    async def answer(self, interaction: discord.Interaction, name: str, given: Given) -> None:
        """Have whoever registered for the action answer.

        Raises:
            CardOutdated: nobody does, or it takes other arguments.
        """
        if name not in self._answered:
            raise CardOutdated
        action, handler = self._answered[name]
        await handler(Ask.of(interaction), *action.read(given))


class HasCardHandlers(Protocol):
    """What a client has to carry for card buttons to work."""

    card_handlers: CardHandlers


def custom_id(kind: str, action: Action, args: Sequence[object], *, left: int = 0) -> str:
    """``<kind>/<action>/<argument>/...``, but for the last ``left`` arguments, which are not known yet. ValueError for
    one that Discord would not take."""
    made = "/".join((kind, action.name, *action.written(args, left=left)))
    if len(made) > CUSTOM_ID_LIMIT:
        raise ValueError(f"a component's id may have {CUSTOM_ID_LIMIT} characters: {made}")
    return made


async def hand_over(interaction: discord.Interaction, action: str, given: Given) -> None:
    """Have whoever registered for the action answer; report what goes wrong."""
    try:
        await cast("HasCardHandlers", interaction.client).card_handlers.answer(interaction, action, given)
    except Exception as error:  # noqa: BLE001 - the library would only log it and leave the press unanswered
        await report(interaction, error)


def ids(kind: str) -> re.Pattern[str]:
    """The ids that ``custom_id`` makes of a kind."""
    return re.compile(rf"{kind}/[a-z_.]+(?:/[^/]*)*")


class CardItem(ui.DynamicItem[ItemT], template=re.compile("(?!)")):  # nothing: only those that inherit have ids
    """What can be pressed or picked from on a card. Everything that a press needs stands in its id."""

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003 - discord.py's signature
        item: ui.Item[Any],
        match: re.Match[str],  # noqa: ARG003 - discord.py's signature
        /,
    ) -> Self:
        """The same again, around the component that was shown: ``__init__`` of those that inherit makes a new one."""
        used = cls.__new__(cls)
        ui.DynamicItem.__init__(used, item)
        return used

    def picked(self) -> Sequence[str] | None:
        """What was picked, as text; ``None`` for what is pressed."""
        return None

    async def callback(self, interaction: discord.Interaction) -> None:
        """Hand over what the id says, and what was picked."""
        _, action, *args = self.custom_id.split("/")
        await hand_over(interaction, action, Given(args, self.picked()))


class CardButton(CardItem[ui.Button[Any]], template=ids("ink")):
    """A button of a card: ``ink/<action>/<argument>/...``."""

    def __init__(
        self,
        action: Action,
        *args: object,
        label: str | None = None,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        disabled: bool = False,
    ) -> None:
        button: ui.Button[Any] = ui.Button(
            label=label, style=style, disabled=disabled, custom_id=custom_id("ink", action, args)
        )
        super().__init__(button)
