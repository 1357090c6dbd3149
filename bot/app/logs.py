"""Logging: our records and those of libraries in one format, on standard error, without secrets."""

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
"""The name of our handler on the root logger, so that a second ``configure`` can replace it."""

SHORTEST_SECRET = 4
"""Characters of the shortest secret that is replaced. A shorter one would match everywhere, and so be revealed."""

BLOT = "[secret]"

TALKATIVE = ("alembic",)
"""Libraries that log their internals at "info". They are shown only at the level "debug"."""


def configure(settings: Settings) -> None:
    """Set up logging for the whole process. A second call replaces the first one's set-up."""
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
        cache_logger_on_first_use=False,  # else loggers made before a second call would keep the first configuration
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
    """Replaces secrets in log lines. It is the last processor, so nothing can add a secret after it.

    Tokens of other bots are replaced too, by their shape.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        spellings = {each for secret in secrets if len(secret) >= SHORTEST_SECRET for each in _spellings(secret)}
        self._spellings = sorted(spellings, key=len, reverse=True)  # one may be part of another

    def __call__(self, _logger: WrappedLogger, _name: str, line: EventDict) -> str:
        """Replace the secrets in a rendered line: a ``str``, though the type of processors says ``EventDict``."""
        return self.blot(str(line))

    def blot(self, text: str) -> str:
        """The text with every secret replaced."""
        for spelling in self._spellings:
            text = text.replace(spelling, BLOT)
        return TOKEN_SHAPE.sub(BLOT, text)


def _rendering(settings: Settings) -> list[Processor]:
    if settings.log_format == "json":
        # Tracebacks as text, without the values of local variables, which may contain what members wrote.
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    colours = sys.stderr.isatty()
    # Rich would wrap the lines of tracebacks, and a secret that is split is not found.
    return [structlog.dev.ConsoleRenderer(colors=colours, exception_formatter=structlog.dev.plain_traceback)]


def _spellings(secret: str) -> set[str]:
    """The secret as it is, as the two renderers escape it, and as URLs encode it."""
    return {secret, repr(secret)[1:-1], json.dumps(secret)[1:-1], quote(secret, safe="")}
