"""What the tests of settings and command line share: secrets that must not appear, and two ways to ask."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import __main__ as cli
from bot.config.settings import SettingsError, load

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE." + "z9" * 19
"""Of a token's shape, and nobody's."""

PASSWORD = "correct%40horse"
NOWHERE = f"postgresql://inklings:{PASSWORD}@127.0.0.1:1/inklings"
"""Nothing listens on port 1."""

SECRETS = (TOKEN, PASSWORD, "correct@horse")
CONTACT = {"INKLINGS_CONTACT": "me@my.site"}


def refused(config: Path | None, environ: Mapping[str, str], secrets: Path) -> tuple[str, ...]:
    """The lines of the error that these settings must end in, none of which repeats a secret."""
    with pytest.raises(SettingsError) as caught:
        load(config, environ, secrets=secrets)
    said = f"{caught.value!s} {caught.value!r} {caught.value.__cause__!r}"
    assert [secret for secret in SECRETS if secret in said] == []
    return caught.value.lines


def invoke(*arguments: str, traceback: bool = False) -> Result:
    """Run the command; whatever it was and whatever came of it, no secret is in its output."""
    result = CliRunner().invoke(cli.app, arguments, prog_name="inklings")
    said = f"{result.output} {result.exception!r}"
    assert [secret for secret in SECRETS if secret in said] == []
    assert ("Traceback" in result.output) is traceback
    return result
