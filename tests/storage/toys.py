"""Two tables that use every type; they are in the program's metadata only while a test wants them there."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, UniqueConstraint

from bot.storage.database.engine import Database
from bot.storage.database.types import (
    Code,
    Count,
    Flag,
    Identity,
    Instant,
    Json,
    OpenCode,
    Snowflake,
    Text,
    metadata,
    table,
)


class Colour(StrEnum):
    """A code."""

    RED = "red"
    BLUE = "blue"


@contextmanager
def toys() -> Iterator[tuple[Table, Table]]:
    """``toy_boxes`` and ``toys``, which lie in them."""
    boxes = table(
        "toy_boxes",
        Column("id", Snowflake, primary_key=True, autoincrement=False, comment="which"),
        erasure=None,
        comment="Boxes",
    )
    things = table(
        "toys",
        Column("id", Identity, primary_key=True, comment="which"),
        Column("box_id", ForeignKey("toy_boxes.id"), comment="where"),
        Column("owner", Snowflake, comment="whose"),
        Column("name", Text(5), comment="what"),
        Column("colour", Code(Colour), comment="how it looks"),
        Column("shade", OpenCode(Colour, 5), comment="how it looks, or what others call it"),
        Column("wheels", Count, comment="how many"),
        Column("loved", Flag, comment="whether"),
        Column("bought_at", Instant, comment="when"),
        Column("parts", Json(20), comment="of what"),
        CheckConstraint("wheels <> 3", name="stable"),
        UniqueConstraint("owner", "name"),
        erasure=None,
        comment="Toys",
    )
    Index("ix_toys_wheels", things.c.wheels, unique=True)
    try:
        yield boxes, things
    finally:
        metadata.remove(things)
        metadata.remove(boxes)


async def create(database: Database, *made: Table) -> None:
    """Create these tables."""
    await database.write(lambda connection: connection.run_sync(metadata.create_all, tables=made))
