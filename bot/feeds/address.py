"""Addresses on their way to the wire: parsed and checked before aiohttp sees them, at every redirect anew."""

import re
from collections.abc import Mapping
from ipaddress import ip_address

from yarl import URL

from bot.domain.feeds.feed import RefusedReason
from bot.feeds.guard import WEB_PORTS, DialPolicy

LONGEST_ADDRESS = 2000
"""Characters. Medium's longest known are under 300; longer ones are an attempt at something."""

ANY_ORIGIN = "*"
"""The key among origins that stands for every origin without a key of its own."""

_UNFIT = re.compile(r"[\x00-\x20\x7f\\]")
"""White space, control characters and the backslash: parsers disagree on what follows one, and attacks live there."""

_NUMERIC_LABEL = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")
"""A name whose last label looks like this is an IPv4 address in disguise (``2130706433``, ``0x7f.1``): no top-level
domain is numeric. Source: the WHATWG URL standard's "ends in a number"."""

_MEDIUM = "medium.com"


def checked(text: str, policy: DialPolicy) -> URL | RefusedReason:
    """The address to ask, or why it is not asked. Never raises.

    Accepted: ``https``, and ``http`` (whose answer counts only if it is a redirect), on ports 80 and 443, with a
    host name of at least two labels or a literal address that the policy allows, without userinfo. What cannot be
    parsed is ``BAD_SCHEME``.
    """
    if len(text) > LONGEST_ADDRESS or _UNFIT.search(text):
        return RefusedReason.BAD_SCHEME
    try:
        url = URL(text)
        scheme, host, port = url.scheme, url.raw_host, url.port
        user, password = url.raw_user, url.raw_password
    except (ValueError, TypeError):
        return RefusedReason.BAD_SCHEME  # UnicodeError is a ValueError
    if scheme not in ("http", "https") or not host or user or password:
        return RefusedReason.BAD_SCHEME
    if port not in WEB_PORTS:
        return RefusedReason.BAD_PORT
    return url.with_fragment(None) if _host_is_fit(host, port, policy) else RefusedReason.PRIVATE_ADDRESS


def next_hop(url: URL, location: str, policy: DialPolicy) -> URL | RefusedReason:
    """Where a redirect from ``url`` leads, or why it is not followed. Never raises."""
    if len(location) > LONGEST_ADDRESS or _UNFIT.search(location):
        return RefusedReason.BAD_SCHEME
    try:
        target = str(url.join(URL(location)))
    except (ValueError, TypeError):
        return RefusedReason.BAD_SCHEME
    return checked(target, policy)


def is_mediums_own(url: URL) -> bool:
    """Whether the host is ``medium.com`` or below it, so that its refusals speak for Medium as a whole."""
    host = (url.raw_host or "").lower().rstrip(".")
    return host == _MEDIUM or host.endswith("." + _MEDIUM)


def stand_in(url: URL, origins: Mapping[str, str]) -> tuple[URL, dict[str, str]]:
    """What to dial for ``url``, and the headers that say whom it is meant for, given which origins have stand-ins."""
    base = origins.get(str(url.origin()), origins.get(ANY_ORIGIN))
    if base is None:
        return url, {}
    place = URL(base)
    target = URL.build(
        scheme=place.scheme,
        host=place.raw_host or "",
        port=place.port,
        path=url.raw_path,
        query_string=url.raw_query_string,
        encoded=True,
    )
    return target, {"Host": url.host_port_subcomponent or ""}


def _host_is_fit(host: str, port: int, policy: DialPolicy) -> bool:
    try:
        literal = ip_address(host)
    except ValueError:
        labels = host.rstrip(".").split(".")
        return len(labels) > 1 and all(labels) and not _NUMERIC_LABEL.fullmatch(labels[-1])
    return policy.allows(str(literal), port)
