"""The command line: plain words, one line for each trouble, the right status, and no secret."""

import asyncio
import importlib.util
import inspect
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import __main__ as cli
from bot import __version__
from bot.app import run as app
from bot.config.settings import Settings
from bot.demo import run as demo_run
from bot.storage.database.engine import Database
from bot.storage.migrations.upgrade import revisions
from tests.app.operating import NOWHERE, TOKEN, invoke
from tests.storage import statements

FILE = Path("data/inklings.sqlite3")
ADDRESS = f"sqlite:///{FILE}"

pytestmark = pytest.mark.usefixtures("machine")


def execute(*texts: str) -> None:
    """Change the database behind the program's back."""

    async def work() -> None:
        async with Database.open(ADDRESS) as database:
            await statements.execute(database, *map(text, texts))

    asyncio.run(work())


def test_help_names_the_commands() -> None:
    for arguments, words in (
        ((), ["run", "demo", "check", "db", "--version"]),
        (("db",), ["upgrade", "backup", "rebuild"]),
        (("demo", "--help"), ["--no-serve", "--feeds", "--port"]),
        (("run", "--help"), ["--config", "INKLINGS_CONFIG"]),
    ):
        output = invoke(*arguments).output
        assert [word for word in words if word not in output] == []


def test_version() -> None:
    result = invoke("--version")
    assert (result.exit_code, result.output) == (0, f"inklings {__version__}\n")


@pytest.mark.parametrize("command", [["run"], ["db", "upgrade"], ["db", "backup", "copy.sqlite3"]])
def test_wrong_settings_end_every_command(command: list[str]) -> None:
    Path("config.toml").write_text(f'log_levl = "info"\ndatabase_url = "{NOWHERE}x:y"\n')
    result = invoke(*command)
    assert result.exit_code == cli.MISCONFIGURED
    assert result.stdout == ""
    assert result.stderr == "inklings: config.toml: log_levl: no such setting; did you mean log_level?\n"


def test_roll_ups_are_made_anew() -> None:
    invoke("db", "upgrade")
    result = invoke("db", "rebuild")
    assert (result.exit_code, result.stdout.strip()) == (0, f"{ADDRESS}: the roll-ups of 0 members were wrong")


@pytest.mark.parametrize(
    "content", [f'token = "{TOKEN}"', f"# {TOKEN}", f'[discord]\nx = ["{TOKEN}"]', f"{TOKEN} = {TOKEN}"]
)
@pytest.mark.parametrize("command", [["run"], ["check"], ["db", "upgrade"]])
def test_a_token_in_the_file_ends_every_command(content: str, command: list[str]) -> None:
    Path("config.toml").write_text(content)
    result = invoke(*command)
    assert result.exit_code != 0
    assert "a token does not belong in this file" in result.output


def test_the_file_is_where_it_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("named.toml").write_text('log_format = "xml"')
    Path("config.toml").write_text('log_level = "loud"')
    assert "named.toml: log_format" in invoke("db", "upgrade", "--config", "named.toml").stderr
    assert "config.toml: log_level" in invoke("db", "upgrade").stderr
    monkeypatch.setenv("INKLINGS_CONFIG", "named.toml")
    assert "named.toml: log_format" in invoke("db", "upgrade").stderr
    assert "none.toml: cannot be read" in invoke("db", "upgrade", "--config", "none.toml").stderr


def test_run_without_a_token_says_where_to_put_one() -> None:
    result = invoke("run")
    assert result.exit_code == cli.MISCONFIGURED
    assert "INKLINGS_TOKEN" in result.stderr
    assert not FILE.exists()


def test_run_hands_on_the_settings_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """No option reaches the dial policy or the origins: the composition is called with the settings alone."""
    handed: list[object] = []

    async def serve(*arguments: object) -> int:
        handed.extend(arguments)
        return 7

    assert list(inspect.signature(app.run).parameters) == ["settings"]
    assert list(inspect.signature(cli.run).parameters) == ["config"]
    monkeypatch.setattr(app, "run", serve)
    monkeypatch.setenv("INKLINGS_TOKEN", TOKEN)
    assert invoke("run").exit_code == 7
    assert [type(each) for each in handed] == [Settings]


