"""What Medium's answers mean, as far as that can be told without parsing a feed. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from bot.domain.feeds.feed import LaterReason, Validators

LONGEST_RETRY_AFTER = timedelta(hours=24)
"""No server makes the bot silent for longer than a day by one header."""

LONGEST_VALIDATOR = 500
"""Characters of an ETag or date that are kept and sent back; longer ones are as good as none."""

PERMANENT = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})

_CLOSED_DOOR = {403: LaterReason.FORBIDDEN, 429: LaterReason.RATE_LIMITED}
_PATIENCE = frozenset({408, 425})
"""Client errors by their number that ask to come again."""

_SECONDS = re.compile(r"[0-9]{1,9}")
_HTML_START = re.compile(rb"\s*(?:<!doctype\s+html|<html)", re.IGNORECASE)
_CHALLENGE_MARKS = (b"<title>just a moment...</title>", b"_cf_chl_opt", b"<title>attention required! | cloudflare")
"""The title and the script's variable of Cloudflare's page, and the title of its block page. Not
``/cdn-cgi/challenge-platform/``: Cloudflare puts that into ordinary pages too."""
_CHALLENGE_LOOK = 64 * 1024
"""Bytes that are searched: the captured page has 17 kB."""


def is_challenge(body: bytes) -> bool:
    """Whether a body is Cloudflare's page that came instead of the feed. Only an HTML page can be one: a story may be
    called "Just a moment..."."""
    if not _HTML_START.match(body):
        return False
    start = body[:_CHALLENGE_LOOK].lower()
    return any(mark in start for mark in _CHALLENGE_MARKS)


def later_reason(status: int, headers: Mapping[str, str]) -> LaterReason | None:
    """Why an answer that is neither 200, 304 nor a redirect says "not now"; ``None`` where it says "not there".

    403 and 429 are Medium's front door. 5xx, 408, 425 and what has no meaning here (1xx, 204, 206, odd numbers) say
    nothing about the feed. Every other 4xx says that there is none: all that is known of Medium's answer for unknown
    users is that it is not 200; a suspended account's page answers 410.
    """
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return LaterReason.CHALLENGE
    if status in _CLOSED_DOOR:
        return _CLOSED_DOOR[status]
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _PATIENCE:
        return None
    return LaterReason.SERVER_ERROR


def retry_after(text: str | None, now: datetime) -> timedelta | None:
    """How long a ``Retry-After`` header asks to wait: seconds or an HTTP date, between 0 and 24 hours.

    ``None`` where there is no header or none that can be read. Source: RFC 9110, 10.2.3.

    >>> retry_after("120", datetime(2026, 1, 1, tzinfo=UTC))
    datetime.timedelta(seconds=120)
    """
    if text is None:
        return None
    text = text.strip()
    if _SECONDS.fullmatch(text):
        asked = timedelta(seconds=int(text))
    else:
        try:
            instant = parsedate_to_datetime(text)
            asked = (instant if instant.tzinfo else instant.replace(tzinfo=UTC)) - now
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(asked, timedelta()), LONGEST_RETRY_AFTER)


def conditions(validators: Validators) -> dict[str, str]:
    """The conditional headers of a request. In answers recorded from 2018 to 2020 Medium sent neither ETag nor
    Last-Modified; should it begin to, they are used."""
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value}


def validators_in(headers: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The ETag and Last-Modified of an answer, each ``None`` where it is missing, empty or beyond all measure."""
    etag, last_modified = headers.get("ETag", ""), headers.get("Last-Modified", "")
    return (
        etag if 0 < len(etag) <= LONGEST_VALIDATOR else None,
        last_modified if 0 < len(last_modified) <= LONGEST_VALIDATOR else None,
    )
