"""Answers that come with a picture: it is painted while Discord waits, and where that fails the card comes without."""

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
"""Seconds for a picture that somebody waits for, the start of its worker included."""


class Paints(Protocol):
    """What paints: ``bot.ui.kit.painter.Painter``."""

    async def paint(self, picture: Picture) -> bytes:
        """The picture as PNG. Raises ``PaintingFailed``."""
        ...


async def painted(painter: Paints, picture: Picture, filename: str, alt: str) -> discord.File | None:
    """The picture as a file with its description; ``None`` where there is none."""
    try:
        async with asyncio.timeout(PAINTED_WITHIN):
            png = await painter.paint(picture)
    except (PaintingFailed, TimeoutError) as failure:
        log.warning("answer_without_picture", picture=type(picture).__name__, why=repr(failure))
        return None
    return discord.File(io.BytesIO(png), filename, description=alt)


async def show(interaction: discord.Interaction, view: ui.LayoutView, file: discord.File | None) -> None:
    """Put the card in the place of what a deferred answer showed before, with the picture or without."""
    files = [file] if file is not None else []
    await interaction.edit_original_response(view=view, attachments=files, allowed_mentions=NOBODY)
