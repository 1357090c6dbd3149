"""Command names and descriptions in the languages that have a catalogue, for Discord's own menus."""

from pathlib import Path

from discord import Locale
from discord.app_commands import TranslationContextTypes, Translator, locale_str

from bot.ui.kit.words import CATALOGUES, DOMAIN, words_for


def has_catalogues(place: Path = CATALOGUES) -> bool:
    """Whether there is a language besides English.

    Where there is none, a translator has nothing to say, and to ask it for every word in each of Discord's languages
    would take a tenth of a second of every start.
    """
    return any(place.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))


class CatalogueTranslator(Translator):
    """Looks a ``locale_str`` up in gettext; ``None`` (Discord shows the English) where there is no translation."""

    async def translate(self, string: locale_str, locale: Locale, context: TranslationContextTypes) -> str | None:  # noqa: ARG002 - discord.py's signature
        translated = words_for(locale.value)(string.message)
        return translated if translated != string.message else None
