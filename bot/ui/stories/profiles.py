"""The cards of profiles: the preview, the page, the question before a profile is removed."""

from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.domain.stories.profiles import Profile, ProfilePage, ProfilePause, ProfilePreview
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.choices import page_label
from bot.ui.kit.layout import RED, heading_with_picture, lines, link_button, name, row, small, text
from bot.ui.kit.words import Words, stamp
from bot.ui.stories.about import about_lines
from bot.ui.stories.stories import newest_stories

CONFIRM = Action("profile.confirm", feed_id=int, previewed_at=datetime)
CANCEL = Action("profile.cancel")
REMOVE = Action("profile.remove", profile_id=int)
KEEP = Action("profile.keep")


def preview_card(preview: ProfilePreview, say: Words) -> Card:
    """The preview of the profile at the pasted address, before it is registered."""
    title = lines(f"### {name(preview.name)}", f"<{preview.page}>", small(say("Is this you? Only you see this.")))
    parts: list[ui.Item[Any]] = [heading_with_picture(title, preview.picture, preview.name)]
    if preview.stories:
        parts += newest_stories(preview.stories, say)
    else:
        parts.append(text(say("No stories yet: your first one will be announced here.")))
    seen = preview.feed_id, preview.previewed_at
    confirm = CardButton(CONFIRM, *seen, label=say("Yes, this is me"), style=discord.ButtonStyle.success)
    parts.append(row(confirm, CardButton(CANCEL, label=say("Cancel"))))
    return Card(*parts)


def registered_card(profile: Profile, say: Words) -> Card:
    """The welcome after a profile was registered."""
    return Card(
        heading_with_picture(
            lines(
                "### " + say("Welcome, {name}!", name=name(profile.name)),
                say("Your profile is registered. Your next new story will be announced here."),
                small(say("What you have published so far stays quiet. `/profile remove` undoes this.")),
            ),
            profile.picture,
            profile.name,
        )
    )


def cancelled_card(say: Words) -> Card:
    """The card after Cancel."""
    return Card(text(say("Cancelled: nothing was registered.")))


def profile_page(page: ProfilePage, say: Words, *, own: bool) -> Card:
    """A member's profiles and newest stories."""
    if not page.profiles:
        if own:
            nothing = say("You have no Medium profile here yet. `/profile register` adds yours.")
        else:
            nothing = say("<@{member}> has not registered a Medium profile here.", member=page.member_id)
        return Card(text(nothing, about_lines(page.about, page.now, say, own=own)))
    parts: list[ui.Item[Any]] = []
    for profile in page.profiles:
        about = lines(f"### {name(profile.name)}", f"<{profile.page}>", small(_standing(profile, say)))
        parts.append(heading_with_picture(about, profile.picture, profile.name))
    if said := about_lines(page.about, page.now, say, own=own):
        parts.append(text(said))
    if page.stories:
        parts += [ui.Separator(), *newest_stories(page.stories, say)]
    only = say("Open on Medium") if len(page.profiles) == 1 else None
    parts.append(row(*(link_button(only or profile_choice(each), each.page) for each in page.profiles)))
    return Card(*parts)


def _standing(profile: Profile, say: Words) -> str:
    """When and by whom it was registered, when it was verified, and why it is paused, if it is."""
    marks = [say("Registered {when} by <@{member}>", when=stamp(profile.registered_at), member=profile.member_id)]
    if profile.verified_at is not None:
        marks.append(say("verified {when}", when=stamp(profile.verified_at)))
    match profile.pause:
        case ProfilePause.MODERATOR:
            marks.append("**" + say("paused by a moderator") + "**")
        case ProfilePause.IDENTITY_CHANGED:
            marks.append("**" + say("paused: somebody else writes there now") + "**")
        case None:
            pass
    return " · ".join(marks)


def profile_choice(profile: Profile) -> str:
    """A profile in one plain line, for a button or an autocomplete choice."""
    return page_label(profile.name, profile.page)[:80]


def remove_card(profile: Profile, say: Words) -> Card:
    """The question before a profile is removed."""
    return Card(
        text(
            "### " + say("Remove {name}?", name=name(profile.name)),
            say("Its new stories will not be announced here any more. You can register it again at any time."),
        ),
        row(
            CardButton(REMOVE, profile.id, label=say("Remove"), style=discord.ButtonStyle.danger),
            CardButton(KEEP, label=say("Keep it")),
        ),
        colour=RED,
    )


def removed_card(profile: Profile, say: Words) -> Card:
    """The card after a profile was removed."""
    return Card(text(say("{name} is removed from this server.", name=name(profile.name))))


def kept_card(say: Words) -> Card:
    """The card after the member chose not to remove it."""
    return Card(text(say("Kept: nothing was changed.")))
