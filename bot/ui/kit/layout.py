"""The frame of every card, and the pieces that cards are built from."""

import unicodedata
from typing import Any

import discord
from discord import ui

from bot.domain.kit.privacy import is_tombstone
from bot.domain.text.text import clean
from bot.ui.kit.words import Words

INK = discord.Colour(0x1F6FEB)
"""The bot's own colour, legible as an accent on both of Discord's themes."""
WARM = discord.Colour(0xC98A2B)
"""For what wants attention without being a mistake."""
RED = discord.Colour(0xB3372F)
"""For what cannot be undone."""

TITLE_LIMIT = 200
NAME_LIMIT = 80
SUBTITLE_LIMIT = 300
"""Characters shown of untrusted text: a card has 4,000 in all and is read on phones."""

ALT_LIMIT = 1024
"""Characters of a picture's description (Discord)."""

WIDE_BRACKETS = str.maketrans("[]", "［］")  # noqa: RUF001 - the wide ones are meant


class FramedCard(ui.LayoutView):
    """Parts in one framed container. It never times out, as its components work after a restart."""

    def __init__(self, *parts: ui.Item[Any], colour: discord.Colour = INK) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Container(*parts, accent_colour=colour))


def text(*parts: str | None) -> ui.TextDisplay[Any]:
    """A paragraph of markdown: the parts joined as by ``lines``. Untrusted text has to be cleaned before."""
    return ui.TextDisplay(lines(*parts))


def heading_with_picture(content: str, picture: str | None, alt: str) -> ui.Item[Any]:
    """A paragraph, with a small picture beside it if there is one."""
    if picture is None:
        return text(content)
    return ui.Section(content, accessory=ui.Thumbnail(picture, description=alt or None))


def attached_picture(filename: str, alt: str) -> ui.MediaGallery[Any]:
    """A picture that is attached to the same message as a file; ``alt`` describes it to those who do not see it."""
    return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{filename}", description=alt))


def alt_text(whole: str) -> str:
    """A picture's description, shortened to what Discord takes."""
    return whole if len(whole) <= ALT_LIMIT else whole[: ALT_LIMIT - 1] + "\N{HORIZONTAL ELLIPSIS}"


def row(*buttons: ui.Button[Any] | ui.DynamicItem[Any]) -> ui.ActionRow[Any]:
    """Buttons side by side, five at the most."""
    return ui.ActionRow(*buttons)


def link_button(label: str, url: str) -> ui.Button[Any]:
    """A button that opens a page."""
    return ui.Button(style=discord.ButtonStyle.link, label=label, url=url)


def masked(title: str, link: str, *, limit: int = TITLE_LIMIT) -> str:
    """An untrusted title as a Markdown link; without a link, the title alone.

    Square brackets in the title are replaced by full-width ones: Discord does not respect escaped brackets there, and
    would show the Markdown. Round brackets in the address are percent-encoded, since they would end it early.
    """
    shown = isolated(clean(title.translate(WIDE_BRACKETS), limit=limit))
    return f"[{shown}]({link.replace('(', '%28').replace(')', '%29')})" if link else shown


def name(untrusted: str) -> str:
    """A person's name, cleaned and shortened."""
    return isolated(clean(untrusted, limit=NAME_LIMIT))


def isolated(text: str) -> str:
    """The text; if it has right-to-left letters, in Unicode isolates, so that the text around it keeps its order."""
    right_to_left = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if right_to_left else text


def mention(member_id: int) -> str:
    """A member's mention in Unicode isolates: Discord shows their name, which may be right-to-left."""
    return f"\N{FIRST STRONG ISOLATE}<@{member_id}>\N{POP DIRECTIONAL ISOLATE}"


def whom(member_id: int, say: Words) -> str:
    """A member's mention; "a former member" for one whose data was erased. The sender decides whom it pings."""
    return say("a former member") if is_tombstone(member_id) else f"<@{member_id}>"


def small(content: str) -> str:
    """Discord's small print."""
    return f"-# {content}"


def lines(*parts: str | None) -> str:
    """The parts joined by line breaks, without those that are ``None`` or empty."""
    return "\n".join(part for part in parts if part)
