"""``inklings check``: whether the bot could run with these settings, without starting it or changing anything."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.app.logs import Blotter
from bot.config.database_url import parse_url
from bot.config.settings import Settings
from bot.storage.database.engine import Database, DatabaseUnavailable

PLACEHOLDERS = ("example.com", "example.org", "example.net")
"""Domains reserved for examples, which receive no mail."""

PRIVILEGED = frozenset({"members", "presences", "message_content"})
"""Intents that have to be switched on in Discord's developer portal."""

SCOPES = ("bot", "applications.commands")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A line of the result. ``ok`` is False if the operator has to do something, which ``words`` says."""

    ok: bool
    subject: str
    words: str

    def __str__(self) -> str:
        return f"{'ok  ' if self.ok else 'todo'} {self.subject}: {self.words}"


def of_settings(settings: Settings, config: Path | None) -> Iterator[CheckResult]:
    """The settings, and whether contact and token are set."""
    yield CheckResult(True, "settings", f"{config or 'no file'}, overridden by the environment")
    if settings.contact.lower().rstrip("/").endswith(PLACEHOLDERS):
        yield CheckResult(False, "contact", "still the example's; set an address where Medium can reach you")
    else:
        yield CheckResult(True, "contact", settings.contact)
    if settings.token is None:
        yield CheckResult(False, "token", "not set; set INKLINGS_TOKEN, or INKLINGS_TOKEN_FILE to a file that holds it")
    else:
        yield CheckResult(True, "token", "set")


async def of_database(settings: Settings) -> CheckResult:
    """Whether the database can be reached, and whether its schema is up to date."""
    missing = missing_file(settings)
    if missing is not None:
        return _of_place(missing)
    try:
        async with Database.open(settings.database_url) as database:
            return await _of_schema(database)
    except DatabaseUnavailable as error:
        words = f"{Blotter(settings.secrets()).blot(str(error))}; start it, or mend database_url"
        return CheckResult(False, "database", words)


def missing_file(settings: Settings) -> Path | None:
    """SQLite's file if it does not exist yet, else ``None``. Opening it would create it."""
    url = parse_url(settings.database_url)
    path = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
    return path if path is not None and not path.exists() else None


def _of_place(file: Path) -> CheckResult:
    there = next(each for each in file.absolute().parents if each.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return CheckResult(True, "database", f"{file} does not exist yet; inklings run makes it")
    return CheckResult(
        False, "database", f"{file} cannot be made; let this user write to {there}, or mend database_url"
    )


async def _of_schema(database: Database) -> CheckResult:
    from bot.storage.migrations.upgrade import SchemaRefused, revision, revisions  # noqa: PLC0415 - slow to import

    newest = revisions()[-1]
    try:
        found = await revision(database)
    except SchemaRefused as refused:
        return CheckResult(False, "database", f"{database.label}: {refused}")
    if found is None:
        return CheckResult(True, "database", f"{database.label} is empty; inklings run makes its tables")
    if found != newest:
        return CheckResult(
            True, "database", f"{database.label} at revision {found}; inklings run brings it to {newest}"
        )
    return CheckResult(True, "database", f"{database.label} at revision {found}")


def of_discord() -> Iterator[CheckResult]:
    """The permissions, scopes and intents for setting the application up. Discord is not asked anything."""
    from bot.app.client import INTENTS, PERMISSIONS  # noqa: PLC0415 - discord.py is slow to import

    names = ", ".join(_as_discord_says(name) for name, wanted in PERMISSIONS if wanted)
    yield CheckResult(True, "permissions", f"{PERMISSIONS.value} ({names})")
    yield CheckResult(True, "scopes", " ".join(SCOPES))
    intents = [name for name, wanted in INTENTS if wanted]
    if privileged := sorted(PRIVILEGED.intersection(intents)):
        yield CheckResult(False, "intents", f"switch on in Discord's developer portal: {', '.join(privileged)}")
    else:
        yield CheckResult(
            True, "intents", f"{', '.join(intents)}; none is privileged, leave all three off in the portal"
        )
    yield CheckResult(
        True,
        "invitation",
        "https://discord.com/oauth2/authorize?client_id=YOUR_APPLICATION_ID"
        f"&scope={'+'.join(SCOPES)}&permissions={PERMISSIONS.value}",
    )


def _as_discord_says(permission: str) -> str:
    """A permission by its name in Discord's settings. For one, discord.py has kept an older name."""
    return {"read_messages": "View Channel"}.get(permission, permission.replace("_", " ").title())
