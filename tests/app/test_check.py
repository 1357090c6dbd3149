"""``inklings check``: each line is ok or says what to do, and nothing is changed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import Result

from bot import __main__ as cli
from bot.app import check
from bot.app import run as app
from bot.storage.migrations.upgrade import revisions
from tests.app.operating import NOWHERE, SECRETS, TOKEN, invoke

pytestmark = pytest.mark.usefixtures("machine")

FILE = Path("data/inklings.sqlite3")
"""Where the database is unless something else is set."""


def todo(result: Result) -> list[str]:
    """The subjects that ``check`` finds something to do about."""
    assert all(line.startswith(("ok   ", "todo ")) for line in result.stdout.splitlines())
    return [line[5:].partition(":")[0] for line in result.stdout.splitlines() if line.startswith("todo ")]


def test_check_changes_nothing_and_says_what_is_to_do() -> None:
    result = invoke("check")
    assert (result.exit_code, todo(result)) == (cli.FAILED, ["token"])
    assert list(Path().iterdir()) == []


def test_check_is_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKLINGS_TOKEN", TOKEN)
    invoke("db", "upgrade")
    result = invoke("check")
    assert (result.exit_code, todo(result)) == (0, [])
    assert f"database: sqlite:///{FILE} at revision {revisions()[-1]}\n" in result.stdout
    permissions = app.PERMISSIONS.value
    assert f"permissions: {permissions} (View Channel, " in result.stdout
    assert f"&scope=bot+applications.commands&permissions={permissions}\n" in result.stdout
    assert "none is privileged" in result.stdout


def test_check_says_that_an_empty_database_will_be_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKLINGS_TOKEN", TOKEN)
    FILE.parent.mkdir()
    FILE.touch()
    result = invoke("check")
    assert result.exit_code == 0
    assert "is empty; inklings run makes its tables" in result.stdout


def test_check_finds_what_only_looks_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKLINGS_CONTACT", "you@example.org")
    monkeypatch.setenv("INKLINGS_DATABASE_URL", NOWHERE)
    assert todo(invoke("check")) == ["contact", "token", "database"]


def test_check_finds_a_place_where_no_file_can_be() -> None:
    Path("data").write_text("a file, not a directory")
    result = invoke("check")
    assert todo(result) == ["token", "database"]
    assert "cannot be made" in result.stdout


def test_check_finds_a_file_that_is_no_database() -> None:
    FILE.parent.mkdir()
    FILE.write_text("not a database\n" * 100)
    assert todo(invoke("check")) == ["token", "database"]


def test_check_goes_on_without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INKLINGS_CONTACT")
    monkeypatch.setenv("INKLINGS_TOKN", TOKEN)
    result = invoke("check")
    assert (result.exit_code, todo(result)) == (cli.FAILED, ["settings", "settings"])
    assert "ok   permissions: " in result.stdout


def test_a_privileged_intent_would_be_something_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.app.client.INTENTS", [("guilds", True), ("members", True), ("presences", False)])
    assert [str(each) for each in check.of_discord() if not each.ok] == [
        "todo intents: switch on in Discord's developer portal: members"
    ]


def test_as_a_process_of_its_own(tmp_path: Path) -> None:
    environ = {**os.environ, "INKLINGS_TOKEN": TOKEN, "INKLINGS_DATABASE_URL": NOWHERE}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "check"], env=environ, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == cli.FAILED
    assert done.stdout.startswith("ok   settings: no file, overridden by the environment\n")
    assert "todo database: postgresql://inklings:***@127.0.0.1:1/inklings: " in done.stdout
    assert [secret for secret in SECRETS if secret in done.stdout + done.stderr] == []
