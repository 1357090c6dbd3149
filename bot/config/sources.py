"""Where settings come from: a TOML file, the environment, the token's secrets file.

Nothing is judged here but what no value of a setting can mend: a file that cannot be read, a name that is none, a
token in the wrong place. What is wrong is collected in lines, so that the operator hears of all of it at once; a line
never repeats a value.
"""

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PREFIX = "INKLINGS_"

TOKEN_FILE = "INKLINGS_TOKEN_FILE"  # noqa: S105 - the name of a variable
BESIDE = frozenset({"INKLINGS_CONFIG", TOKEN_FILE, "INKLINGS_TEST_POSTGRES_URL"})
"""Variables that are no settings: where the file is, where the token's file is, and the database of the tests."""

SECRETS = Path("/run/secrets")
"""Where Docker and Podman put secrets. The token's is named ``inklings_token``."""

TOKEN_SHAPE = re.compile(r"[MNO][\w-]{22,29}\.[\w-]{6,7}\.[\w-]{27,}", re.ASCII)
"""A bot's token: its id in base64 (which begins with a digit, so M, N or O), an instant, and a signature."""

REFUSED = (
    "a token does not belong in this file; take it out, set INKLINGS_TOKEN or INKLINGS_TOKEN_FILE instead, and reset"
    " the token in Discord's developer portal if anybody else could read it"
)


@dataclass
class Found:
    """What has been read so far: values, the place that each came from, and lines about what is wrong."""

    names: Collection[str]
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    unread: bool = False
    """There is a file, and its values are not known: nothing can be said of what is missing."""

    def read_file(self, path: Path) -> None:
        """Take the settings of a TOML file. Whatever looks like a token in it, or is called one, is refused."""
        self.unread = True
        try:
            text = path.read_text(encoding="utf-8-sig")  # Windows' editors begin a file with a byte order mark
        except (OSError, UnicodeDecodeError) as error:
            self.lines.append(f"{path}: cannot be read: {_reason(error)}; mend the path or the file")
            return
        pasted = [number for number, line in enumerate(text.splitlines(), 1) if TOKEN_SHAPE.search(line)]
        if pasted:  # read no further: even the parser's complaint might repeat it
            self.lines.extend(f"{path}: line {number}: {REFUSED}" for number in pasted)
            return
        try:
            document = tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            self.lines.append(f"{path}: not valid TOML: {error}; mend that line")
            return
        self.unread = False
        known = [name for name in self.names if name != "token"]
        for key, value in document.items():
            tokens = list(_token_keys({key: value}))
            if tokens:
                self.lines.extend(f"{path}: {dotted}: {REFUSED}" for dotted in tokens)
            elif key in known:
                self.values[key], self.places[key] = value, f"{path}: {key}"
            elif isinstance(value, dict):
                self.lines.append(f"{path}: [{_shown(key)}]: there are no sections; put its lines at the top")
            else:
                self.lines.append(f"{path}: {_shown(key)}: no such setting; {_nearest(key, known)}")

    def read_environment(self, environ: Mapping[str, str]) -> None:
        """Take the settings of the environment; they override the file's."""
        known = {PREFIX + name.upper(): name for name in self.names}
        for variable in sorted(environ):
            if variable in known:
                key = known[variable]
                self.values[key], self.places[key] = environ[variable], f"environment: {variable}"
            elif variable.upper().startswith(PREFIX) and variable not in BESIDE:
                nearest = _nearest(variable, [*known, *sorted(BESIDE)])
                self.lines.append(f"environment: {_shown(variable)}: no such setting; {nearest}")

    def read_token(self, environ: Mapping[str, str], secrets: Path) -> None:
        """Take the token from its file, where the environment does not give it itself. Empty means not given."""
        named = environ.get(TOKEN_FILE)
        given = str(self.values.pop("token", "")).strip()
        if given:
            self.values["token"] = given
            if named:
                self.lines.append(f"environment: {TOKEN_FILE}: INKLINGS_TOKEN is set as well; keep one of them")
            return
        path = Path(named) if named else secrets / "inklings_token"
        try:
            given = path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            absent = isinstance(error, FileNotFoundError | NotADirectoryError)
            if named or not absent:
                place = f"environment: {TOKEN_FILE}" if named else "secrets"
                self.lines.append(f"{place}: {path} cannot be read: {_reason(error)}; mend the path or the file")
        if given:
            self.values["token"], self.places["token"] = given, f"{path}: the token"


def _token_keys(table: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """The dotted names of what is called a token or holds something in its shape, at any depth."""
    for key, value in table.items():
        dotted = f"{above}{_shown(key)}"
        if "token" in key.lower() or TOKEN_SHAPE.search(key):
            yield dotted
        else:
            yield from _tokens_within(value, dotted)


def _tokens_within(value: object, dotted: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _token_keys(value, f"{dotted}.")
    elif isinstance(value, list):
        for each in value:
            yield from _tokens_within(each, dotted)
    elif isinstance(value, str) and TOKEN_SHAPE.search(value):
        yield dotted


def _shown(name: str) -> str:
    """A name fit for one line of a terminal, without the token that it may be."""
    return TOKEN_SHAPE.sub("(a token)", name if name.isprintable() else ascii(name))


def _nearest(name: str, known: Collection[str]) -> str:
    """What was probably meant. The common prefix is left out: it would make everything look alike."""
    spelled = {each.removeprefix(PREFIX).lower(): each for each in known}
    bare = name.lower().removeprefix(PREFIX.lower())
    for near in difflib.get_close_matches(bare, spelled, n=1):
        return f"did you mean {spelled[near]}?"
    return "the settings are " + ", ".join(known)


def _reason(error: OSError | UnicodeDecodeError) -> str:
    """Why, without what was read: a decoding error carries it."""
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    return error.strerror or type(error).__name__
