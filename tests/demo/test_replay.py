"""Captures are played in the order of their dates, each story is told once, and what is told is what happened."""

from datetime import UTC, datetime, timedelta
from itertools import takewhile
from pathlib import Path

import pytest

from bot.demo.feedshape import DemoStory, Writer, profile_feed
from bot.demo.replay import play_captures
from bot.demo.server import DemoFailed, open_server
from tests.demo.shapes import response, tag_feed
from tests.feeds.shape import CHALLENGE
from tests.feeds.shared import FEEDS, needs_feeds

ADA = Writer("ada", "Ada Bee", "1a2b3c4d5e6f")
DAY = timedelta(days=1)
FIRST = datetime(2019, 5, 4, 12, 0, tzinfo=UTC)


def story(number: int, published_at: datetime = FIRST - DAY) -> DemoStory:
    return DemoStory(f"{number:012x}", f"Story {number}", "", ("sea",), ("Some words.",), published_at)


async def played(tmp_path: Path, feeds: Path) -> list[str]:
    told: list[str] = []
    async with open_server(tmp_path) as server:
        await play_captures(server, feeds, told.append)
    return told


async def test_a_series_of_captures(tmp_path: Path) -> None:
    feeds = tmp_path / "feeds"
    feeds.mkdir()
    known = [story(1), response("0000000000a1", "Thank you for this.", FIRST - DAY)]
    new = [story(2, FIRST + DAY), response("0000000000a2", "Well said!", FIRST + DAY)]
    # The names are no help: the order is that of the feeds' own dates.
    (feeds / "c.xml").write_bytes(profile_feed(ADA, known, FIRST))
    (feeds / "a.xml").write_bytes(profile_feed(ADA, known + new, FIRST + 2 * DAY).decode().encode("utf-16"))
    (feeds / "b.xml").write_bytes(profile_feed(ADA, known + new, FIRST + 3 * DAY))
    (feeds / "tag.xml").write_bytes(tag_feed("sea", [(ADA, story(1))], FIRST + DAY))
    (feeds / f"challenge-{FIRST + DAY:%Y-%m-%d}.html").write_bytes(CHALLENGE)
    (feeds / "README.md").write_text("not to be played")
    told = await played(tmp_path, feeds)
    assert told == [
        "2019-05-04 12:00  c.xml",
        "    Ada Bee registers medium.com/@ada: 2 items, known from now on (baseline)",
        "2019-05-05 12:00  tag.xml",
        "    not played: tag. 1 items could be read.",
        "2019-05-05 23:59  challenge-2019-05-05.html",
        "    later: challenge, for profile:ada",
        "2019-05-06 12:00  a.xml",
        "    announced  new         “Story 2”",
        "    no news    response    “Well said!”",
        "    of 4 items 2 were known",
        "2019-05-07 12:00  b.xml",
        "    of 4 items 4 were known",
        told[-1],
    ]
    assert told[-1].startswith("\n1 announced, each once; 1 decided to be no news;")
    assert told[-1].endswith("of which 1 ended in “later”.")


async def test_a_folder_without_feeds_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing")
    with pytest.raises(DemoFailed, match="no captured feeds"):
        await played(tmp_path, tmp_path)


def decided(told: list[str], capture: str) -> list[str]:
    """What became of the stories that were new in a capture: "announced" or "no news", and the title."""
    start = next(number for number, line in enumerate(told) if capture in line) + 1
    lines = takewhile(lambda line: line.startswith("    ") and "“" in line, told[start:])
    return [f"{line[4:13].strip()} {line.split('“')[1].rstrip('”')}" for line in lines]


@needs_feeds
async def test_the_genuine_captures(tmp_path: Path) -> None:
    told = await played(tmp_path, FEEDS)
    text = "\n".join(told)
    assert decided(told, "vaidehijoshi-2019-01-02") == ["announced Many Nodes, One Distributed System"]
    assert len(decided(told, "vaidehijoshi-2020-05-19")) == 10
    assert decided(told, "linukaarambawela-2025-01-29") == ["announced New to open source? Learn, Contribute, and Grow"]
    (line,) = decided(told, "linukaarambawela-2025-07-07")
    assert line.startswith("announced Streamline Your Meeting Management with Ballerina")
    assert "10 items, 10 of them truncated" in text
    assert "Ravivarman B registers" in text
    assert sum("later: challenge" in line for line in told) == 1