@pytest.mark.parametrize("command", [["run"], ["db", "upgrade"]])
def test_a_database_out_of_reach_is_one_line(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKLINGS_TOKEN", TOKEN)
    monkeypatch.setenv("INKLINGS_DATABASE_URL", NOWHERE)
    result = invoke(*command)
    assert result.exit_code == cli.FAILED
    (line,) = result.stderr.splitlines()
    assert line.startswith("inklings: postgresql://inklings:***@127.0.0.1:1/inklings: ")


def test_an_error_that_nobody_foresaw_goes_to_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    async def serve(settings: Settings) -> int:
        message = f"{settings.database_url} and {TOKEN}"
        raise RuntimeError(message)

    monkeypatch.setattr(app, "run", serve)
    monkeypatch.setenv("INKLINGS_TOKEN", TOKEN)
    monkeypatch.setenv("INKLINGS_DATABASE_URL", NOWHERE)
    result = invoke("run", traceback=True)
    assert result.exit_code == cli.FAILED
    assert result.stderr.splitlines()[-1].startswith("inklings: ended by an error that nobody foresaw")


def test_the_database_is_upgraded_and_copied() -> None:
    assert invoke("db", "upgrade").stdout == f"{ADDRESS} is at revision {revisions()[-1]} now\n"
    assert invoke("db", "upgrade").stdout == f"{ADDRESS} is at revision {revisions()[-1]} already\n"
    result = invoke("db", "backup", "copy.sqlite3")
    assert (result.exit_code, result.stderr) == (0, "")
    assert Path("copy.sqlite3").stat().st_size > 0
    again = invoke("db", "backup", "copy.sqlite3")
    assert (again.exit_code, again.stdout) == (cli.FAILED, "")
    assert again.stderr.startswith("inklings: copy.sqlite3 exists already")


def test_nothing_is_copied_where_there_is_nothing() -> None:
    result = invoke("db", "backup", "copy.sqlite3")
    assert result.exit_code == cli.FAILED
    assert f"there is no database at {FILE}" in result.stderr
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "UPDATE alembic_version SET version_num = '9999'",
            "revision 9999, which this program does not know: it is newer",
        ),
        ("UPDATE alembic_version SET version_num = '0004'", "revision 0004, from before the first release"),
        ("ALTER TABLE notes RENAME COLUMN liked TO loved", "notes has no column liked"),
        ("ALTER TABLE notes ADD COLUMN mood TEXT", "notes has a further column mood"),
        ("DROP INDEX ix_members_left_at", "members has no index ix_members_left_at"),
        ("DROP TABLE care_hints", "there is no table care_hints"),
    ],
)
def test_case_e9_a_database_of_another_structure_is_refused_in_a_sentence(
    change: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INKLINGS_TOKEN", TOKEN)
    invoke("db", "upgrade")
    execute(change)
    for command in (["run"], ["db", "upgrade"]):
        result = invoke(*command)
        assert result.exit_code == cli.FAILED
        line = result.stderr.splitlines()[-1]
        assert line.startswith("inklings: the database's schema is at revision ")
        assert said in line
    (line,) = [line for line in invoke("check").stdout.splitlines() if line.startswith("todo database: ")]
    assert said in line
    assert invoke("db", "backup", "copy.sqlite3").exit_code == 0, "what is there can be saved all the same"


@pytest.mark.parametrize(
    ("arguments", "played"),
    [
        ([], {"serve": True, "feeds": None, "port": 0}),
        (["--no-serve", "--feeds", ".", "--port", "8080"], {"serve": False, "feeds": Path(), "port": 8080}),
    ],
)
def test_demo(arguments: Sequence[str], played: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []

    def play(**how: object) -> int:
        asked.append(how)
        return 3

    monkeypatch.setattr(demo_run, "play", play)
    assert invoke("demo", *arguments).exit_code == 3
    assert asked == [played]


def test_demo_without_its_extra_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    result = invoke("demo")
    assert result.exit_code == cli.FAILED
    assert "pip install 'inklings[demo]'" in result.stderr
