"""What every cog does when it is taken in and out, so that a cog only says what it answers and what turns in it.

``class Plan(Wired, commands.Cog)``: before the library's class, whose own ``cog_load`` does nothing.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from discord.app_commands import ContextMenu
from discord.ext import commands

from bot.runtime.loops import GuardedLoop
from bot.ui.kit.actions import Action, Answerer
from bot.ui.kit.buttons import CardHandlers


class Wired:
    """Registers what can be pressed and turns the loops for as long as the cog is in the bot. A cog sets in its
    ``__init__`` what it has of these: ``_handlers``, the client's registry; ``_actions``, who answers which action;
    ``_loops``, which begin at once; ``_menus``, context menus in servers, which the library takes in with no cog, and
    the ``_bot`` that they are in."""

    _bot: commands.Bot
    _handlers: CardHandlers
    _menus: Sequence[ContextMenu] = ()
    _actions: Mapping[Action, Answerer] = MappingProxyType({})
    _loops: Sequence[GuardedLoop] = ()

    async def cog_load(self) -> None:
        self._register()
        self._start()

    async def cog_unload(self) -> None:
        for action in self._actions:
            self._handlers.unregister(action)
        for menu in self._menus:
            self._bot.tree.remove_command(menu.name, type=menu.type)
        for loop in self._loops:
            await loop.stop()

    def _register(self) -> None:
        for menu in self._menus:
            menu.guild_only = True
            self._bot.tree.add_command(menu)
        for action, handler in self._actions.items():
            self._handlers.register(action, handler)

    def _start(self) -> None:
        for loop in self._loops:
            if not loop.running:
                loop.start()


class WiredWhenReady(Wired):
    """As ``Wired``, but the loops begin once the guilds are known: before that nobody could be looked up, no event
    looked after, and a round would miss those who are there."""

    async def cog_load(self) -> None:
        self._register()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Can come many times: what turns goes on turning."""
        self._start()
