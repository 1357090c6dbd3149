"""The demo's invented writers, with the stories that they have published and those that they can still publish.

The texts are in ``library/``, a file for each writer. Any likeness to a real person is a coincidence.
"""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bot.demo.feedshape import DemoStory, Writer

LIBRARY = Path(__file__).parent / "library"

START = datetime(2026, 1, 1, tzinfo=UTC)
"""The time at which simcord's clock starts. Every published story in the library is older; one in stock is dated when
it is published."""


@dataclass(frozen=True, slots=True)
class Author:
    """A writer and their published stories, oldest first. ``stock``: the stories to publish next, in this order."""

    writer: Writer
    published: tuple[DemoStory, ...]
    stock: tuple[DemoStory, ...]


def load_authors() -> tuple[Author, ...]:
    """All writers of the library, in the order of their files' names."""
    return tuple(_author(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(LIBRARY.glob("*.toml")))


def _author(data: dict[str, Any]) -> Author:
    return Author(
        writer=Writer(data["handle"], data["name"], data["user_id"], data.get("host")),
        published=tuple(sorted(map(_story, data["published"]), key=lambda story: story.published_at)),
        stock=tuple(map(_story, data["stock"])),
    )


def _story(data: dict[str, Any]) -> DemoStory:
    return DemoStory(
        id=blake2b(data["title"].encode(), digest_size=6).hexdigest(),
        title=data["title"],
        subtitle=data["subtitle"],
        tags=tuple(data["tags"]),
        paragraphs=tuple(" ".join(paragraph.split()) for paragraph in data["text"].strip().split("\n\n")),
        published_at=data.get("published_at", START),
    )
