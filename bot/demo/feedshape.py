"""Feeds in Medium's exact format, for invented writers and stories.

The format was taken from 26 captured feeds of 2017 to 2026: indentation, order of elements, ``CDATA``, the ``source``
that every link carries, the tracking pixel. The same input gives the same bytes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import blake2b
from html import escape
from urllib.parse import quote

MOST_ITEMS = 10
"""Items of a feed: Medium's have the newest ten stories."""

_NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" version="2.0" '
    'xmlns:cc="http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html"'
)
_NOT_IN_A_SLUG = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Writer:
    """A writer. ``user_id``: the permanent hexadecimal id. ``host``: the host of the stories if they are not below
    ``medium.com/@handle``: a subdomain such as ``ada.medium.com``, or the writer's own domain."""

    handle: str
    name: str
    user_id: str
    host: str | None = None

    @property
    def page(self) -> str:
        """The profile's address, as the writer would paste it."""
        return f"https://{self.host}" if self.host else f"https://medium.com/@{self.handle}"

    @property
    def picture(self) -> str:
        """The address of the portrait, in the size that feeds have."""
        return f"https://cdn-images-1.medium.com/fit/c/150/150/1*{_picture_name(self.user_id)}.png"


@dataclass(frozen=True, slots=True)
class DemoStory:
    """A story. One without tags, whose title is the beginning of its text, is a response."""

    id: str
    title: str
    subtitle: str
    tags: tuple[str, ...]
    paragraphs: tuple[str, ...]
    published_at: datetime
    updated_at: datetime | None = None
    pictured: bool = True
    truncated: bool = False

    @property
    def picture(self) -> str:
        """The address of its picture."""
        return f"https://cdn-images-1.medium.com/max/1024/1*{_picture_name(self.id)}.png"

    def link(self, writer: Writer) -> str:
        """Its address, without tracking."""
        words = _NOT_IN_A_SLUG.sub("-", self.title.lower()).strip("-")
        return f"{writer.page}/{quote(words)}-{self.id}"


def in_order(stories: Sequence[DemoStory]) -> list[DemoStory]:
    """The stories of a feed: the newest ones first, up to ``MOST_ITEMS``. Of two with the same date, the later in the
    sequence is the newer."""
    return sorted(stories, key=lambda story: story.published_at)[::-1][:MOST_ITEMS]


def profile_feed(writer: Writer, stories: Sequence[DemoStory], built_at: datetime) -> bytes:
    """The feed of a writer's profile."""
    source = f"rss-{writer.user_id}------2"
    title = f"Stories by {writer.name} on Medium"
    return feed(
        title=title,
        about=title,
        page=f"https://medium.com/@{writer.handle}?source={source}",
        picture=writer.picture,
        own_address=f"https://medium.com/@{writer.handle}/feed",
        built_at=built_at,
        items=[item(writer, story, source) for story in in_order(stories)],
    )


def feed(
    *, title: str, about: str, page: str, picture: str, own_address: str, built_at: datetime, items: Sequence[str]
) -> bytes:
    """A feed with these items, which ``item`` has made."""
    lines = (
        f'<?xml version="1.0" encoding="UTF-8"?><rss {_NAMESPACES}>',
        "    <channel>",
        f"        <title>{_cdata(title)}</title>",
        f"        <description>{_cdata(about)}</description>",
        f"        <link>{escape(page)}</link>",
        "        <image>",
        f"            <url>{escape(picture)}</url>",
        f"            <title>{escape(title, quote=False)}</title>",
        f"            <link>{escape(page)}</link>",
        "        </image>",
        "        <generator>Medium</generator>",
        f"        <lastBuildDate>{_rfc822(built_at)}</lastBuildDate>",
        f'        <atom:link href="{escape(own_address)}" rel="self" type="application/rss+xml"/>',
        "        <webMaster><![CDATA[yourfriends@medium.com]]></webMaster>",
        '        <atom:link href="http://medium.superfeedr.com" rel="hub"/>',
        *items,
        "    </channel>",
        "</rss>",
    )
    return "\n".join(lines).encode()


def item(writer: Writer, story: DemoStory, source: str) -> str:
    """A story as an item of a feed. ``source``: the query parameter in the feed's links."""
    link = f"{story.link(writer)}?source={source}"
    teaser = (f"<description>{_cdata(_teaser(story, link))}</description>",) if story.truncated else ()
    whole = () if story.truncated else (f"<content:encoded>{_cdata(_whole(story))}</content:encoded>",)
    parts = (
        f"<title>{_cdata(story.title)}</title>",
        *teaser,
        f"<link>{escape(link)}</link>",
        f'<guid isPermaLink="false">https://medium.com/p/{story.id}</guid>',
        *(f"<category>{_cdata(tag)}</category>" for tag in story.tags),
        f"<dc:creator>{_cdata(writer.name)}</dc:creator>",
        f"<pubDate>{_rfc822(story.published_at)}</pubDate>",
        f"<atom:updated>{_iso(story.updated_at or story.published_at)}</atom:updated>",
        *whole,
    )
    inside = "\n".join(f"            {part}" for part in parts)
    return f"        <item>\n{inside}\n        </item>"


def _whole(story: DemoStory) -> str:
    """The whole text: subtitle, picture, paragraphs, and Medium's tracking pixel."""
    subtitle = f"<h4>{escape(story.subtitle, quote=False)}</h4>" if story.subtitle else ""
    figure = f'<figure><img alt="" src="{story.picture}" /></figure>' if story.pictured else ""
    text = "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in story.paragraphs)
    pixel = f"https://medium.com/_/stat?event=post.clientViewed&referrerSource=full_rss&postId={story.id}"
    return f'{subtitle}{figure}{text}<img src="{pixel}" width="1" height="1" alt="">'


def _teaser(story: DemoStory, link: str) -> str:
    """The description of a truncated item, which has no text."""
    picture = (
        f'<p class="medium-feed-image"><a href="{link}"><img src="{story.picture}" width="1024"></a></p>'
        if story.pictured
        else ""
    )
    snippet = escape(story.subtitle or story.paragraphs[0], quote=False)
    return (
        f'<div class="medium-feed-item">{picture}<p class="medium-feed-snippet">{snippet}</p>'
        f'<p class="medium-feed-link"><a href="{link}">Continue reading on Medium »</a></p></div>'
    )


def _cdata(text: str) -> str:
    """The text as a CDATA section; a "]]>" in it is escaped."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _rfc822(instant: datetime) -> str:
    return format_datetime(instant.astimezone(UTC), usegmt=True)


def _iso(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{instant.microsecond // 1000:03d}Z"


def _picture_name(key: str) -> str:
    """A file name like those of Medium's pictures, derived from the key."""
    return blake2b(key.encode(), digest_size=11).hexdigest()
