"""What members ask of a large server is answered right, and by indexes though nobody ever ran ANALYZE."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Select, insert

from bot.domain.stories.stories import EntryKind, Reason
from bot.domain.text.search import Query, Term
from bot.storage import schema
from bot.storage.circle.connections import mine, theirs
from bot.storage.database.engine import Connection, Database
from bot.storage.stories.newest import newest, newest_by_date, newest_of
from bot.storage.stories.search import found, tags_of_newest
from tests.storage.plans import LIBRARIES, Step, explained

GUILD, ME = 1001, 2001
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ID = schema.stories.c.id


async def told(database: Database, *days: tuple[int, int]) -> None:
    """A guild with stories a, b, ...: dated and decided upon so many days ago."""

    async def work(conn: Connection) -> None:
        await conn.execute(insert(schema.guilds).values(id=GUILD, joined_at=NOW))
        for key, (dated, decided) in zip("abcdefghijkl", days, strict=False):
            dated_at, decided_at = NOW - timedelta(days=dated), NOW - timedelta(days=decided)
            words = dict.fromkeys(("link", "title", "author_name", "subtitle", "fingerprint"), "")
            story = {"id": key, "kind": EntryKind.STORY, "tags": [], "first_seen_at": dated_at, "dated_at": dated_at}
            await conn.execute(insert(schema.stories).values(story | words))
            row = {"guild_id": GUILD, "story_id": key, "reason": Reason.BASELINE, "decided_at": decided_at}
            await conn.execute(insert(schema.announcements).values(row))

    await database.write(work)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([(1, 1), (2, 2), (3, 3)], "ab"),
        ([(3, 3), (1, 1)], "ba"),
        ([(5, 5)], "a"),
        ([(9, 1), (9, 1), (9, 1), (9, 1), (9, 1), (2, 2), (3, 3)], "fg"),  # a new writer's old ones are in the way
        ([(9, 1)] * 9 + [(10, 10), (8, 8)], "ka"),  # and more of them
        ([(4, 1), (4, 2), (4, 3), (4, 4), (4, 4)], "ab"),  # of one date: by id, though the last were decided first
        ([(4, 4), (4, 1), (4, 1), (4, 1), (4, 1)], "ab"),
    ],
)
async def test_the_newest_are_found_wherever_they_stand_in_the_ledger(
    database: Database, days: list[tuple[int, int]], expected: str
) -> None:
    await told(database, *days)
    rows = await database.read(newest, GUILD, ID, limit=2)
    none = await database.read(newest, GUILD + 1, ID, limit=2)
    others = await database.read(newest, GUILD, ID, where=(ID.not_in([expected[0]]),), limit=1)
    assert ["".join(row.id for row in rows), none] == [expected, []]
    assert [row.id for row in others] == list(expected[1:]), "what is left out makes room for the next"


OF_STORY = (
    Step("sightings", "ix_sightings_story_id", ("story_id",)),
    Step("profiles", "ix_profiles_feed_id", ("feed_id",)),
)
"""From a story to who wrote it."""

LEDGER = Step("announcements", "ix_announcements_newest", ("guild_id",))


@pytest.mark.parametrize(
    ("statement", "steps", "whole"),
    [
        (
            found(GUILD, Query((Term("bees", prefix=True), Term("city", prefix=True))), limit=5, offset=0),
            (Step("story_words", "pk_story_words", ("word>",)), *OF_STORY),
            [],
        ),
        (
            found(GUILD, Query((Term("bees", prefix=True),), None, ME), limit=5, offset=0),
            (Step("profiles", "ix_profiles_guild_id_member_id", ("guild_id", "member_id")),),
            [],
        ),
        (
            tags_of_newest(GUILD, "be", limit=25),
            (LEDGER, OF_STORY[1], Step("story_words", "ix_story_words_story_id", ("story_id",))),
            [],
        ),
        (theirs(GUILD, ME), (Step("notes", "ix_notes_of_author", ("guild_id", "author_id")),), []),
        (mine(GUILD, ME), (Step("notes", "ix_notes_reading", ("guild_id", "member_id")),), []),
        (newest_of(GUILD, ID, limit=200), (LEDGER, Step("stories", "pk_stories", ("id",))), []),
        (
            newest_by_date(GUILD, ID, limit=200),
            (
                Step("stories", "ix_stories_dated_at"),
                Step("announcements", "pk_announcements", ("guild_id", "story_id")),
            ),
            ["stories"],  # from its end, until there are enough
        ),
    ],
)
@pytest.mark.parametrize("library", LIBRARIES)
def test_it_goes_by_these_indexes(
    library: str, statement: Select[Any], steps: tuple[Step, ...], whole: list[str]
) -> None:
    plan = explained(library, statement)
    assert {*steps} <= {*plan.steps}
    assert plan.whole == whole
