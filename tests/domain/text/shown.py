"""What Discord shows of text that was made safe for it."""

import re

from bot.domain.text.text import MENTION_GUARD

_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")


def unescaped(text: str) -> str:
    """What a reader sees of ``clean`` text."""
    return _ESCAPE.sub(r"\1", text).replace(MENTION_GUARD, "")
