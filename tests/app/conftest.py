"""A machine for the tests to run on, and its logging as it was."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.app.logs import TALKATIVE
from bot.config.sources import PREFIX
from tests.app.operating import CONTACT


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Logging belongs to the process: whatever a test sets up is taken back."""
    loggers = [logging.getLogger(name) for name in (None, *TALKATIVE)]
    levels = [logger.level for logger in loggers]
    handlers = list(loggers[0].handlers)
    configuration = structlog.get_config()
    yield
    loggers[0].handlers[:] = handlers
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)
    structlog.configure(**configuration)


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """An empty place for secrets, in place of the machine's own."""
    place = tmp_path / "secrets"
    place.mkdir()
    return place


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Where a settings' file may be written."""
    return tmp_path / "config.toml"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty directory to work in, and of our variables only the contact."""
    for variable in [each for each in os.environ if each.upper().startswith(PREFIX)]:
        monkeypatch.delenv(variable)
    for variable, value in CONTACT.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.chdir(tmp_path)
