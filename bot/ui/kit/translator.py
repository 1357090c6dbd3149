"""Command names and descriptions in the languages that have a catalogue, for Discord's own menus."""

from pathlib import Path

from discord import Locale
from discord.app_commands import TranslationContextTypes, Translator, locale_str

from bot.ui.kit.words import CATALOGUES, DOMAIN, words_for


def has_catalogues(place: Path = CATALOGUES) -> bool:
    """Whether there is a catalogue for any language besides English.

    Without one no translator is set: discord.py would ask it for every text in each of Discord's languages, which takes
    a tenth of a second at every start.
    """
    return any(place.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))


class CatalogueTranslator(Translator):
    """Looks a ``locale_str`` up in gettext; ``None``, for which Discord shows the English, if it is not translated."""

    async def translate(self, string: locale_str, locale: Locale, context: TranslationContextTypes) -> str | None:  # noqa: ARG002 - discord.py's signature
        translated = words_for(locale.value)(string.message)
        return translated if translated != string.message else None
