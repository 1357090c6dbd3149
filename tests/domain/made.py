"""Entries as Medium writes them, and worse."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.domain.feeds.feed import FeedEntry

NOON = datetime(2026, 3, 29, 12, tzinfo=UTC)
IDS = [f"{number:012x}" for number in range(0xABC0, 0xABC8)]


def entry(
    story_id: str = IDS[0],
    *,
    title: str = "A title of one's own",
    tags: tuple[str, ...] = ("writing",),
    opening: str = "",
) -> FeedEntry:
    """An entry as Medium writes it."""
    link = f"https://medium.com/@anna/slug-{story_id}?source=rss-8f55993c973e------2"
    return FeedEntry(f"https://medium.com/p/{story_id}", link, title, tags=tags, opening=opening)


ENTRIES = st.builds(
    FeedEntry,
    guid=st.sampled_from(["", "x", *(f"https://medium.com/p/{each}" for each in IDS)]) | st.text(max_size=20),
    link=st.sampled_from(["", *(f"https://medium.com/@anna/s-{each}" for each in IDS)]) | st.text(max_size=20),
    title=st.text(max_size=20),
    author=st.text(max_size=20),
    tags=st.lists(st.text(max_size=8), max_size=7).map(tuple),
    published_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    subtitle=st.text(max_size=20),
    picture=st.none() | st.sampled_from(["https://a.example/p.png", "http://a.example/p.png", "https://[::1]/x"]),
    words=st.none() | st.integers(0, 10**6),
    truncated=st.booleans(),
    opening=st.text(max_size=20),
)
"""Entries of any content, some of them for the same story."""
