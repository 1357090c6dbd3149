"""Buttons that still work after a restart.

discord.py's ``DynamicItem`` finds its class by the button's id. What goes wrong inside it is only logged by the
library, or dropped, and the press stays unanswered; so one class guards look-up and callback for all of ours and
reports errors like everything else. Which handler a press reaches is looked up by name in the registry that the bot
carries: cogs register their handlers when they are loaded (``bot/ui/kit/cog.py``).
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol, Self, TypeVar, cast

import discord
from discord import ui

from bot.domain.kit.errors import CardOutdated
from bot.ui.kit.actions import Action, Answerer, Given
from bot.ui.kit.ask import Ask
from bot.ui.kit.errors import report

Handler = Callable[[discord.Interaction, tuple[str, ...]], Awaitable[None]]
"""The older way, for actions that are only a name: gets the arguments that the button was made with, as text."""

ItemT = TypeVar("ItemT", bound=ui.Item[Any])

CUSTOM_ID_LIMIT = 100
"""Discord's limit for a component's id."""


class CardHandlers:
    """Which action is answered by whom."""

    def __init__(self) -> None:
        self._actions: dict[str, Action] = {}
        self._handlers: dict[str, Answerer] = {}

    @property
    def actions(self) -> tuple[Action, ...]:
        """All that are answered."""
        return tuple(self._actions.values())

    def register(self, action: Action | str, handler: Answerer) -> None:
        """Answer ``action``. A second handler for the same action, or one that takes other arguments, is a mistake in
        the program."""
        name = _name(action)
        if name in self._handlers:
            raise ValueError(f"two handlers for {name}")
        if isinstance(action, Action):
            action.check(handler)
            self._actions[name] = action
        self._handlers[name] = handler

    def unregister(self, action: Action | str) -> None:
        """Stop answering ``action``."""
        self._handlers.pop(_name(action), None)
        self._actions.pop(_name(action), None)

    def find(self, action: str) -> Answerer:
        """The action's handler.

        Raises:
            CardOutdated: nobody answers it (any more).
        """
        handler = self._handlers.get(action)
        if handler is None:
            raise CardOutdated
        return handler

    async def answer(self, interaction: discord.Interaction, name: str, given: Given) -> None:
        """Have whoever registered for the action answer.

        Raises:
            CardOutdated: nobody does, or it takes other arguments.
        """
        handler = self.find(name)
        action = self._actions.get(name)
        if action is None:
            await handler(interaction, (*given.args, *(given.picked or ())))
        else:
            await handler(Ask.of(interaction), *action.read(given))


class HasCardHandlers(Protocol):
    """What a client has to carry for card buttons to work."""

    card_handlers: CardHandlers


def _name(action: Action | str) -> str:
    return action.name if isinstance(action, Action) else action


def custom_id(kind: str, action: Action | str, args: Sequence[object], *, left: int = 0) -> str:
    """``<kind>/<action>/<argument>/...``, but for the last ``left`` arguments, which are not known yet. ValueError for
    one that Discord would not take."""
    texts = action.written(args, left=left) if isinstance(action, Action) else map(str, args)
    made = "/".join((kind, _name(action), *texts))
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
        action: Action | str,
        *args: object,
        label: str | None = None,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        emoji: str | None = None,
        disabled: bool = False,
    ) -> None:
        button: ui.Button[Any] = ui.Button(
            label=label, style=style, emoji=emoji, disabled=disabled, custom_id=custom_id("ink", action, args)
        )
        super().__init__(button)
