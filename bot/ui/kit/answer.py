"""Answering an interaction, privately, whether or not it has been answered before."""

import discord
from discord import ui

NOBODY = discord.AllowedMentions.none()


async def answer(interaction: discord.Interaction, view: ui.LayoutView) -> None:
    """Show a card in answer to a command or a press, as the first response or as a follow-up."""
    if interaction.response.is_done():
        await interaction.followup.send(view=view, ephemeral=True, allowed_mentions=NOBODY)
    else:
        await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOBODY)


async def answer_with_files(interaction: discord.Interaction, content: str, *files: discord.File) -> None:
    """Send files that only the member sees, with a line about them, as the first response or a follow-up."""
    send = interaction.followup.send if interaction.response.is_done() else interaction.response.send_message
    await send(content, files=files, ephemeral=True, allowed_mentions=NOBODY)
