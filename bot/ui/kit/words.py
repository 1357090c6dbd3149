"""Texts in the reader's language: gettext messages, written where they are used and looked up for a locale.

``say = words_for(locale)`` gives a function: ``say("Nothing yet.")``, ``say("Until {when}.", when=...)``,
``say.many("{n} story", "{n} stories", n)``. Values are put in after the look-up, so that the catalogue holds whole
sentences. English is the source and needs no catalogue; ``make words`` writes the template for translators.
"""

import gettext
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

DOMAIN = "inklings"
CATALOGUES = Path(__file__).parents[1] / "locale"
ENGLISH = Locale("en")


@dataclass(frozen=True)
class Words:
    """One language's words, numbers and lists."""

    locale: Locale
    catalogue: gettext.NullTranslations

    def __call__(self, message: str, /, **values: object) -> str:
        """The message in this language, with the values put in."""
        text = self.catalogue.gettext(message)
        return text.format(**values) if values else text

    def many(self, one: str, several: str, n: int, /, **values: object) -> str:
        """The message in the plural form for ``n``, which replaces ``{n}``."""
        return self.catalogue.ngettext(one, several, n).format(n=self.number(n), **values)

    def number(self, value: int) -> str:
        """A whole number with this language's grouping."""
        return format_decimal(value, locale=self.locale)

    def percent(self, share: float) -> str:
        """A share between 0 and 1, as a whole per cent."""
        return format_percent(share, locale=self.locale)

    def listing(self, items: Iterable[str]) -> str:
        """The items as a sentence lists them: "a, b and c"."""
        return format_list(list(items), locale=self.locale)


@cache
def words_for(locale: str) -> Words:
    """The words for one of Discord's locales, such as ``"pt-BR"``; English for one that Babel does not know."""
    try:
        known = Locale.parse(locale, sep="-")
    except (ValueError, UnknownLocaleError):
        known = ENGLISH
    catalogue = gettext.translation(DOMAIN, CATALOGUES, languages=[str(known), known.language], fallback=True)
    return Words(known, catalogue)


def stamp(instant: datetime, style: str = "R") -> str:
    """Discord's time stamp, shown to each reader in their own zone and language. Styles: R, D, f, F, t."""
    return f"<t:{int(instant.timestamp())}:{style}>"


def hour_name(hour: int) -> str:
    """An hour of the day, 0 to 23, as "07:00"."""
    return f"{hour:02}:00"
