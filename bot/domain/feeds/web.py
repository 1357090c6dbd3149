"""The shape of a public web address, whosever it is: what may be read as one, and how it is written down.

The grammar is one expression of our own and stricter than any browser's, so that no two parsers can disagree on which
host an address names. Whether the host may be dialled is decided again, by its numbers, in ``bot.feeds.guard``.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

ADDRESS_LIMIT = 2000
"""Characters of an address: browsers and Medium stop near here, and nobody pastes a longer one on purpose."""

HOST_LIMIT = 190
"""Characters of a host. DNS allows 253; with its prefix it has to fit the 200 of a feed's key."""

_ADDRESS = re.compile(
    r"(?:(?:https?:)?//)?(?P<host>[^/?#]+)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#.*)?", re.IGNORECASE
)

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\<>\"\ud800-\udfff]|\s")
"""What has no place in an address. Browsers read a backslash as a slash and drop tabs and newlines: both have
been used to make two parsers see two hosts."""

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
"""At least two labels, the last beginning with a letter: which leaves out every way of writing an IPv4 address."""

_PRIVATE_ENDS = frozenset(
    {
        *("arpa", "corp", "home", "internal", "intranet", "invalid", "lan"),
        *("local", "localdomain", "localhost", "onion", "private", "test"),
    }
)
"""Last labels that never name a public host (RFC 2606, 6761, 6762, 8375, ICANN's ``internal``, and custom).
``example`` is left in: nothing answers there, and documentation may use it."""

_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")

_NAME = re.compile(r"[0-9A-Za-z@_~-][0-9A-Za-z@_~.-]*")
"""A part of a path that is written as it is, as nearly all are."""

_PATH_SAFE = "%!$&+,;=:@~-._"
"""Kept as they are in a path. Brackets, parentheses, quotes and asterisks are not, so that an address can
stand inside a masked link of Discord's without ending it."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A public ``http`` or ``https`` address without port, user and fragment.

    ``host`` is ASCII and lower case; ``segments`` are the path's parts, percent-encoded, none of them empty, ``.`` or
    ``..``; ``query`` is as it was written.
    """

    host: str
    segments: tuple[str, ...]
    query: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The segments with their percent-encoding undone."""
        return tuple(unquote(segment) if "%" in segment else segment for segment in self.segments)

    def url(self, depth: int | None = None) -> str:
        """The address with ``https`` and no query; with ``depth`` only that many segments of its path."""
        return "/".join(["https:/", self.host, *self.segments[:depth]])


def read_web_address(text: str) -> WebAddress | None:
    """Read an address, with or without a scheme. ``None`` for anything that names no public host over HTTP.

    >>> read_web_address("http://WWW.Example.com/a//b/?c#d").url()
    'https://www.example.com/a/b'
    """
    if len(text) > ADDRESS_LIMIT or _FORBIDDEN.search(text):
        return None
    found = _ADDRESS.fullmatch(text)
    host = _host(found["host"]) if found else None
    if found is None or host is None:
        return None
    return WebAddress(host, _segments(found["path"]), found["query"] or "")


def _host(text: str) -> str | None:
    """The host in ASCII and lower case; ``None`` if it is not a public name.

    A port, a user, an IPv6 literal and a percent sign are outside the grammar, and so refused.
    """
    if len(text) > HOST_LIMIT:  # before the codec, which takes quadratic time (CVE-2022-45061)
        return None
    if not text.isascii():
        try:
            text = text.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    host = text.lower().removesuffix(".")
    if len(host) > HOST_LIMIT or not _HOST.fullmatch(host):
        return None
    return None if host.rpartition(".")[2] in _PRIVATE_ENDS else host


def _segments(path: str) -> tuple[str, ...]:
    """The parts of a path, ``.`` and ``..`` resolved and what is unsafe percent-encoded."""
    parts: list[str] = []
    for part in path.split("/"):
        if _NAME.fullmatch(part):
            parts.append(part)
            continue
        match unquote(part):
            case "" | ".":
                continue
            case "..":
                del parts[-1:]
            case _:
                parts.append(quote(_STRAY_PERCENT.sub("%25", part), safe=_PATH_SAFE))
    return tuple(parts)
