"""One log: our records, discord.py's and aiohttp's in one format, on standard error, without secrets."""

import json
import logging
import sys
from collections.abc import Iterable
from urllib.parse import quote

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.config.settings import Settings
from bot.config.sources import TOKEN_SHAPE

HANDLER = "inklings"
"""The name of our handler on the root logger, by which a second ``configure`` finds the first one's."""

SHORTEST_SECRET = 4
"""Characters. Blotting out a shorter one would blot out half of every line, and tell what it was."""

BLOT = "[secret]"

TALKATIVE = ("alembic",)
"""Libraries whose "info" is about their own insides: shown with the level "debug" only."""


def configure(settings: Settings) -> None:
    """Set logging up for the whole process. Calling it again replaces what the first call did."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,  # else loggers made before a second call would keep to the first
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.set_name(HANDLER)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_rendering(settings),
                Blotter(settings.secrets()),
            ],
        )
    )
    root = logging.getLogger()
    for old in [each for each in root.handlers if each.get_name() == HANDLER]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(settings.log_level.upper())
    for name in TALKATIVE:
        quiet = logging.NOTSET if settings.log_level == "debug" else max(root.level, logging.WARNING)
        logging.getLogger(name).setLevel(quiet)


class Blotter:
    """The last processor: it sees the line as it will be written, so nothing can put a secret in behind it.

    Tokens of other bots are blotted out too, by their shape.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        spellings = {each for secret in secrets if len(secret) >= SHORTEST_SECRET for each in _spellings(secret)}
        self._spellings = sorted(spellings, key=len, reverse=True)  # one may be part of another

    def __call__(self, _logger: WrappedLogger, _name: str, line: EventDict) -> str:
        """Blot a rendered line. (The type is that of processors; renderers hand on a ``str``.)"""
        return self.blot(str(line))

    def blot(self, text: str) -> str:
        """The text without any secret."""
        for spelling in self._spellings:
            text = text.replace(spelling, BLOT)
        return TOKEN_SHAPE.sub(BLOT, text)


def _rendering(settings: Settings) -> list[Processor]:
    if settings.log_format == "json":
        # Tracebacks as one text, without the values of local variables: those may be what members wrote.
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    colours = sys.stderr.isatty()
    # Rich's tracebacks would break lines, and with them secrets, in two.
    return [structlog.dev.ConsoleRenderer(colors=colours, exception_formatter=structlog.dev.plain_traceback)]


def _spellings(secret: str) -> set[str]:
    """How it is written by people, by the two renderers, and in addresses."""
    return {secret, repr(secret)[1:-1], json.dumps(secret)[1:-1], quote(secret, safe="")}
