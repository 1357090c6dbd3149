"""Leaderboards, and the check of the roll-ups that they are computed from."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.boards.boards import Board, BoardPresence, Span
from bot.runtime.loops import GuardedLoop
from bot.services.boards.rollups import RollupService
from bot.services.challenges.leaderboard import BoardService
from bot.ui.boards.board_posts import OPEN
from bot.ui.boards.boards import PICK_BOARD, PICK_SPAN, PRESENCE, TURN_WEEK, board_card
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired

CHECK_EVERY = 3600.0
"""Seconds between checks of roll-ups. Each check covers some members, in turn."""

SPANS = [
    app_commands.Choice(name=names.LEADERBOARD_WEEK, value=Span.WEEK.value),
    app_commands.Choice(name=names.LEADERBOARD_MONTH, value=Span.MONTH.value),
    app_commands.Choice(name=names.LEADERBOARD_ALL, value=Span.ALL.value),
    app_commands.Choice(name=names.LEADERBOARD_CHALLENGE, value=Span.CHALLENGE.value),
]

BOARDS = [
    app_commands.Choice(name=names.LEADERBOARD_POINTS, value=Board.POINTS.value),
    app_commands.Choice(name=names.LEADERBOARD_READERS, value=Board.READERS.value),
    app_commands.Choice(name=names.LEADERBOARD_HELPFUL, value=Board.HELPFUL.value),
    app_commands.Choice(name=names.LEADERBOARD_CONNECTIONS, value=Board.CONNECTIONS.value),
    app_commands.Choice(name=names.LEADERBOARD_STREAK, value=Board.STREAK.value),
]


class Leaderboard(Wired, commands.Cog):
    """``/leaderboard``, and the button under the weekly post."""

    def __init__(self, handlers: CardHandlers, boards: BoardService, rollups: RollupService) -> None:
        self._handlers = handlers
        self._boards = boards
        self._actions = {
            OPEN: self.opened,
            TURN_WEEK: self.week_turned,
            PICK_SPAN: self.span_picked,
            PICK_BOARD: self.board_picked,
            PRESENCE: self.presence_picked,
        }
        self._loops = (GuardedLoop("rollups", rollups.check, seconds=CHECK_EVERY),)

    @app_commands.command(name=names.LEADERBOARD, description=names.LEADERBOARD_ABOUT)
    @app_commands.rename(span=names.LEADERBOARD_SPAN, board=names.LEADERBOARD_BOARD)
    @app_commands.describe(span=names.LEADERBOARD_SPAN_ABOUT, board=names.LEADERBOARD_BOARD_ABOUT)
    @app_commands.choices(span=SPANS, board=BOARDS)
    @app_commands.guild_only()
    async def leaderboard(
        self,
        interaction: discord.Interaction,
        span: app_commands.Choice[str] | None = None,
        board: app_commands.Choice[str] | None = None,
    ) -> None:
        """Show a board to the member alone."""
        shown = Span(span.value) if span else Span.WEEK
        await self._turn(Ask.of(interaction), shown, Board(board.value) if board else Board.POINTS, None)

    async def opened(self, ask: Ask, week_id: int) -> None:
        """Show the whole board to the member who pressed the button below the weekly post."""
        view = await self._boards.show(ask.guild_id, ask.member_id, Span.WEEK, Board.POINTS, week_id)
        await ask.answer(board_card(view, ask.say))

    async def week_turned(self, ask: Ask, board: Board, week_id: int) -> None:
        """Show another week."""
        await self._turn(ask, Span.WEEK, board, week_id)

    async def span_picked(self, ask: Ask, board: Board, span: Span) -> None:
        """Show another span."""
        await self._turn(ask, span, board, None)

    async def board_picked(self, ask: Ask, span: Span, week_id: int | None, board: Board) -> None:
        """Show another board of the same span."""
        await self._turn(ask, span, board, week_id)

    async def presence_picked(
        self, ask: Ask, span: Span, board: Board, week_id: int | None, presence: BoardPresence
    ) -> None:
        """Save how boards show the member."""
        await self._boards.choose_presence(ask.guild_id, ask.member_id, presence)
        await self._turn(ask, span, board, week_id)

    async def _turn(self, ask: Ask, span: Span, board: Board, week_id: int | None) -> None:
        view = await self._boards.show(ask.guild_id, ask.member_id, span, board, week_id)
        await ask.show(board_card(view, ask.say))
