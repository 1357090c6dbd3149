"""Addresses on Medium as values; ``bot.domain.feeds.medium`` reads them out of text."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from urllib.parse import quote


class FeedKind(StrEnum):
    """The kind of a feed."""

    PROFILE = "profile"
    """``medium.com/@name``"""
    SUBDOMAIN = "subdomain"
    """``name.medium.com``: a writer's, sometimes a publication's."""
    PUBLICATION = "publication"
    """``medium.com/name``"""
    PUBLICATION_TAG = "publication_tag"
    """``medium.com/name/tagged/tag``"""
    TAG = "tag"
    """``medium.com/tag/name``"""
    DOMAIN = "domain"
    """A domain of one's own, ``name``: possibly on Medium, if its feed says so."""


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """The address of a feed. ``name`` is as written; compare by ``key``, since names on Medium ignore case."""

    kind: FeedKind
    name: str
    tag: str = ""

    @property
    def url(self) -> str:
        """The address to fetch."""
        match self.kind:
            case FeedKind.SUBDOMAIN | FeedKind.DOMAIN:
                return f"{self.page}/feed"
            case _:
                return self.page.replace("https://medium.com/", "https://medium.com/feed/", 1)

    @property
    def page(self) -> str:
        """The address that a member would open."""
        match self.kind:
            case FeedKind.PROFILE:
                return f"https://medium.com/@{self.name}"
            case FeedKind.SUBDOMAIN:
                return f"https://{self.name}.medium.com"
            case FeedKind.PUBLICATION:
                return f"https://medium.com/{self.name}"
            case FeedKind.PUBLICATION_TAG:
                return f"https://medium.com/{self.name}/tagged/{quote(self.tag)}"
            case FeedKind.TAG:
                return f"https://medium.com/tag/{quote(self.name)}"
            case FeedKind.DOMAIN:
                return f"https://{self.name}"

    @property
    def key(self) -> str:
        """The feed's identity: lower case, stable, at most 200 characters, such as ``profile:anna``."""
        return f"{self.kind}:{self.name}{'/' if self.tag else ''}{self.tag}".lower()

    @classmethod
    def from_key(cls, key: str) -> Self:
        """The address that a ``key`` stands for.

        Raises:
            ValueError: ``key`` was not made by this class.
        """
        kind, _, rest = key.partition(":")
        name, _, tag = rest.partition("/")
        address = cls(FeedKind(kind), name, tag)
        if not name or address.key != key or bool(tag) != (address.kind is FeedKind.PUBLICATION_TAG):
            raise ValueError(f"not the key of a feed: {key!r}")
        return address


@dataclass(frozen=True, slots=True)
class StoryAddress:
    """The address of a story. ``url`` has https and no query; ``author`` is ``None`` if the address names nobody.

    ``author`` is only as reliable as the address: on a domain of its own it is that domain, whoever owns it.
    """

    story_id: str
    url: str
    author: FeedAddress | None = None
