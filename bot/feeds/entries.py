"""From bytes to a feed's entries: what runs in the worker process. It has no access to anything of the bot."""

import calendar
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.feeds.feed import Feed, FeedEntry
from bot.domain.feeds.medium import user_id_of
from bot.feeds.slim import Slim, marker, slim
from bot.feeds.story import StoryText, fold, read_teaser, read_whole, web_link

MEDIUM = "Medium"
"""The ``generator`` of each of Medium's feeds: in all genuine captures, to the letter."""

MOST_ENTRIES = 100
"""Items that are read. Medium sends at most 10; the rest of a longer feed is somebody's attempt at something."""

MOST_TAGS = 20
"""Medium allows five."""

LONGEST_TEXT = 500
"""Characters of a title, name, tag or guid. Medium cuts titles at 100."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""What no XML may hold and feedparser lets through all the same: PostgreSQL takes no NUL, UTF-8 no lone surrogate."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOTHING = StoryText((), None, None, "")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """No feed of Medium's. ``why`` is for the log."""

    why: str


ParseResult = Feed | Unreadable


def warm_up() -> None:
    """Import what parsing needs, when the worker starts and not when the first feed waits for it."""
    import feedparser  # noqa: F401, PLC0415 - it costs 100 ms and 10 MB that only the worker should pay


def parse(body: bytes) -> ParseResult:
    """Read a feed. Raises nothing: where feedparser does (at 2 % of 476,000 mutated feeds), the body is no feed. It can
    take for ever or bring the process down, though: call it in the worker only.
    """
    try:
        return _parse(body)
    except Exception as error:  # noqa: BLE001 - feedparser raises anything at hostile input; the parent logs the reason
        return Unreadable(f"{type(error).__name__}: {error}"[:LONGEST_TEXT])


def _parse(body: bytes) -> ParseResult:
    import feedparser  # noqa: PLC0415 - see warm_up

    light = slim(body)
    # A stream, never bytes or text: feedparser opens what looks like a path and fetches what looks like an address.
    # Ill-formed ("bozo") feeds are read as far as they go: 58 of 1,035 still had entries. Nothing is sanitised here,
    # since no markup is kept; bot.domain.text.text cleans what is shown.
    found = feedparser.parse(io.BytesIO(light.document), sanitize_html=False, resolve_relative_uris=False)
    channel = found.feed
    generator = fold(_text(channel, "generator"))
    if generator != MEDIUM:
        return Unreadable(f"generator: {generator or 'none'}")
    texts = {marker(number): number for number in range(len(light.texts))}
    link = _link(channel, "link") or ""
    return Feed(
        title=fold(_text(channel, "title")),
        link=link,
        picture=_link(channel.get("image") or {}, "href"),
        built_at=_instant(channel, "updated_parsed"),
        user_id=user_id_of(link),
        entries=tuple(_entry(item, light, texts) for item in found.entries[:MOST_ENTRIES]),
    )


def _entry(item: Mapping[str, Any], light: Slim, texts: Mapping[str, int]) -> FeedEntry:
    whole = next((texts[each] for each in _values(item.get("content")) if each in texts), None)
    teaser = texts.get(_text(item, "summary"))
    if whole is not None:
        story = read_whole(light.texts[whole])
    else:
        story = read_teaser(light.texts[teaser]) if teaser is not None else _NOTHING
    title = _text(item, "title")
    tags = (fold(_text(tag, "term")) for tag in item.get("tags") or ())
    return FeedEntry(
        guid=_text(item, "id"),
        link=_link(item, "link") or "",
        title=title,
        author=fold(_text(item, "author")),
        tags=tuple(tag for tag in tags if tag)[:MOST_TAGS],
        published_at=_instant(item, "published_parsed"),
        updated_at=_instant(item, "updated_parsed"),
        subtitle=story.subtitle(title),
        picture=story.picture,
        words=story.words,
        # Without content:encoded the whole text is not at hand, whatever stands in its place.
        truncated=whole is None,
        opening=story.opening,
    )


def _values(contents: Any) -> list[str]:
    return [_text(each, "value") for each in contents or ()]


def _text(fields: Mapping[str, Any], name: str) -> str:
    """A field as text of bearable length; ``""`` where feedparser has none, or something else."""
    value = fields.get(name)
    return _UNSTORABLE.sub("", value).strip()[:LONGEST_TEXT] if isinstance(value, str) else ""


def _link(fields: Mapping[str, Any], name: str) -> str | None:
    """A field that holds an address; ``None`` for none and for what is no web address. Never shortened."""
    value = fields.get(name)
    return web_link(_UNSTORABLE.sub("", value).strip()) if isinstance(value, str) else None


def _instant(fields: Mapping[str, Any], name: str) -> datetime | None:
    """A field that is feedparser's UTC time tuple, as an instant; ``None`` for none and for years that do not exist.

    Asked with ``in`` first: for a missing "updated" feedparser warns and hands out "published" in its place.
    """
    if name not in fields:
        return None
    try:
        return _EPOCH + timedelta(seconds=calendar.timegm(fields[name]))
    except (TypeError, ValueError, OverflowError):
        return None
