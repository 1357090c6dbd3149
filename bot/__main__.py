"""The command line. Its words are for the operator: what happened, and what to do; never a traceback but in the log.

The rooms are imported inside the commands that use them: discord.py and Alembic take a second, and ``--help`` and a
mistyped setting should not wait for them.
"""

import asyncio
import importlib.util
import os
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import structlog
import typer

from bot import __version__
from bot.app import check, logs
from bot.config.settings import Settings, SettingsError, load
from bot.storage.database.engine import Database, DatabaseUnavailable

T = TypeVar("T")

FAILED = 1
MISCONFIGURED = 2
"""Exit statuses. A supervisor need not start the bot again after the second: only the operator can mend that."""

DEFAULT_CONFIG = Path("config.toml")

log = structlog.get_logger(__name__)

# Typer's own tracebacks would show the values of local variables, the token among them.
app = typer.Typer(
    name="inklings",
    help="Inklings: a reading circle for a Discord server of people who write on Medium.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
db = typer.Typer(help="Look after the database.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(db, name="db")

Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        envvar="INKLINGS_CONFIG",
        metavar="PATH",
        help="The settings' file. Without it: config.toml, if there is one.",
        show_default=False,
    ),
]


def main() -> None:
    """The console command ``inklings``."""
    app(prog_name="inklings")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"inklings {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    pass


@app.command()
def run(config: Config = None) -> None:
    """Run the bot until it is told to stop (Ctrl-C, or SIGTERM)."""
    settings = _settings(config)
    if settings.token is None:
        _fail(
            "no token: set INKLINGS_TOKEN, or INKLINGS_TOKEN_FILE to a file that holds it"
            " (Discord's developer portal, your application, Bot)",
            status=MISCONFIGURED,
        )
    from bot.app import run as composition  # noqa: PLC0415 - see the module's docstring

    raise typer.Exit(_carried_out(composition.run(settings), settings))


@app.command()
def demo(
    serve: Annotated[bool, typer.Option(help="After the scene, serve the simulated server as a page.")] = True,
    feeds: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, metavar="DIR", help="Play captured feed files instead."),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The page's port; 0 takes any that is free.")] = 0,
) -> None:
    """Play the bot's main job in a simulated server: no token, no network."""
    if importlib.util.find_spec("simcord") is None:
        _fail("the demo needs the simulated server: pip install 'inklings[demo]'")
    from bot.demo.run import play  # noqa: PLC0415 - needs what only the extra installs

    raise typer.Exit(play(serve=serve, feeds=feeds, port=port))


@app.command("check")
def check_command(config: Config = None) -> None:
    """Say line by line what is ready and what is still to do."""
    findings: list[check.CheckResult] = []
    path = _config_path(config)
    try:
        settings = load(path, os.environ)
    except SettingsError as error:
        findings += [check.CheckResult(False, "settings", line) for line in error.lines]
    else:
        findings += check.of_settings(settings, path)
        findings.append(_carried_out(check.of_database(settings), settings))
    findings += check.of_discord()
    for finding in findings:
        typer.echo(str(finding))
    raise typer.Exit(0 if all(finding.ok for finding in findings) else FAILED)


@db.command()
def upgrade(config: Config = None) -> None:
    """Bring the database's schema to that of this program. (inklings run does so by itself.)"""
    settings = _settings(config)
    typer.echo(_carried_out(_upgrade(settings), settings))


@db.command()
def backup(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The file to make; it must not exist yet.")],
    config: Config = None,
) -> None:
    """Copy the SQLite database to PATH, soundly, even while the bot runs."""
    settings = _settings(config)
    if missing := check.missing_file(settings):
        _fail(f"there is no database at {missing}; mend database_url, or run the bot once")
    typer.echo(_carried_out(_backup(settings, path), settings))


@db.command()
def rebuild(config: Config = None) -> None:
    """Make the roll-ups that boards are read from anew, from the notes. (The bot checks and mends them by itself.)"""
    settings = _settings(config)
    typer.echo(_carried_out(_rebuild(settings), settings))


async def _rebuild(settings: Settings) -> str:
    from bot.domain.kit.clock import utc_now  # noqa: PLC0415 - see the module's docstring
    from bot.services.boards.rollups import RollupService  # noqa: PLC0415 - see the module's docstring

    async with Database.open(settings.database_url) as database:
        wrong = await RollupService(database, utc_now).rebuild()
        return f"{database.label}: the roll-ups of {wrong} members were wrong"


async def _upgrade(settings: Settings) -> str:
    from bot.storage.migrations.upgrade import upgrade as bring_up_to_date  # noqa: PLC0415 - Alembic is slow to import

    async with Database.open(settings.database_url) as database:
        before, after = await bring_up_to_date(database)
        if before == after:
            return f"{database.label} is at revision {after} already"
        return f"{database.label} is at revision {after} now" + (f", it was at {before}" if before else "")


async def _backup(settings: Settings, path: Path) -> str:
    from bot.storage.database.backup import backup as copy  # noqa: PLC0415 - see the module's docstring

    async with Database.open(settings.database_url) as database:
        size = await copy(database, path)
        return f"{path} is a copy of {database.label} ({size} bytes)"


def _config_path(config: Path | None) -> Path | None:
    return config or (DEFAULT_CONFIG if DEFAULT_CONFIG.exists() else None)


def _settings(config: Path | None) -> Settings:
    """The settings, or the end with a line for each thing that is wrong with them."""
    try:
        return load(_config_path(config), os.environ)
    except SettingsError as error:
        _fail(*error.lines, status=MISCONFIGURED)


def _carried_out(work: Coroutine[Any, Any, T], settings: Settings) -> T:
    """Run ``work`` with the log set up. What the operator can mend ends in one line, anything else in the log."""
    logs.configure(settings)
    try:
        return asyncio.run(work)
    except Exception as error:  # uncaught it would be printed with whatever secrets it holds
        if isinstance(error, _mendable()):
            _fail(logs.Blotter(settings.secrets()).blot(" ".join(str(error).split())))
        log.exception("unexpected")
        _fail("ended by an error that nobody foresaw; the log above has its traceback")


def _mendable() -> tuple[type[Exception], ...]:
    from bot.storage.database.backup import BackupError  # noqa: PLC0415 - wanted only when something went wrong
    from bot.storage.migrations.upgrade import SchemaRefused  # noqa: PLC0415 - as above

    return DatabaseUnavailable, SchemaRefused, BackupError


def _fail(*lines: str, status: int = FAILED) -> NoReturn:
    for line in lines:
        typer.echo(f"inklings: {line}", err=True)
    raise typer.Exit(status)


if __name__ == "__main__":
    main()
