"""A database whose structure is not its definition's is refused, with what is otherwise in a sentence."""

import importlib
import re
from pathlib import Path
from string import Template

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import StaticPool

from bot.storage.database.engine import Database
from bot.storage.migrations import upgrade as upgrading
from bot.storage.migrations.structure import differences
from bot.storage.migrations.upgrade import SchemaRefused, revision, revisions, upgrade
from tests.storage.statements import execute
from tests.tries import tries

HEAD = revisions()[-1]
FIRST = Path(upgrading.SCRIPTS, "versions", "0005_first.sql").read_text(encoding="utf-8")
WORDS = importlib.import_module("bot.storage.migrations.versions.0005_first").WORDS
LATER = importlib.import_module("bot.storage.migrations.versions.0006_payload").STATEMENTS

SAID = "said TEXT NOT NULL CONSTRAINT ck_notes_said CHECK (length(said) <= 2000),"
OF_MEMBER = (
    "CONSTRAINT fk_notes_guild_id_member_id FOREIGN KEY (guild_id, member_id) REFERENCES members (guild_id, member_id)"
)
ACTS = "('void', 'restore', 'exclude', 'include', 'dismiss')"

OTHERWISE = [
    ("CREATE TABLE care_hints (", "CREATE TABLE hints (", "there is no table care_hints"),
    (f"    {SAID}\n", "", "notes has no check ck_notes_said; notes has no column said"),
    (
        "minutes INTEGER CONSTRAINT ck_notes_",
        "minutes BIGINT CONSTRAINT ck_notes_",
        "column minutes as bigint, not as integer",
    ),
    (
        "link TEXT NOT NULL CONSTRAINT ck_notes_link",
        "link TEXT CONSTRAINT ck_notes_link",
        "as text, not as text, not null",
    ),
    (SAID, f"{SAID} mood TEXT NOT NULL,", "notes has a further column mood"),
    (SAID, f"{SAID} mood TEXT,", "notes has a further column mood"),
    ("title TEXT DEFAULT '' NOT NULL", "title TEXT NOT NULL", "feeds has column title"),
    ("failures INTEGER DEFAULT '0'", "failures INTEGER DEFAULT '7'", "feeds has column failures"),
    (
        "pk_connections PRIMARY KEY (guild_id, reader_id, author_id)",
        "pk_connections PRIMARY KEY (guild_id, author_id)",
        "primary key",
    ),
    ("CONSTRAINT uq_feeds_key UNIQUE (key)", "CHECK (id > 0)", "feeds has no unique (key); feeds has a further check"),
    ("CREATE INDEX ix_members_left_at ON members (left_at);", "", "members has no index ix_members_left_at"),
    (
        "ix_members_left_at ON members (left_at)",
        "ix_members_left_at ON members (guild_id)",
        "as (guild_id), not as (left_at)",
    ),
    (
        "CREATE INDEX ix_members_left_at",
        "CREATE UNIQUE INDEX ix_members_left_at",
        "as unique (left_at), not as (left_at)",
    ),
    (f"{OF_MEMBER} ON DELETE CASCADE", OF_MEMBER, "notes has foreign key (guild_id, member_id)"),
    (
        f"{OF_MEMBER} ON DELETE CASCADE",
        "UNIQUE (guild_id, noted_at)",
        "no foreign key (guild_id, member_id); notes has a further unique (guild_id, noted_at)",
    ),
    (f" CONSTRAINT ck_audit_act CHECK (act IN {ACTS})", "", "audit has no check ck_audit_act"),
    (ACTS, ACTS.replace("'dismiss'", "'forget'"), "audit has check ck_audit_act"),
    (
        "ck_notes_said CHECK (length(said) <= 2000)",
        "ck_notes_said CHECK (length(said) <= 1000)",
        "notes has check ck_notes_said",
    ),
]
"""(what the script says, what it says here, what comes of it)."""

BESIDE = [
    "CREATE TABLE other_programs (id INTEGER PRIMARY KEY, note TEXT UNIQUE)",
    "CREATE INDEX of_the_operator ON notes (title)",
    "CREATE INDEX of_the_operator ON notes (lower(title))",
    "CREATE VIEW latest AS SELECT title FROM notes",
]


def statements_of(script: str, dialect: str) -> list[str]:
    """The first script's statements, as they are here, and those of the scripts that follow it."""
    first = [each for each in Template(script).substitute(WORDS[dialect]).split(";\n") if each.strip()]
    return [*first, *LATER[dialect]] if "CREATE TABLE outbox (" in script else first


