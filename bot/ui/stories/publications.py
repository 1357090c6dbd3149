"""The cards of publications: the preview, and the list of those that the server follows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.domain.stories.publications import Publication, PublicationPreview
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.layout import heading_with_picture, lines, masked, name, row, small, text, whom
from bot.ui.kit.words import Words, stamp
from bot.ui.stories.stories import newest_stories

CONFIRM = Action("publication.confirm", feed_id=int, previewed_at=datetime, others=bool)
CANCEL = Action("publication.cancel")


def _whose(say: Words, *, others: bool) -> str:
    if others:
        return say("Stories by all its writers are announced.")
    return say("Stories by this server's members are announced, by the name on their profile.")


def preview_card(preview: PublicationPreview, say: Words) -> Card:
    """The preview of the publication at the pasted address, before it is followed."""
    title = lines(f"### {name(preview.name)}", f"<{preview.page}>", small(_whose(say, others=preview.others)))
    parts: list[ui.Item[Any]] = [heading_with_picture(title, preview.picture, preview.name)]
    if preview.stories:
        parts += newest_stories(preview.stories, say)
    if preview.members:
        here = say.listing(whom(member, say) for member in preview.members)
        parts.append(text(small(say("Members whose names stand there now: {members}.", members=here))))
    seen = preview.feed_id, preview.previewed_at, preview.others
    confirm = CardButton(CONFIRM, *seen, label=say("Follow it"), style=discord.ButtonStyle.success)
    parts.append(row(confirm, CardButton(CANCEL, label=say("Cancel"))))
    return Card(*parts)


def followed_card(publication: Publication, say: Words) -> Card:
    """The card after a publication was followed."""
    return Card(
        heading_with_picture(
            lines(
                "### " + say("This server follows {name}", name=name(publication.name)),
                _whose(say, others=publication.others),
                small(say("What it has published so far stays quiet. `/publication remove` undoes this.")),
            ),
            publication.picture,
            publication.name,
        )
    )


def cancelled_card(say: Words) -> Card:
    """The card after Cancel."""
    return Card(text(say("Cancelled: nothing was changed.")))


def publications_card(publications: Sequence[Publication], say: Words) -> Card:
    """The publications that the server follows."""
    title = text("### " + say("Publications this server follows"))
    if not publications:
        return Card(title, text(say("None yet. `/publication add` follows one.")))
    return Card(title, text("\n".join(_line(each, say) for each in publications)))


def _line(publication: Publication, say: Words) -> str:
    marks = [
        say("all its writers") if publication.others else say("members only"),
        say("since {when}", when=stamp(publication.added_at, "D")),
    ]
    if publication.paused:
        marks.append("**" + say("paused by a moderator") + "**")
    return lines(masked(publication.name, publication.page), small(" · ".join(marks)))


def removed_card(publication: Publication, say: Words) -> Card:
    """The card after a publication was removed."""
    return Card(text(say("This server does not follow {name} any more.", name=name(publication.name))))
