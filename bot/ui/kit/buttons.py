"""Buttons that still work after a restart.

discord.py's ``DynamicItem`` finds its class by the button's id. The library only logs an error that is raised inside
it, or drops it, and the press stays unanswered. So ``CardItem`` catches the errors of all our components and reports
them. The handler of a press is looked up by the action's name in the client's ``CardHandlers``, where cogs register
theirs when they are loaded (``bot/ui/kit/cog.py``).
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
"""Characters of a component's id (Discord)."""


class CardHandlers:
    """The handler of each action."""

    def __init__(self) -> None:
        self._answered: dict[str, tuple[Action, Answerer]] = {}

    def register(self, action: Action, handler: Answerer) -> None:
        """Let ``handler`` answer ``action``.

        Raises:
            ValueError: the action has a handler already.
            TypeError: the handler takes other arguments than the action declares.
        """
        if action.name in self._answered:
            raise ValueError(f"two handlers for {action.name}")
        action.check(handler)
        self._answered[action.name] = action, handler

    def unregister(self, action: Action) -> None:
        """Remove the handler of ``action``."""
        self._answered.pop(action.name, None)

    async def answer(self, interaction: discord.Interaction, name: str, given: Given) -> None:
        """Call the handler of the action called ``name``.

        Raises:
            CardOutdated: there is no such handler, or the arguments do not fit it.
        """
        if name not in self._answered:
            raise CardOutdated
        action, handler = self._answered[name]
        await handler(Ask.of(interaction), *action.read(given))


class HasCardHandlers(Protocol):
    """The client's attribute in which the handlers of card buttons are found."""

    card_handlers: CardHandlers


def custom_id(kind: str, action: Action, args: Sequence[object], *, left: int = 0) -> str:
    """``<kind>/<action>/<argument>/...``, without the last ``left`` arguments, which are not known yet.

    Raises:
        ValueError: the id is longer than Discord allows, or an argument is not of its kind.
    """
    made = "/".join((kind, action.name, *action.written(args, left=left)))
    if len(made) > CUSTOM_ID_LIMIT:
        raise ValueError(f"a component's id may have {CUSTOM_ID_LIMIT} characters: {made}")
    return made


async def hand_over(interaction: discord.Interaction, action: str, given: Given) -> None:
    """Call the action's handler, and report any error to the member and the log."""
    try:
        await cast("HasCardHandlers", interaction.client).card_handlers.answer(interaction, action, given)
    except Exception as error:  # noqa: BLE001 - the library would only log it and leave the press unanswered
        await report(interaction, error)


def ids(kind: str) -> re.Pattern[str]:
    """A pattern for the ids that ``custom_id`` makes for a kind."""
    return re.compile(rf"{kind}/[a-z_.]+(?:/[^/]*)*")


class CardItem(ui.DynamicItem[ItemT], template=re.compile("(?!)")):  # matches nothing: only subclasses have ids
    """A component of a card. Everything that its handler needs is in its id, so it works after a restart."""

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003 - discord.py's signature
        item: ui.Item[Any],
        match: re.Match[str],  # noqa: ARG003 - discord.py's signature
        /,
    ) -> Self:
        """Wrap the component that was used, without ``__init__``: that of a subclass would make a new component."""
        used = cls.__new__(cls)
        ui.DynamicItem.__init__(used, item)
        return used

    def picked(self) -> Sequence[str] | None:
        """The values picked from a menu; ``None`` for a button."""
        return None

    async def callback(self, interaction: discord.Interaction) -> None:
        """Call the action's handler with the arguments in the id and what was picked."""
        _, action, *args = self.custom_id.split("/")
        await hand_over(interaction, action, Given(args, self.picked()))


class CardButton(CardItem[ui.Button[Any]], template=ids("ink")):
    """A button of a card: ``ink/<action>/<argument>/...``."""

    def __init__(
        self,
        action: Action,
        *args: object,
        label: str,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        disabled: bool = False,
    ) -> None:
        button: ui.Button[Any] = ui.Button(
            label=label, style=style, disabled=disabled, custom_id=custom_id("ink", action, args)
        )
        super().__init__(button)