async def make(database: Database, script: str, *further: str) -> None:
    """A database that says that it is up to date."""
    statements = [*statements_of(script, database.dialect), *further]
    statements += ["CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"]
    statements += [f"INSERT INTO alembic_version VALUES ('{HEAD}')"]  # noqa: S608 - our own words

    def build(connection: Connection) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    await database.write(lambda connection: connection.run_sync(build))


async def refused(database: Database) -> str:
    """The sentence with which it is refused, to who looks as to who upgrades."""
    with pytest.raises(SchemaRefused) as looking:
        await revision(database)
    with pytest.raises(SchemaRefused) as upgrading_it:
        await upgrade(database)
    sentence = str(looking.value)
    assert str(upgrading_it.value) == sentence
    assert f"revision {HEAD}, but its structure is another: " in sentence
    assert "Go back to a backup, " in sentence
    return sentence


@pytest.mark.parametrize(("script", "here", "difference"), OTHERWISE)
async def test_case_e9_a_file_of_other_structure_is_refused(
    empty: Database, script: str, here: str, difference: str
) -> None:
    assert FIRST.count(script) == 1
    await make(empty, FIRST.replace(script, here))
    assert difference in await refused(empty)


async def test_case_e9_a_number_that_is_given_twice_is_refused(empty: Database) -> None:
    """SQLite gives the number of a deleted row again unless told not to, PostgreSQL gives none unless told to."""
    script = FIRST.replace("id $identity", "id $reference", 1).replace("(id$autoincrement)", "(id)", 1)
    await make(empty, script)
    assert "feeds has column id as " in await refused(empty)


async def test_case_e9_of_many_differences_some_are_named(empty: Database) -> None:
    await make(empty, re.sub(r"CREATE INDEX .*\n", "", FIRST))
    sentence = await refused(empty)
    assert len(sentence) < 500
    assert re.search(r": announcements has no index ix_announcements_newest; .*; and \d\d more\. ", sentence)


@pytest.mark.parametrize("empty_url", ["postgresql"], indirect=True)
async def test_case_e9_text_that_sorts_otherwise_is_refused(empty: Database) -> None:
    """SQLite sorts text by its code points in any case."""
    await make(empty, FIRST.replace("word $word", "word TEXT"))
    assert "story_words has column word as text, not null, not as text collate" in await refused(empty)


@pytest.mark.parametrize("further", BESIDE)
async def test_what_an_operator_added_beside_is_left_to_them(empty: Database, further: str) -> None:
    await make(empty, FIRST, further)
    assert await upgrade(empty) == (HEAD, HEAD)


async def test_a_further_unique_index_is_a_rule(empty: Database) -> None:
    await make(empty, FIRST, "CREATE UNIQUE INDEX of_the_operator ON notes (title)")
    assert "notes has a further index of_the_operator" in await refused(empty)


@pytest.mark.parametrize("old", ["0001", "0004"])
async def test_case_e9_files_from_before_the_first_release_are_refused(empty: Database, old: str) -> None:
    await make(empty, "", f"CREATE TABLE notes (id {WORDS[empty.dialect]['reference']})")
    await execute(empty, text(f"UPDATE alembic_version SET version_num = '{old}'"))  # noqa: S608 - ours
    for ask in (revision, upgrade):
        with pytest.raises(SchemaRefused, match=f"revision {old}, from before the first release.*Set database_url to"):
            await ask(empty)


@pytest.mark.parametrize("script", [FIRST, "CREATE TABLE notes (id INTEGER);\n"])
async def test_case_e9_tables_without_a_revision_are_refused(empty: Database, script: str) -> None:
    await make(empty, script)
    await execute(empty, text("DROP TABLE alembic_version"))
    for ask in (revision, upgrade):
        with pytest.raises(SchemaRefused, match="says no revision, yet has tables of the bot's names: "):
            await ask(empty)


def in_memory(script: str) -> list[str]:
    """What a SQLite database that is made by a script has otherwise."""
    engine = create_engine("sqlite://", poolclass=StaticPool)

    def build(connection: Connection) -> list[str]:
        for statement in statements_of(script, "sqlite"):
            connection.exec_driver_sql(statement)
        return differences(connection)

    with engine.connect() as connection:
        try:
            return build(connection)
        finally:
            connection.close()
            engine.dispose()


def test_the_scripts_as_they_stand_make_no_difference() -> None:
    assert in_memory(FIRST) == []


@tries(30)
@given(st.sampled_from([line for line in FIRST.splitlines() if line.startswith(("    ", "CREATE INDEX"))]))
def test_case_e9_whatever_line_is_missing_is_noticed(line: str) -> None:
    script = FIRST.replace(f"{line}\n", "", 1)
    try:
        found = in_memory(re.sub(r",\n\)", "\n)", script))
    except OperationalError:
        assume(False)  # something else in the script needs it
        raise
    assert found
