"""The token: where it may come from, where it may not stand, and that it is never repeated."""

from pathlib import Path

import pytest

from bot.config.settings import load
from tests.app.operating import CONTACT, NOWHERE, SECRETS, TOKEN, refused


@pytest.mark.parametrize(
    "text",
    [
        f'token = "{TOKEN}"',
        'token = "of no known shape"',
        'INKLINGS_TOKEN = "x"',
        'discord_token = "x"',
        f'contact = "{TOKEN}"',
        f'log_level = "{TOKEN}"',
        f'[a.b]\nc = [1, {{ d = ["{TOKEN}"] }}]',
        '[discord]\nbot = [{ Token = "x" }]',
        f'"{TOKEN}" = 1',
        f"{TOKEN} = 1",
        f"# {TOKEN}",
        f'contact = "{TOKEN}',
        f"[{TOKEN}]\n[{TOKEN}]",
        'contact = "\\u004d' + TOKEN[1:] + '"',
    ],
)
def test_a_token_in_the_file_is_refused_and_not_repeated(text: str, config: Path, secrets: Path) -> None:
    config.write_text(text)
    lines = refused(config, CONTACT, secrets)
    assert lines
    for line in lines:
        assert "a token does not belong in this file" in line
        assert "INKLINGS_TOKEN" in line
        assert TOKEN[1:] not in line


def test_the_token_from_the_environment_or_a_file(tmp_path: Path, secrets: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    (secrets / "inklings_token").write_text("lowest")
    for environ, token in (
        ({"INKLINGS_TOKEN": f"{TOKEN}\n"}, TOKEN),
        ({"INKLINGS_TOKEN_FILE": str(file)}, TOKEN),
        ({"INKLINGS_TOKEN": "", "INKLINGS_TOKEN_FILE": str(file)}, TOKEN),
        ({}, "lowest"),
    ):
        settings = load(None, {**CONTACT, **environ}, secrets=secrets)
        assert settings.token is not None
        assert settings.token.get_secret_value() == token


def test_no_token_is_no_error_here(secrets: Path) -> None:
    assert load(None, CONTACT, secrets=secrets).token is None
    assert load(None, {**CONTACT, "INKLINGS_TOKEN": " "}, secrets=secrets / "missing").token is None


def test_a_token_that_cannot_be_one(tmp_path: Path, secrets: Path) -> None:
    file = tmp_path / "token"
    file.write_bytes(TOKEN.encode() + b"\xff")
    for environ, words in (
        ({"INKLINGS_TOKEN": f"Bot {TOKEN}"}, "environment: INKLINGS_TOKEN: a token is one word"),
        ({"INKLINGS_TOKEN": f"{TOKEN}\nX-Header: 1"}, "environment: INKLINGS_TOKEN: a token is one word"),
        ({"INKLINGS_TOKEN": TOKEN, "INKLINGS_TOKEN_FILE": str(file)}, "INKLINGS_TOKEN is set as well"),
        ({"INKLINGS_TOKEN_FILE": str(file)}, "it is not UTF-8 text"),
        ({"INKLINGS_TOKEN_FILE": str(tmp_path / "none")}, "No such file"),
        ({"INKLINGS_TOKEN_FILE": str(tmp_path)}, "cannot be read"),
    ):
        (line,) = refused(None, {**CONTACT, **environ}, secrets)
        assert words in line


def test_secrets_are_never_shown(secrets: Path) -> None:
    environ = {**CONTACT, "INKLINGS_TOKEN": TOKEN, "INKLINGS_DATABASE_URL": NOWHERE}
    settings = load(None, environ, secrets=secrets)
    shown = f"{settings} {settings!r} {settings.model_dump_json(exclude={'database_url'})}"
    assert [secret for secret in SECRETS if secret in shown] == []
    assert set(settings.secrets()) == set(SECRETS)
