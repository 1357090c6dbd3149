"""Untrusted text made fit to be shown: titles, names, tags, notes. Every such text passes through here, once.

``clean`` is for places where Discord reads markdown, ``plain`` for places where it does not (choices, thread
names, labels, alternative texts) and for what is stored; ``fold`` is for comparing.
"""

import re
from unicodedata import normalize

from bot.domain.text.graphemes import ELLIPSIS, graphemes, shortened, visible_ascii

LONGEST_READ = 20_000
"""Characters that are looked at, so that a hostile title costs milliseconds. Discord shows at most 4,000."""

MENTION_GUARD = "\u200b"
"""The one invisible character that ``clean`` writes itself: between ``@`` and what would make a mention.

It is what discord.py's ``escape_mentions`` does: that a backslash keeps the server from seeing ``@everyone``
is documented nowhere. The client's ``allowed_mentions`` is the lock on the door, this the second one."""

_ALWAYS = frozenset("\\*_~`|[]<>@#")
"""What may format, mask a link, mention or begin a heading wherever it stands."""

_BEFORE_A_WORD = frozenset(":/")
"""Escaped unless a space follows; at the end too, where somebody may write on. They make links (``https://``,
``discord.gg/x``), emoji (``:x:``), timestamps (``<t:1>``) and commands (``</x:1>``), but not "Python: a guide"."""

_BEFORE_MARKER = re.compile(r"(?=[-+>])|\d+(?=[.)])")
"""What stands before the sign that begins a list or a quote at the start of a line: nothing, or a number."""

_MENTION = re.compile(r"@(?=everyone|here|[!&]?[0-9]{15,20})")

_KEY_CAPS = frozenset({"#\u20e3", "#\ufe0f\u20e3"})
"""Emoji that a backslash would take apart, and that begin no heading."""


def plain(text: str, *, limit: int) -> str:
    """The text as one line of at most ``limit`` characters, cut between signs and ended with an ellipsis.

    White space is folded, control, bidirectional and zero-width characters are gone, except within emoji and
    between the letters of scripts that need them. NFC. Idempotent; takes any string.

    >>> plain("Tea\\nfor  two", limit=20), plain("Tea for two", limit=8)
    ('Tea for two', 'Tea for…')
    """
    read = text[:LONGEST_READ]
    if read.isascii() and len(seen := visible_ascii(read)) <= limit:
        return seen  # as below, and most text by far
    clusters = graphemes(read)
    return "".join(_fitted(clusters, clusters, limit))


def clean(text: str, *, limit: int) -> str:
    """``plain`` text escaped for Discord's markdown: it formats nothing, links nowhere and mentions nobody.

    ``limit`` counts the backslashes too. Nothing visible is added or taken away.

    >>> clean("*Hi* @everyone: https://a.example", limit=99).replace(MENTION_GUARD, "")
    '\\\\*Hi\\\\* \\\\@everyone: https\\\\:\\\\/\\\\/a.example'
    """
    clusters = graphemes(text[:LONGEST_READ])
    return "".join(_escaped(_fitted(clusters, _escaped(clusters), limit)))


def fold(text: str) -> str:
    """The text as it is compared: without case, width, invisible characters and differences of space.

    Unicode's compatibility caseless matching (D146), of what can be seen.
    """
    read = text[:LONGEST_READ]
    if read.isascii():
        return visible_ascii(read.lower())  # as below, and most text by far
    once = normalize("NFKC", normalize("NFD", read).casefold())
    return "".join(graphemes(normalize("NFKC", once.casefold())))


def _fitted(clusters: list[str], written: list[str], limit: int) -> list[str]:
    """The clusters, or as many as fit with an ellipsis into ``limit``, counted as ``written``.

    Cutting never makes the part before the cut longer, because an ellipsis never causes an escape.
    """
    if sum(map(len, written)) <= limit:
        return clusters
    if limit < len(ELLIPSIS):
        return []
    room, used = 0, len(ELLIPSIS)
    while used + len(written[room]) <= limit:
        used += len(written[room])
        room += 1
    return shortened(clusters, room)


def _escaped(clusters: list[str]) -> list[str]:
    """Each cluster as it has to be written so that Discord shows it unchanged."""
    text = "".join(clusters)
    before = _BEFORE_MARKER.match(text)
    marker = before.end() if before else None
    mentions = {found.start() for found in _MENTION.finditer(text)}
    written, position = [], 0
    for cluster in clusters:
        end = position + len(cluster)
        escape = "\\" if position == marker or _is_active(cluster, text[end : end + 1]) else ""
        written.append(escape + cluster + (MENTION_GUARD if position in mentions else ""))
        position = end
    return written


def _is_active(cluster: str, following: str) -> bool:
    """Whether Discord would read the character as markdown, given the character after it."""
    if cluster[0] in _ALWAYS:
        return cluster not in _KEY_CAPS
    return cluster[0] in _BEFORE_A_WORD and following not in (" ", ELLIPSIS)
