"""Feeds in Medium's exact shape, as small as the tests need them. Invented writers only."""

from dataclasses import dataclass, field

PIXEL = (
    '<img src="https://medium.com/_/stat?event=post.clientViewed&referrerSource=full_rss&postId={id}" '
    'width="1" height="1" alt="">'
)
BODY = (
    '<figure><img alt="" src="https://cdn-images-1.medium.com/max/1024/1*picture.jpeg" />'
    "<figcaption>By the sea</figcaption></figure><h4>On walking slowly</h4><p>One two three.</p>"
)


@dataclass(frozen=True)
class Item:
    """One item: ``whole`` is its content:encoded, or ``teaser`` its description."""

    id: str = "0a1b2c3d4e5f"
    title: str = "A walk by the sea"
    whole: str | None = BODY
    teaser: str | None = None
    tags: tuple[str, ...] = ("walking", "sea")
    published: str = "Mon, 07 Jul 2025 07:59:06 GMT"
    updated: str = "2025-07-07T08:00:06.278Z"

    def xml(self) -> str:
        """The item as Medium writes it."""
        tags = "".join(f"<category><![CDATA[{tag}]]></category>" for tag in self.tags)
        teaser = "" if self.teaser is None else f"<description><![CDATA[{self.teaser}]]></description>"
        whole = (
            ""
            if self.whole is None
            else f"<content:encoded><![CDATA[{self.whole}{PIXEL.format(id=self.id)}]]></content:encoded>"
        )
        return (
            f"<item><title><![CDATA[{self.title}]]></title>{teaser}"
            f"<link>https://medium.com/@writer/story-{self.id}?source=rss-5c894fbb59cd------2</link>"
            f'<guid isPermaLink="false">https://medium.com/p/{self.id}</guid>{tags}'
            f"<dc:creator><![CDATA[Ada Writer]]></dc:creator><pubDate>{self.published}</pubDate>"
            f"<atom:updated>{self.updated}</atom:updated>{whole}</item>\n        "
        )


@dataclass(frozen=True)
class Channel:
    """A whole feed."""

    items: tuple[Item, ...] = field(default_factory=lambda: (Item(),))
    built: str = "Mon, 07 Jul 2025 08:02:57 GMT"
    generator: str = "Medium"
    title: str = "Stories by Ada Writer on Medium"

    def xml(self) -> bytes:
        """The feed as Medium sends it."""
        items = "".join(item.xml() for item in self.items)
        link = "https://medium.com/@writer?source=rss-5c894fbb59cd------2"
        return (
            '<?xml version="1.0" encoding="UTF-8"?><rss xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" '
            'version="2.0" xmlns:cc="http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html">\n'
            f"    <channel>\n        <title><![CDATA[{self.title}]]></title>\n"
            f"        <description><![CDATA[{self.title}]]></description>\n        <link>{link}</link>\n"
            "        <image><url>https://cdn-images-1.medium.com/fit/c/150/150/1*face.jpeg</url>"
            f"<title>{self.title}</title><link>{link}</link></image>\n"
            f"        <generator>{self.generator}</generator>\n        <lastBuildDate>{self.built}</lastBuildDate>\n"
            '        <atom:link href="https://medium.com/@writer/feed" rel="self" type="application/rss+xml"/>\n'
            "        <webMaster><![CDATA[yourfriends@medium.com]]></webMaster>\n"
            f"        {items}</channel>\n</rss>\n"
        ).encode()


def teaser(snippet: str) -> str:
    """The description of a truncated item."""
    link = "https://medium.com/@writer/story-0a1b2c3d4e5f?source=rss-5c894fbb59cd------2"
    return (
        f'<div class="medium-feed-item"><p class="medium-feed-image"><a href="{link}">'
        '<img src="https://cdn-images-1.medium.com/max/1116/1*teaser.jpeg" width="1116"></a></p>'
        f'<p class="medium-feed-snippet">{snippet}</p>'
        f'<p class="medium-feed-link"><a href="{link}">Continue reading on Medium »</a></p></div>'
    )


CHALLENGE = (
    b'<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head>'
    b"<body><script>window._cf_chl_opt={};</script></body></html>"
)
