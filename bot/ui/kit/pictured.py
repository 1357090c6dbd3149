"""Answers with a picture: it is painted after the answer was deferred; if that fails, the card is shown without it."""

import asyncio
import io
from typing import Protocol

import discord
import structlog
from discord import ui

from bot.domain.kit.pictures import Picture
from bot.ui.kit.answer import NOBODY
from bot.ui.kit.painter import PaintingFailed

log = structlog.get_logger(__name__)

PAINTED_WITHIN = 20.0
"""Seconds for a picture that a member waits for, including the start of the worker."""


class Paints(Protocol):
    """The interface of ``bot.ui.kit.painter.Painter``."""

    async def paint(self, picture: Picture) -> bytes:
        """The picture as PNG. Raises ``PaintingFailed``."""
        ...


async def painted(
    painter: Paints, picture: Picture, filename: str, alt: str, *, within: float = PAINTED_WITHIN
) -> discord.File | None:
    """The picture as a file with its description; ``None`` if it could not be painted ``within`` so many seconds."""
    try:
        async with asyncio.timeout(within):
            png = await painter.paint(picture)
    except (PaintingFailed, TimeoutError) as failure:
        log.warning("sent_without_picture", picture=type(picture).__name__, why=repr(failure))
        return None
    return discord.File(io.BytesIO(png), filename, description=alt)


async def show(interaction: discord.Interaction, view: ui.LayoutView, file: discord.File | None) -> None:
    """Complete a deferred answer with the card, and the picture if there is one."""
    files = [file] if file is not None else []
    await interaction.edit_original_response(view=view, attachments=files, allowed_mentions=NOBODY)
