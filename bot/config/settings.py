"""What the operator decides: settings of a TOML file, overridden by the environment, read once and frozen.

``load`` is a function of a file and a mapping. The sources are this program's own (``bot.config.sources``):
pydantic-settings' would look at the process's environment by themselves, and pass over a mistyped variable in it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.config.database_url import parse_url
from bot.config.sources import PREFIX, SECRETS, TOKEN_SHAPE, Found

LONGEST_CONTACT = 200
"""Characters. It travels with every request, and no address that people use comes near."""

CONTACT = re.compile(r"[^@/]+@[^@/]+\.[^@/.]+|https?://[^/@]+\.[^/@.]+(/.*)?", re.IGNORECASE)
"""A mail or web address, roughly: it is for people to read, and only they can tell whether it works."""


class SettingsError(Exception):
    """The settings cannot be used. Each of ``lines`` says where, which one, what is wrong and what to do."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


class Settings(BaseSettings):
    """Everything that can be set. Nothing here reaches which addresses are dialled: that is no operator's choice."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, allow_inf_nan=False)

    contact: Annotated[
        str,
        Field(description="A mail or web address of yours, told to Medium so that it can reach who runs the bot."),
    ]
    token: Annotated[
        SecretStr | None,
        Field(description="The bot's token. By environment or secrets file only, never in `config.toml`."),
    ] = None
    database_url: Annotated[
        str,
        # Not in the repr: it may hold a password.
        Field(description="`sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/NAME`.", repr=False),
    ] = "sqlite:///data/inklings.sqlite3"
    # Medium counts requests to all its sites together and refuses clients that hurry; three seconds were never refused.
    fetch_gap_seconds: Annotated[
        float, Field(description="The least time between two requests to Medium.", ge=1, le=600)
    ] = 3.0
    fetch_timeout_seconds: Annotated[
        float, Field(description="How long one request to Medium may take in all.", ge=1, le=120)
    ] = 20.0
    parse_timeout_seconds: Annotated[
        float, Field(description="How long reading one feed may take before it is given up.", ge=1, le=120)
    ] = 10.0
    # A feed is up to 15 minutes old when Medium hands it out: asking more often shows nothing new.
    poll_interval_minutes: Annotated[
        int,
        Field(
            description="How often a feed is looked at on average: more often when a story is likely, at least daily.",
            ge=15,
            le=1440,
        ),
    ] = 30
    # Erasure is promised to members. A month is long enough to come back by mistake or to reconsider; beyond a quarter
    # of a year nobody would call the data still needed (Discord's developer terms).
    erase_after_days: Annotated[
        int,
        Field(description="How long after a member or a server left their data is erased.", ge=1, le=90),
    ] = 30
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Field(description="The least important entries that the log shows."),
    ] = "info"
    log_format: Annotated[
        Literal["console", "json"],
        Field(description="The log as lines for people, or as one JSON object a line."),
    ] = "console"

    @field_validator("*", mode="before")
    @classmethod
    def _no_bool(cls, value: object) -> object:
        """Python takes ``true`` for the number 1, and one day to erasure would be a bad surprise."""
        if isinstance(value, bool):
            kind = "no_bool"
            raise PydanticCustomError(kind, "true and false are no answers here")
        return value

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("contact")
    @classmethod
    def _fit_for_a_header(cls, value: str) -> str:
        if not (value.isascii() and value.isprintable()) or set(value) & set(" ()\\"):
            message = "it goes into a header: no spaces, brackets, backslashes, line breaks or letters beyond ASCII"
            raise ValueError(message)
        if len(value) > LONGEST_CONTACT or not CONTACT.fullmatch(value):
            message = "write a mail address (you@your.site) or a web address (https://your.site/about)"
            raise ValueError(message)
        if TOKEN_SHAPE.search(value):
            message = "it holds a bot's token, which Medium would be told; take it out and reset the token"
            raise ValueError(message)
        return value

    @field_validator("token")
    @classmethod
    def _one_word(cls, value: SecretStr | None) -> SecretStr | None:
        secret = "" if value is None else value.get_secret_value()
        if not (secret.isascii() and secret.isprintable()) or " " in secret:
            message = "a token is one word, without `Bot` before it; copy it anew from Discord's developer portal"
            raise ValueError(message)
        return value if secret else None

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if any("pass" in key.lower() for key in parse_url(value).query):
            message = "a password stands before the @, where it is known for one and never shown; move it there"
            raise ValueError(message)
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic-settings' signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic-settings' signature
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic-settings' signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic-settings' signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What ``load`` gathered, and nothing else: settings that are made by hand read no environment."""
        return (init_settings,)

    def secrets(self) -> tuple[str, ...]:
        """What must never be shown, the longest first: the token, and the database's password in each spelling."""
        token = "" if self.token is None else self.token.get_secret_value()
        password = parse_url(self.database_url).password or ""
        written = re.match(r"[^:]+://[^:/]*:([^@]*)@", self.database_url)
        found = {token, str(password), quote(str(password), safe=""), written.group(1) if written else ""}
        return tuple(sorted(found - {""}, key=len, reverse=True))


def load(config: Path | None, environ: Mapping[str, str], *, secrets: Path = SECRETS) -> Settings:
    """The settings of a file (``None``: there is none) and an environment.

    Raises ``SettingsError`` with everything that is wrong, not only the first thing.
    """
    found = Found(names=list(Settings.model_fields))
    if config is not None:
        found.read_file(config)
    found.read_environment(environ)
    found.read_token(environ, secrets)
    try:
        settings = Settings(**found.values)
    except ValidationError as error:
        found.lines.extend(_explained(error, found, config))
    else:
        if not found.lines:
            return settings
    raise SettingsError(found.lines)


def expected(name: str) -> str:
    """What a setting takes, in words.

    >>> expected("poll_interval_minutes")
    'a whole number from 15 to 1440'
    """
    schema = Settings.model_json_schema()["properties"][name]
    if "enum" in schema:
        return "one of " + ", ".join(schema["enum"])
    kind = {"integer": "a whole number", "number": "a number"}.get(schema.get("type"))
    return f"{kind} from {schema['minimum']:g} to {schema['maximum']:g}" if kind else "text"


def _explained(error: ValidationError, found: Found, config: Path | None) -> Iterator[str]:
    """The lines for a validation error; pydantic's own words would not say what to do."""
    for each in error.errors(include_url=False, include_input=False):
        name = str(each["loc"][0])
        if each["type"] == "missing":
            if not found.unread:
                yield _missing(name, config)
        elif each["type"] == "value_error":
            yield f"{found.places[name]}: {each['ctx']['error']}"
        else:
            yield f"{found.places[name]}: expected {expected(name)}"


def _missing(name: str, config: Path | None) -> str:
    variable, meaning = PREFIX + name.upper(), Settings.model_fields[name].description
    if config is None:
        return f"environment: {variable}: not set; set it, or write a config.toml. {meaning}"
    return f'{config}: {name}: not set; add the line {name} = "...", or set {variable}. {meaning}'
