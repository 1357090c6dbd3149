"""Medium's addresses: what a member may paste, which feed it leads to, and which story it names.

Read as a profile: ``@anna``, ``anna`` (a bare word without a dot is taken for a handle), ``medium.com/@anna``
with any page below it, ``anna.medium.com``, the feed addresses of both, and the address of a story that names
its author. With or without scheme, ``www.``, tracking and fragment; in angle brackets or as a masked link, as
people write on Discord.

Any other host is *possibly* a publication's or writer's own domain: only its feed can tell, by its generator.

Source: 26 genuine feed captures and Medium's published texts, 2017 to 2026.
"""

import re

from bot.domain.feeds.addresses import FeedAddress, FeedKind, StoryAddress
from bot.domain.feeds.errors import AddressKind, NotAnAddress, NotAProfile, NotAStory
from bot.domain.feeds.medium_paths import NAME, read_page
from bot.domain.feeds.web import ADDRESS_LIMIT, read_web_address

__all__ = [
    "FeedAddress",
    "FeedKind",
    "StoryAddress",
    "clean_link",
    "parse_address",
    "parse_profile",
    "parse_story",
    "story_id_of",
    "story_link",
    "user_id_of",
]

_USER_ID = re.compile(r"[?&]source=rss-(?P<id>[0-9a-f]{8,12})-{6}2(?:[&#]|$)")
"""Seen with 12 hex digits; fewer are allowed because story ids, made alike, lose their leading zeros."""

_STORY_ID = re.compile(r"[0-9a-f]{8,12}")

_MASKED_LINK = re.compile(r"\[[^\]]*\]\((?P<address>[^)]*)\)")

_NO_WRITER = {
    FeedKind.PUBLICATION: AddressKind.PUBLICATION,
    FeedKind.PUBLICATION_TAG: AddressKind.PUBLICATION,
    FeedKind.TAG: AddressKind.TAG,
}
"""Feeds with no single writer behind them."""


def parse_address(text: str) -> FeedAddress | StoryAddress:
    """Read what somebody pasted.

    Raises:
        NotAnAddress: it is no public web address and no handle.
        NotAProfile: an address, but of a page or a site that has no feed: its kind says what.

    >>> parse_address("medium.com/@anna/about?source=x").key
    'profile:anna'
    """
    if len(text) > ADDRESS_LIMIT:
        raise NotAnAddress(text)
    bare = _unwrapped(text)
    if NAME.fullmatch(bare.removeprefix("@")) and (bare.startswith("@") or "." not in bare):
        return FeedAddress(FeedKind.PROFILE, bare.removeprefix("@"))
    web = read_web_address(bare)
    if web is None:
        raise NotAnAddress(text)
    return read_page(text, web)


def parse_profile(text: str) -> FeedAddress:
    """Read what a member pasted as their profile; the address of a story leads to its author's.

    Raises:
        NotAnAddress: it is no public web address and no handle.
        NotAProfile: it leads to no single writer; its kind says what it is instead.
    """
    address = parse_address(text)
    if isinstance(address, StoryAddress):
        if address.author is None:
            raise NotAProfile(text, AddressKind.STORY_WITHOUT_AUTHOR)
        return address.author
    if address.kind in _NO_WRITER:
        raise NotAProfile(text, _NO_WRITER[address.kind])
    return address


def parse_story(text: str) -> StoryAddress:
    """Read what a member pasted as a story.

    Raises:
        NotAnAddress: it is no web address.
        NotAStory: an address, but of something else.
    """
    try:
        address = parse_address(text)
    except NotAProfile as other:
        raise NotAStory(text) from other
    if isinstance(address, FeedAddress):
        raise NotAStory(text)
    return address


def story_id_of(guid_or_link: str) -> str | None:
    """The story's id (8 to 12 hex digits) in a feed item's guid or link, ``None`` where it carries none."""
    try:
        return parse_story(guid_or_link).story_id
    except (NotAnAddress, NotAStory):
        return None


def story_link(story_id: str) -> str:
    """An address that leads to a story wherever it is; empty where the id is none of Medium's."""
    return f"https://medium.com/p/{story_id}" if _STORY_ID.fullmatch(story_id) else ""


def clean_link(url: str) -> str:
    """The address with https and without query and fragment, where Medium keeps its tracking. Idempotent.

    Empty for anything but a public ``http`` or ``https`` address; safe to stand inside a masked link.
    """
    web = read_web_address(url.strip())
    return web.url() if web and re.match(r"https?://", url.strip(), re.IGNORECASE) else ""


def user_id_of(channel_link: str) -> str | None:
    """The writer's permanent hex id, which a profile feed's channel link carries; else ``None``."""
    found = _USER_ID.search(channel_link)
    return found["id"] if found else None


def _unwrapped(text: str) -> str:
    """The address inside what Discord's users put around one: white space, ``<...>``, ``[words](...)``."""
    bare = text.strip()
    if found := _MASKED_LINK.fullmatch(bare):
        bare = found["address"].strip()
    if bare.startswith("<") and bare.endswith(">"):
        bare = bare[1:-1].strip()
    return bare
