"""Members register, show and remove their Medium profiles."""

from datetime import datetime

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.stories.announcing import AnnouncePreference
from bot.domain.stories.errors import StoriesKind
from bot.services.desk.about import AboutService
from bot.services.stories.ownership import OwnershipService
from bot.services.stories.profiles import ProfileService
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.choices import choices, picked_id
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import guild_of
from bot.ui.stories import profiles as ui
from bot.ui.stories.about import EDITED, about_form, saved_card
from bot.ui.stories.ownership import LOOK, proof_card


@app_commands.guild_only()
class Profiles(Wired, commands.GroupCog, group_name=names.PROFILE, group_description=names.PROFILE_ABOUT):
    """``/profile``, and the context menu "Medium profile"."""

    def __init__(
        self,
        bot: commands.Bot,
        handlers: CardHandlers,
        profiles: ProfileService,
        ownership: OwnershipService,
        about: AboutService,
    ) -> None:
        super().__init__()
        self._bot = bot
        self._handlers = handlers
        self._profiles = profiles
        self._ownership = ownership
        self._about = about
        self._menus = (app_commands.ContextMenu(name=names.PROFILE_MENU, callback=self.menu),)
        self._actions = {
            ui.CONFIRM: self.confirm,
            ui.CANCEL: self.cancel,
            ui.REMOVE: self.removed,
            ui.KEEP: self.kept,
            LOOK: self.look,
            EDITED: self.edited,
        }

    @app_commands.command(name=names.PROFILE_REGISTER, description=names.PROFILE_REGISTER_ABOUT)
    @app_commands.rename(link=names.PROFILE_LINK)
    @app_commands.describe(link=names.PROFILE_LINK_ABOUT)
    async def register(self, interaction: discord.Interaction, link: app_commands.Range[str, 1, 500]) -> None:
        """Fetch what the address leads to and show it privately, with Confirm and Cancel."""
        ask = Ask.of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        preview = await self._profiles.preview(ask.guild_id, ask.member_id, link)
        await ask.answer(ui.preview_card(preview, ask.say))

    async def confirm(self, ask: Ask, feed_id: int, previewed_at: datetime) -> None:
        """Register the profile of the preview."""
        profile = await self._profiles.confirm(ask.guild_id, ask.member_id, feed_id, previewed_at)
        await ask.replace(ui.registered_card(profile, ask.say))

    async def cancel(self, ask: Ask) -> None:
        """Close the preview without registering."""
        await ask.replace(ui.cancelled_card(ask.say))

    @app_commands.command(name=names.PROFILE_SHOW, description=names.PROFILE_SHOW_ABOUT)
    @app_commands.rename(member=names.PROFILE_MEMBER)
    @app_commands.describe(member=names.PROFILE_MEMBER_ABOUT)
    async def show(self, interaction: discord.Interaction, member: discord.Member | None = None) -> None:
        """Show a member's profiles and newest stories."""
        await self._show(Ask.of(interaction), member or interaction.user)

    async def menu(self, interaction: discord.Interaction, member: discord.Member) -> None:
        """Show the same from a member's context menu."""
        await self._show(Ask.of(interaction), member)

    async def _show(self, ask: Ask, member: discord.abc.User) -> None:
        page = await self._profiles.page(ask.guild_id, member.id)
        own = member.id == ask.member_id
        await ask.answer(ui.profile_page(page, ask.say, own=own))

    @app_commands.command(name=names.PROFILE_REMOVE, description=names.PROFILE_REMOVE_ABOUT)
    @app_commands.rename(which=names.PROFILE_WHICH)
    @app_commands.describe(which=names.PROFILE_WHICH_ABOUT)
    async def remove(self, interaction: discord.Interaction, which: str) -> None:
        """Ask before a profile is removed."""
        ask = Ask.of(interaction)
        profile = await self._profiles.own(ask.guild_id, ask.member_id, picked_id(which, StoriesKind.PROFILE))
        await ask.answer(ui.remove_card(profile, ask.say))

    @app_commands.command(name=names.PROFILE_EDIT, description=names.PROFILE_EDIT_ABOUT)
    async def edit(self, interaction: discord.Interaction) -> None:
        """Open the form, filled in with the present choices. Discord takes it only as the first response."""
        ask = Ask.of(interaction)
        about, now = await self._about.get(ask.guild_id, ask.member_id)
        await ask.hand(about_form(about, now, ask.say))

    async def edited(  # noqa: PLR0917 - the fields of the form
        self, ask: Ask, line: str, topics: str, announce: AnnouncePreference, pause: str, zone: str
    ) -> None:
        """Save the form."""
        about, now = await self._about.edit(
            ask.guild_id, ask.member_id, line=line, topics=topics, announce=announce, pause_days=pause, zone=zone
        )
        await ask.answer(saved_card(about, now, ask.say))

    @app_commands.command(name=names.PROFILE_VERIFY, description=names.PROFILE_VERIFY_ABOUT)
    @app_commands.rename(which=names.PROFILE_WHICH, link=names.PROFILE_LINK)
    @app_commands.describe(which=names.PROFILE_VERIFY_WHICH_ABOUT, link=names.PROFILE_VERIFY_LINK_ABOUT)
    async def verify(
        self,
        interaction: discord.Interaction,
        which: str | None = None,
        link: app_commands.Range[str, 1, 500] | None = None,
    ) -> None:
        """Show the code that proves a profile: the member's own, or one that another member has registered."""
        ask = Ask.of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild_id, member_id = ask.guild_id, ask.member_id
        if link is not None:
            proof = await self._ownership.claim(guild_id, member_id, link)
        else:
            profile_id = None if which is None else picked_id(which, StoriesKind.PROFILE)
            proof = await self._ownership.begin(guild_id, member_id, profile_id)
        await ask.answer(proof_card(proof, ask.say))

    async def look(self, ask: Ask, feed_id: int) -> None:
        """Look for the code on Medium now."""
        await ask.interaction.response.defer()
        proof = await self._ownership.look(ask.guild_id, ask.member_id, feed_id)
        await ask.replace(proof_card(proof, ask.say))

    @remove.autocomplete("which")
    @verify.autocomplete("which")
    async def own_profiles(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """The member's own profiles."""
        page = await self._profiles.page(guild_of(interaction), interaction.user.id)
        return choices(((ui.profile_choice(each), str(each.id)) for each in page.profiles), current)

    async def removed(self, ask: Ask, profile_id: int) -> None:
        """Remove the profile."""
        profile = await self._profiles.remove(ask.guild_id, ask.member_id, profile_id)
        await ask.replace(ui.removed_card(profile, ask.say))

    async def kept(self, ask: Ask) -> None:
        """Do not remove it."""
        await ask.replace(ui.kept_card(ask.say))
