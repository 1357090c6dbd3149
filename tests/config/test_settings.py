"""Settings: where they come from, and what is refused."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config.settings import Settings, expected, load
from tests.app.operating import CONTACT, NOWHERE, PASSWORD, TOKEN, refused


def test_the_environment_overrides_the_file_and_the_file_the_defaults(config: Path, secrets: Path) -> None:
    config.write_text('contact = "https://my.site/about"\npoll_interval_minutes = 45\nerase_after_days = 7\n')
    settings = load(config, {"INKLINGS_POLL_INTERVAL_MINUTES": "60", "PATH": "/bin"}, secrets=secrets)
    assert (settings.contact, settings.poll_interval_minutes) == ("https://my.site/about", 60)
    assert (settings.erase_after_days, settings.fetch_gap_seconds) == (7, 3.0)


def test_the_process_environment_is_not_looked_at(monkeypatch: pytest.MonkeyPatch, secrets: Path) -> None:
    monkeypatch.setenv("INKLINGS_POLL_INTERVAL_MINUTES", "60")
    monkeypatch.setenv("INKLINGS_POL_INTERVAL", "60")
    assert load(None, CONTACT, secrets=secrets).poll_interval_minutes == 30
    assert Settings(contact="me@my.site").poll_interval_minutes == 30


def test_settings_are_frozen(secrets: Path) -> None:
    settings = load(None, CONTACT, secrets=secrets)
    with pytest.raises(ValidationError):
        settings.contact = "else@my.site"


def test_a_byte_order_mark_is_no_offence(config: Path, secrets: Path) -> None:
    config.write_bytes(b'\xef\xbb\xbfcontact = "me@my.site"\r\n')
    assert load(config, {}, secrets=secrets).contact == "me@my.site"


def test_without_a_contact_it_says_where_to_put_one(config: Path, secrets: Path) -> None:
    config.write_text("")
    (line,) = refused(config, {}, secrets)
    assert line.startswith(f"{config}: contact: not set; ")
    assert "INKLINGS_CONTACT" in line
    (line,) = refused(None, {}, secrets)
    assert line.startswith("environment: INKLINGS_CONTACT: not set; ")


def test_everything_wrong_is_said_at_once(config: Path, secrets: Path) -> None:
    config.write_text('fetch_gap_secs = 3\nlog_format = "xml"\n[discord]\nguild = 1\n')
    lines = refused(config, {"INKLINGS_ERASE_AFTER_DAYS": "never", "INKLINGS_LOGLEVEL": "info"}, secrets)
    assert [line.partition("; ")[0].removeprefix(f"{config}: ") for line in lines] == [
        "fetch_gap_secs: no such setting",
        "[discord]: there are no sections",
        "environment: INKLINGS_LOGLEVEL: no such setting",
        "contact: not set",
        "environment: INKLINGS_ERASE_AFTER_DAYS: expected a whole number from 1 to 90",
        "log_format: expected one of console, json",
    ]


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("poll_intervall_minutes", "poll_interval_minutes"),
        ("Contact", "contact"),
        ("databaseurl", "database_url"),
        ("log-level", "log_level"),
    ],
)
def test_a_mistyped_key_is_refused_with_the_nearest_one(key: str, meant: str, config: Path, secrets: Path) -> None:
    config.write_text(f'contact = "me@my.site"\n{key} = 1\n')
    (line,) = refused(config, {}, secrets)
    assert line == f"{config}: {key}: no such setting; did you mean {meant}?"


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("INKLINGS_TOKN", "INKLINGS_TOKEN"),
        ("INKLINGS_TOKENFILE", "INKLINGS_TOKEN_FILE"),
        ("INKLINGS_DATABASE", "INKLINGS_DATABASE_URL"),
        ("inklings_contact", "INKLINGS_CONTACT"),
        ("INKLINGS_CONFG", "INKLINGS_CONFIG"),
    ],
)
def test_a_mistyped_variable_is_refused_with_the_nearest_one(variable: str, meant: str, secrets: Path) -> None:
    (line,) = refused(None, {**CONTACT, variable: TOKEN}, secrets)
    assert line == f"environment: {variable}: no such setting; did you mean {meant}?"


def test_a_name_like_no_other_gets_the_list(config: Path, secrets: Path) -> None:
    config.write_text('contact = "me@my.site"\n"a\\nb" = 1\n')
    (line,) = refused(config, {}, secrets)
    assert line.startswith(f"{config}: 'a\\nb': no such setting; the settings are contact, database_url, ")
    assert "\n" not in line


def test_variables_beside_the_settings_pass(tmp_path: Path, secrets: Path) -> None:
    beside = {"INKLINGS_CONFIG": "x", "INKLINGS_TEST_POSTGRES_URL": NOWHERE}
    assert load(None, {**CONTACT, **beside}, secrets=secrets).token is None


@pytest.mark.parametrize("text", ["contact = ", 'contact = "a"\ncontact = "b"', "a = [\n", "x = " + "[" * 5000])
def test_invalid_toml_says_where(text: str, config: Path, secrets: Path) -> None:
    config.write_text(text)
    (line,) = refused(config, {}, secrets)
    assert line.startswith(f"{config}: not valid TOML: ")


def test_invalid_toml_says_the_line(config: Path, secrets: Path) -> None:
    config.write_text('contact = "me@my.site"\nlog_level = info\n')
    (line,) = refused(config, {}, secrets)
    assert "line 2" in line


def test_a_file_that_cannot_be_read(tmp_path: Path, secrets: Path) -> None:
    for path, content in ((tmp_path / "none.toml", None), (tmp_path, None), (tmp_path / "odd.toml", b"\xff\xfe")):
        if content is not None:
            path.write_bytes(content)
        (line,) = refused(path, {}, secrets)
        assert line.startswith(f"{path}: cannot be read: ")


@pytest.mark.parametrize("contact", ["me@my.site", "a.b+c@sub.my.site", "https://my.site", "HTTP://my.site/a?b=c"])
def test_a_contact(contact: str, secrets: Path) -> None:
    assert load(None, {"INKLINGS_CONTACT": contact}, secrets=secrets).contact == contact


@pytest.mark.parametrize(
    "contact",
    [
        "", "me", "me@", "@my.site", "me@site", "my.site", "https://", "ftp://my.site",
        "me@my.site\r\nX: y", "me @my.site",
        "me@my.site)", "m\u00e9@my.site", "me@my.site\x00", "a" * 200 + "@my.site", "https://user:pass@my.site",
        f"https://my.site/?{TOKEN}",
    ],
)  # fmt: skip
def test_no_contact(contact: str, secrets: Path) -> None:
    (line,) = refused(None, {"INKLINGS_CONTACT": contact}, secrets)
    assert line.startswith("environment: INKLINGS_CONTACT: ")


@pytest.mark.parametrize(
    "address",
    [
        "", "inklings.sqlite3", "sqlite://", "sqlite:///:memory:", f"mysql://u:{PASSWORD}@h/d", f"postgresql://u:{PASSWORD}@h:port/d",
        f"u:{PASSWORD}@h/d", f"postgresql://h/d?password={PASSWORD}",
    ],
)  # fmt: skip
def test_no_database_address(address: str, secrets: Path) -> None:
    (line,) = refused(None, {**CONTACT, "INKLINGS_DATABASE_URL": address}, secrets)
    assert line.startswith("environment: INKLINGS_DATABASE_URL: ")


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("fetch_gap_seconds", ["0.99", "601", "nan", "inf", "", "three"], "1"),
        ("fetch_timeout_seconds", ["0", "121", "-1"], "120"),
        ("parse_timeout_seconds", ["0", "121"], "1"),
        ("poll_interval_minutes", ["14", "1441", "20.5"], "15"),
        ("erase_after_days", ["0", "91", "-1"], "90"),
        ("log_level", ["loud", "", "10"], "WARNING"),
        ("log_format", ["xml"], "Json"),
    ],
)
def test_bounds(name: str, wrong: list[str], right: str, secrets: Path) -> None:
    variable = f"INKLINGS_{name.upper()}"
    for value in wrong:
        (line,) = refused(None, {**CONTACT, variable: value}, secrets)
        assert line == f"environment: {variable}: expected {expected(name)}"
    assert str(getattr(load(None, {**CONTACT, variable: right}, secrets=secrets), name)).startswith(right.lower())


def test_true_is_not_one_day(config: Path, secrets: Path) -> None:
    config.write_text('contact = "me@my.site"\nerase_after_days = true\n')
    (line,) = refused(config, {}, secrets)
    assert line == f"{config}: erase_after_days: expected a whole number from 1 to 90"


def test_no_setting_reaches_what_is_dialled() -> None:
    """The dial policy and the origins are arguments of functions, and stay out of an operator's reach."""
    assert set(Settings.model_fields) == {
        "contact", "token", "database_url", "fetch_gap_seconds", "fetch_timeout_seconds", "parse_timeout_seconds",
        "poll_interval_minutes", "erase_after_days", "log_level", "log_format",
    }  # fmt: skip
    with pytest.raises(ValidationError):
        Settings.model_validate({"contact": "me@my.site", "origins": {"*": "http://127.0.0.1"}})
