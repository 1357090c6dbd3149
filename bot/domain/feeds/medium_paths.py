"""What the host and path of a page stand for: a writer, a publication, a tag, a story, or none of these."""

import re
from dataclasses import replace
from unicodedata import category, normalize
from urllib.parse import parse_qs

from bot.domain.feeds.addresses import FeedAddress, FeedKind, StoryAddress
from bot.domain.feeds.errors import AddressKind, NotAnAddress, NotAProfile
from bot.domain.feeds.web import WebAddress, read_web_address

NAME_LIMIT = 60
"""Characters of a handle, a publication's name or a tag. Handles seen have 2 to 19; the feed decides."""

NAME = re.compile(rf"(?=[._-]*[A-Za-z0-9_])[A-Za-z0-9._-]{{1,{NAME_LIMIT}}}")

_STORY_ID = re.compile(r"(?:.*-)?(?P<id>[0-9a-f]{8,12})", re.DOTALL)
"""A story's id ends its slug or stands alone. Of 135 seen 127 have 12 digits, 8 have 11; some are shorter."""

_MEDIUM_HOSTS = frozenset({"medium.com", "www.medium.com", "m.medium.com"})

_SHORT_LINK_HOST = "link"

_APP_HOSTS = frozenset(
    {
        *("api", "cdn-client", "cdn-images-1", "cdn-images-2", "cdn-static-1"),
        *("glyph", "help", "miro", "policy", "status"),
    }
)
"""Subdomains that Medium keeps for itself."""

_PAGES = {
    **dict.fromkeys(("me", "membership", "new-story", "plans"), AddressKind.OWN_PAGE),
    **dict.fromkeys(("tag", "tags", "topic", "topics", "explore-topics"), AddressKind.TAG),
    **dict.fromkeys(("_", "about", "creators", "feed", "m", "p", "r", "s", "sitemap", "u"), AddressKind.APP),
    "search": AddressKind.SEARCH,
}
"""First path segments of medium.com that are no publication's name."""

_NO_STORIES_BELOW = frozenset({"feed", "list", "lists", "m", "tagged"})
"""Path segments below which an id is not a story's: reading lists have ids of the same form."""

_OTHER_SITES = frozenset(
    {
        *("amazon.com", "archive.org", "blogspot.com", "bsky.app", "dev.to", "discord.com"),
        *("discord.gg", "discordapp.com", "facebook.com", "ghost.io", "github.com", "github.io"),
        *("google.com", "instagram.com", "linkedin.com", "linktr.ee", "mastodon.social", "notion.site"),
        *("patreon.com", "pinterest.com", "quora.com", "reddit.com", "substack.com", "t.co"),
        *("threads.net", "tiktok.com", "tumblr.com", "twitter.com", "wikipedia.org", "wordpress.com"),
        *("x.com", "youtu.be", "youtube.com"),
    }
)
"""Sites that writers have pages on and that are certainly not Medium: refused before anything is fetched."""


def read_page(text: str, web: WebAddress, *, followed: bool = False) -> FeedAddress | StoryAddress:
    """Read an address by its host. ``text`` is what was typed, for errors."""
    host = web.host.removeprefix("www.")
    if web.host in _MEDIUM_HOSTS:
        if web.names[:1] == ("m",) and not followed:
            return _follow(text, web)
        return _on_medium(text, replace(web, host="medium.com"))
    if host.endswith(".medium.com"):
        label = host.removesuffix(".medium.com")
        if label == _SHORT_LINK_HOST:
            raise NotAProfile(text, AddressKind.SHORT_LINK)
        if "." in label or label in _APP_HOSTS:
            raise NotAProfile(text, AddressKind.APP)
        return _story_or_feed(web, FeedAddress(FeedKind.SUBDOMAIN, label))
    if any(host == site or host.endswith(f".{site}") for site in _OTHER_SITES):
        raise NotAProfile(text, AddressKind.OTHER_SITE)
    return _story_or_feed(web, FeedAddress(FeedKind.DOMAIN, web.host))


def _follow(text: str, web: WebAddress) -> FeedAddress | StoryAddress:
    """Read the target of a page such as ``/m/global-identity-2?redirectUrl=...`` or of sign-in; only once."""
    query = parse_qs(web.query)
    for name in ("redirectUrl", "redirect"):
        target = read_web_address(query.get(name, [""])[0])
        if target is not None:
            return read_page(text, target, followed=True)
    raise NotAProfile(text, AddressKind.APP)


def _on_medium(text: str, web: WebAddress) -> FeedAddress | StoryAddress:
    """Read a path on medium.com itself."""
    found: FeedAddress | StoryAddress | None
    match web.names:
        case ["feed", "tag", tag, *_] | ["tag", tag, *_]:
            return FeedAddress(FeedKind.TAG, _tag(text, tag))
        case ["feed", first, *rest]:
            return _writer_or_publication(text, first, rest)
        case ["p" | "s", *_]:
            found = _story(web, None, start=1)
        case [first, *rest]:
            source = _writer_or_publication(text, first, rest)
            found = _story(web, source if source.kind is FeedKind.PROFILE else None, start=1) or source
        case _:
            found = None
    if found is None:
        raise NotAProfile(text, AddressKind.APP)
    return found


def _writer_or_publication(text: str, first: str, rest: list[str]) -> FeedAddress:
    """What the first segment of a page's or feed's path stands for."""
    if first.lower() in _PAGES:
        raise NotAProfile(text, _PAGES[first.lower()])
    name = first.removeprefix("@")
    if not NAME.fullmatch(name):
        raise NotAnAddress(text)
    if first.startswith("@"):
        return FeedAddress(FeedKind.PROFILE, name)
    match rest:
        case ["tagged", tag, *_]:
            return FeedAddress(FeedKind.PUBLICATION_TAG, name, _tag(text, tag))
        case _:
            return FeedAddress(FeedKind.PUBLICATION, name)


def _tag(text: str, name: str) -> str:
    """A tag in the only form in which it is stored. Unlike names, tags may be in any script."""
    tag = normalize("NFC", name.lower())
    written = all(category(char)[0] in "LMN" or char in "-_." for char in tag)
    settled = normalize("NFC", tag.lower()) == tag
    if not (0 < len(tag) <= NAME_LIMIT and written and settled and tag.strip("-_.")):
        raise NotAnAddress(text)
    return tag


def _story_or_feed(web: WebAddress, source: FeedAddress) -> FeedAddress | StoryAddress:
    """The story of a story's page, else the host's feed, to which every page on a host of its own leads."""
    return _story(web, source) or source


def _story(web: WebAddress, author: FeedAddress | None, *, start: int = 0) -> StoryAddress | None:
    """The story whose id is in the path from segment ``start`` on, if any."""
    names = web.names
    if names[start : start + 1] and names[start] in _NO_STORIES_BELOW:
        return None
    for index, name in enumerate(names[start:], start + 1):
        if found := _STORY_ID.fullmatch(name):
            return StoryAddress(found["id"], web.url(index), author)
    return None
