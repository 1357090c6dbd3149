"""Command names and descriptions in the languages that have a catalogue, for Discord's own menus."""

from discord import Locale
from discord.app_commands import TranslationContextTypes, Translator, locale_str

from bot.ui.words import words_for


class CatalogueTranslator(Translator):
    """Looks a ``locale_str`` up in gettext; ``None`` (Discord shows the English) where there is no translation."""

    async def translate(self, string: locale_str, locale: Locale, context: TranslationContextTypes) -> str | None:  # noqa: ARG002 - discord.py's signature
        translated = words_for(locale.value)(string.message)
        return translated if translated != string.message else None
