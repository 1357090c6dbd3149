"""What is wanted of a story's own text: subtitle, picture, length and opening. Runs in the worker.

The text itself is not kept: it is the writer's, and a circle links to stories and does not republish them.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

OPENING_LENGTH = 400
"""Characters of the opening: enough to compare a title with, which Medium cuts at about 100."""

SUBTITLE_LENGTH = 300
"""Characters of a subtitle that are kept; Medium's own are at most 140, a heading that stands in can be longer."""

LONGEST_LINK = 2000
"""Characters of an address; the longest genuine ones are under 300."""

_OPENING_LOOK = 4 * OPENING_LENGTH
"""Characters that the opening is folded from, so that a long story is not folded whole for its first words."""

_WHITE = re.compile(r"\s")
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|figure|figcaption|blockquote|pre|div|tr|td|th)>|<br\s*/?>", re.IGNORECASE)
"""Where words are apart though no white space says so: ``<p>one</p><p>two</p>``."""

_UNREAD = ["script", "style", "iframe", "noscript", "template"]
"""Elements whose content a reader of the story does not see."""

_TRACKER = "/_/stat"
"""Medium's pixel at the end of whole items: ``medium.com/_/stat?event=post.clientViewed...``, 1 by 1."""

_FOOTER = " was originally published in "
"""The last paragraph of a publication's story, put there by Medium."""

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Japanese and Chinese characters, which are written without spaces."""

_BEYOND_LATIN = re.compile("[\u3040-\U0003ffff]")
"""All of them, and others: one range is looked for twice as fast."""

_CHARACTERS_PER_WORD = 2
"""How many of those count as one word: Medium reckons 500 characters a minute and 265 words a minute."""


@dataclass(frozen=True, slots=True)
class StoryText:
    """What a story's text says of the story. Strings are plain, white space folded.

    ``headings`` are the headings that come before the first paragraph, the likeliest subtitle first. ``words`` is
    ``None`` for a teaser. ``picture`` is an http(s) address.
    """

    headings: tuple[str, ...]
    picture: str | None
    words: int | None
    opening: str

    def subtitle(self, title: str) -> str:
        """The subtitle of the story called ``title``: the first heading that does not repeat it, or ``""``."""
        called = fold(title).casefold()
        return next((text for text in self.headings if text.casefold() != called), "")


def fold(text: str) -> str:
    """The text with each run of white space made one space, and none at the ends."""
    return " ".join(text.split())


def read_whole(html: str) -> StoryText:
    """Read a ``content:encoded``: the whole story, with Medium's footer and tracking pixel left out."""
    body = _tree(html)
    if _FOOTER in html:
        _drop_footer(body)
    text = body.text().lstrip()
    return StoryText(
        _leading_headings(body), _picture(body), count_words(text), fold(text[:_OPENING_LOOK])[:OPENING_LENGTH]
    )


def read_teaser(html: str) -> StoryText:
    """Read a ``description``: picture, snippet (which is the subtitle or the first words) and "Continue reading".

    Medium sends it in a ``div.medium-feed-item`` in place of the whole text: always in tag feeds, in some profiles too.
    """
    body = _tree(html)
    snippet = body.css_first("p.medium-feed-snippet")
    if snippet is not None:
        said = fold(snippet.text())
    else:
        # A picture alone has no snippet; a description of any other shape is its own.
        said = "" if body.css_first("div.medium-feed-item") is not None else fold(body.text())
    return StoryText((said[:SUBTITLE_LENGTH],), _picture(body), None, said[:OPENING_LENGTH])


def count_words(text: str) -> int:
    """The number of words; two Chinese or Japanese characters count as one.

    >>> count_words("one  two three"), count_words("\u5f88\u9577\u7684\u6587\u7ae0\u5462")
    (3, 3)
    """
    unspaced = len(_UNSPACED.findall(text)) if not text.isascii() and _BEYOND_LATIN.search(text) else 0
    spaced = _UNSPACED.sub(" ", text) if unspaced else text
    return len(spaced.split()) + -(-unspaced // _CHARACTERS_PER_WORD)


def _tree(html: str) -> LexborNode:
    tree = LexborHTMLParser(_BLOCK_END.sub(lambda found: found[0] + " ", html))
    tree.strip_tags(_UNREAD)
    body = tree.body
    if body is None:  # a frameset has none
        body = LexborHTMLParser("<body></body>").body
    if body is None:
        raise ValueError("the HTML parser gave no body")
    return body


def _drop_footer(body: LexborNode) -> None:
    paragraphs = body.css("p")
    if paragraphs and _FOOTER in paragraphs[-1].text():
        paragraphs[-1].decompose()


def _leading_headings(body: LexborNode) -> tuple[str, ...]:
    """The h4s, then the h3s, that precede the first text: Medium's editor makes a subtitle an h4, and an h3 up there
    is mostly the title again or a first section."""
    found: list[tuple[str, str]] = []
    for node in body.iter():
        text = fold(node.text())
        if node.tag in ("h3", "h4"):
            found.append((node.tag, text[:SUBTITLE_LENGTH]))
        elif text and node.tag != "figure":
            break
    return tuple(text for tag in ("h4", "h3") for kind, text in found if kind == tag and text)


def _picture(body: LexborNode) -> str | None:
    for image in body.css("img"):
        attributes = image.attributes
        source = (attributes.get("src") or "").strip()
        is_pixel = _TRACKER in source or (attributes.get("width") == "1" and attributes.get("height") == "1")
        if not is_pixel and web_link(source) is not None:
            return source
    return None


def web_link(text: str) -> str | None:
    """The text if it is an http(s) address of bearable length, else ``None``."""
    fits = text.startswith(("https://", "http://")) and len(text) <= LONGEST_LINK
    return text if fits and _WHITE.search(text) is None else None
