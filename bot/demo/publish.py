"""``/publish``, a command of the demo only: a writer publishes a story, and the bot finds it moments later."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.demo.server import LOOK_AGAIN
from bot.demo.stage import Player, Stage
from bot.ui.kit.answer import answer
from bot.ui.kit.card import Card
from bot.ui.kit.layout import WARM, small, text


class Publish(commands.Cog):
    """Lets the user of the page publish stories on the simulated Medium."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @app_commands.command(
        name="publish", description="(Demo) A story of yours, or of another writer, appears on Medium"
    )
    @app_commands.describe(writer="Who publishes; you, if you leave it out")
    @app_commands.guild_only()
    async def publish(self, interaction: discord.Interaction, writer: discord.Member | None = None) -> None:
        """Publish the writer's next story."""
        member_id = (writer or interaction.user).id
        player = next((each for each in self._stage.players if each.member.id == member_id), None)
        if player is None:
            await answer(interaction, _sorry("The moderator does not write. Say which writer is to publish."))
        elif not player.drawer:
            await answer(interaction, _sorry(f"{player.name} has nothing left in the drawer. Choose somebody else."))
        else:
            server = self._stage.server
            page = await server.parts.profiles.page(server.guild.id, member_id)
            title = self._stage.publish(player).title
            # The bot's code must not move the clock itself.
            server.driver.hurry(LOOK_AGAIN)
            await answer(interaction, _published(player, title, registered=bool(page.profiles)))


def _published(player: Player, title: str, *, registered: bool) -> Card:
    if registered:
        then = "Time runs ahead now, by the quarter of an hour until the bot looks again. Watch this channel."
    else:
        then = f"Nobody is told: {player.name} has not registered. `/profile register` takes `{player.address}`."
    return Card(text(f"**{player.name} has published “{title}”.**", then, small("A command of the demo only.")))


def _sorry(message: str) -> Card:
    return Card(text(message), colour=WARM)
