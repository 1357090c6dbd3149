"""What is kept can be seen, taken along and erased, and what nobody needs goes by itself."""

import json

import pytest
from sqlalchemy import func, select

from bot.storage.database.types import Snowflake
from bot.storage.desk.privacy import erasure
from bot.storage.schema import feeds, guilds, members, metadata, outbox, stories
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, GUILD, OTHER_GUILD, entry
from tests.storage.statements import fetch_rows


async def count(house: House, table: object) -> int:
    all_of_it = select(func.count()).select_from(table)  # type: ignore[arg-type]  # any table
    return await house.database.read(lambda conn: conn.scalar(all_of_it)) or 0


async def everything(house: House) -> str:
    """All rows of all tables as text."""
    rows = [await fetch_rows(house.database, select(table)) for table in metadata.sorted_tables]
    return repr(rows)


async def told(house: House) -> None:
    """A guild in which one story of Ada's was told."""
    await house.set_up()
    await house.register(ADA)
    house.publishes("ada", entry(2, title="Her story"), entry(1))
    await house.poll()
    await house.deliver()


NAMES_A_PERSON = {
    "member_id",
    "author_id",
    "reader_id",
    "reporter_id",
    "actor_id",
    "settled_by",
    "created_by",
    "about_id",
    "blocked_id",
}
"""Columns that hold the id of a person."""


def test_every_column_that_holds_an_id_is_known() -> None:
    ours = {"guild_id", "channel_id", "message_id", "thread_id", "role_id", "ping_role_id", "event_id", "id"}
    snowflakes = {c.name for table in metadata.sorted_tables for c in table.c if isinstance(c.type, Snowflake)}
    assert snowflakes <= NAMES_A_PERSON | ours


def test_every_table_states_its_answer_to_erasure() -> None:
    for table in metadata.sorted_tables:
        answer = erasure(table)
        if answer.member_column is not None:
            assert answer.member_column in table.c
            assert "guild_id" in table.c, "erasing in one guild needs it"
        named = {column.name for column in table.c if column.name in NAMES_A_PERSON}
        answered = {answer.member_column, *answer.others}
        assert named <= answered, f"{table.name} names people in {named - answered} and says nothing about it"


@pytest.mark.one_engine
async def test_the_export_holds_everything_and_is_json(house: House) -> None:
    await told(house)
    exported = json.loads(json.dumps(await house.privacy.export(ADA)))
    tables = exported["tables"]
    assert tables["members"][0]["guild_id"] == GUILD
    assert tables["profiles"][0]["name"] == "Ada"
    assert {row["title"] for row in tables["stories"]} == {"Her story", "Story 1"}
    assert tables["outbox"][0]["state"] == "sent"
    assert tables["feeds"][0]["key"]


@pytest.mark.one_engine
async def test_discords_ids_survive_json_readers(house: House) -> None:
    snowflake = 1234567890123456789
    await house.register(snowflake)
    exported = await house.privacy.export(snowflake)
    assert exported["tables"]["members"][0]["member_id"] == str(snowflake)


@pytest.mark.one_engine
async def test_nobody_elses_rows_are_exported(house: House) -> None:
    await told(house)
    house.publishes("ben", entry(50, title="His story"), name="Ben", user_id="bbbbbbbbbbbb")
    await house.register(BEN, "ben")
    assert "Ben" not in json.dumps(await house.privacy.export(ADA))


@pytest.mark.one_engine
async def test_erasing_leaves_nothing_that_names_the_member(house: House) -> None:
    await told(house)
    await house.register(ADA, guild_id=OTHER_GUILD)
    assert str(ADA) in await everything(house)
    await house.privacy.erase(ADA)
    left = await everything(house)
    assert str(ADA) not in left
    assert "Her story" not in left
    assert "Ada" not in left


@pytest.mark.one_engine
async def test_erasing_leaves_others_alone(house: House) -> None:
    await told(house)
    house.publishes(
        "ben", entry(50, title="His story"), entry(2, title="Her story"), name="Ben", user_id="bbbbbbbbbbbb"
    )
    await house.register(BEN, "ben")
    await house.privacy.erase(ADA)
    page = await house.stories.latest(GUILD, None, 0)
    assert {line.title for line in page.page.items} == {"His story", "Her story"}, (
        "a story in two feeds stays for the other"
    )


@pytest.mark.one_engine
async def test_who_comes_back_after_erasure_is_told_of_anew(house: House) -> None:
    await told(house)
    await house.privacy.erase(ADA)
    await house.register(ADA)
    house.publishes("ada", entry(3), entry(2, title="Her story"), entry(1))
    await house.poll()
    assert await house.deliver() == ["Her story", "Story 3"]


async def test_the_overview_counts(house: House) -> None:
    await told(house)
    overview = await house.privacy.overview(ADA)
    assert (overview.profiles, overview.stories, overview.guilds, overview.grace_days) == (1, 2, 1, 30)
    assert (await house.privacy.overview(BEN)).profiles == 0


async def test_departed_members_are_erased_after_the_grace(house: House) -> None:
    await told(house)
    house.publishes("ada", entry(3), entry(2), entry(1))
    await house.poll()
    house.discord.gone = {ADA}
    await house.deliver()
    house.clock.forward(days=29)
    assert (await house.privacy.housekeep(house.discord)).members == 0
    house.clock.forward(days=2)
    assert (await house.privacy.housekeep(house.discord)).members == 1
    assert str(ADA) not in await everything(house)


@pytest.mark.parametrize("unreachable", [True, False])
@pytest.mark.one_engine
async def test_who_is_there_after_all_is_not_erased(house: House, unreachable: bool) -> None:
    await told(house)
    house.publishes("ada", entry(3), entry(2), entry(1))
    await house.poll()
    house.discord.gone = {ADA}
    await house.deliver()
    house.discord.gone = set()
    house.discord.unreachable = unreachable
    house.clock.forward(days=31)
    assert (await house.privacy.housekeep(house.discord)).members == 0
    assert await count(house, members) == 1


async def test_guilds_are_erased_after_the_grace_with_all_that_is_theirs(house: House) -> None:
    await told(house)
    await house.guilds.left(GUILD)
    house.clock.forward(days=31)
    done = await house.privacy.housekeep(house.discord)
    assert (done.guilds, done.feeds) == (1, 1)
    for table in (guilds, members, outbox, feeds, stories):
        assert await count(house, table) == 0, table.name


@pytest.mark.one_engine
async def test_a_preview_that_nobody_confirmed_goes(house: House) -> None:
    await house.profiles.preview(GUILD, ADA, "@ada")
    assert (await house.privacy.housekeep(house.discord)).feeds == 0
    house.clock.forward(days=31)
    assert (await house.privacy.housekeep(house.discord)).feeds == 1
