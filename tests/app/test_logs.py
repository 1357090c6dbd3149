"""One log for all, and no secret in it, wherever it comes from."""

import json
import logging

import pytest
import structlog

from bot.app.logs import BLOT, HANDLER, Blotter, configure
from bot.config.settings import Settings

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE." + "z9" * 19
OTHERS_TOKEN = "MTk5OTU2Nzg5MDEyMzQ1Njc4.GabcdE." + "y8" * 19
PASSWORD = 'correct"h@rse\\'
WRITTEN = 'correct"h%40rse\\'
"""The same as an operator would write it into the address: only the @ has to be escaped."""

log = structlog.get_logger("bot.somewhere")


def settings(**others: str) -> Settings:
    values = {
        "contact": "me@my.site",
        "token": TOKEN,
        "database_url": f"postgresql://inklings:{WRITTEN}@db/inklings",
    }
    return Settings.model_validate(values | others)


def test_json_has_our_records_and_the_libraries(capsys: pytest.CaptureFixture[str]) -> None:
    configure(settings(log_format="json"))
    with structlog.contextvars.bound_contextvars(reference="abc"):
        log.info("feed_polled", entries=3)
    logging.getLogger("discord.gateway").warning("Shard ID %s has gone", 7, extra={"attempt": 2})
    out, err = capsys.readouterr()
    ours, theirs = (json.loads(line) for line in err.splitlines())
    assert out == ""
    assert ours.pop("timestamp").endswith("Z")
    assert ours == {
        "event": "feed_polled", "entries": 3, "reference": "abc", "level": "info", "logger": "bot.somewhere",
    }  # fmt: skip
    assert theirs["event"] == "Shard ID 7 has gone"
    assert (theirs["level"], theirs["logger"], theirs["attempt"]) == ("warning", "discord.gateway", 2)


def test_console_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    configure(settings())
    log.info("feed_polled", entries=3, title="two\nlines")
    logging.getLogger("aiohttp.client").error("Unclosed")
    first, second = capsys.readouterr().err.splitlines()
    assert "[info     ] feed_polled" in first
    assert "entries=3" in first
    assert "'two\\nlines'" in first
    assert "Unclosed" in second
    assert "\x1b" not in first + second  # no colours into what is no terminal


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_no_secret_is_written(log_format: str, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = settings(log_format=log_format)
    configure(chosen)
    log.info(f"starting with {TOKEN}", token=TOKEN, nested={"url": [chosen.database_url]}, password=PASSWORD)
    logging.getLogger("discord.http").warning(
        "refused: %r by %s", PASSWORD, OTHERS_TOKEN, extra={"auth": f"Bot {TOKEN}"}
    )
    try:
        raise ValueError(f"{chosen.database_url} {PASSWORD!r} {TOKEN}")
    except ValueError:
        log.exception("failed", settings=chosen)
        logging.getLogger("asyncio").exception("failed as well")
    written = capsys.readouterr().err
    assert "Traceback" in written
    assert written.count(BLOT) > 10
    for piece in (TOKEN, OTHERS_TOKEN, PASSWORD, WRITTEN, "h@rse", "h%40rse"):
        assert piece not in written


def test_short_secrets_do_not_blot_out_everything() -> None:
    assert Blotter(["a", "bot"]).blot("a robot has a token") == "a robot has a token"


def test_the_longer_of_two_secrets_goes_first() -> None:
    assert Blotter(["pass", "password"]).blot("password pass") == f"{BLOT} {BLOT}"


def test_configuring_twice_writes_once(capsys: pytest.CaptureFixture[str]) -> None:
    before = len(logging.getLogger().handlers)
    configure(settings(log_format="json"))
    log.info("first")
    configure(settings(log_level="warning", log_format="json"))
    log.info("hidden")
    log.warning("second")
    assert [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()] == ["first", "second"]
    assert [each.get_name() for each in logging.getLogger().handlers].count(HANDLER) == 1
    assert len(logging.getLogger().handlers) == before + 1


@pytest.mark.parametrize(("log_level", "shown"), [("debug", True), ("info", False), ("error", False)])
def test_talkative_libraries_are_heard_at_debug_only(log_level: str, shown: bool) -> None:
    configure(settings(log_level="debug"))
    configure(settings(log_level=log_level))
    assert logging.getLogger("alembic.runtime").isEnabledFor(logging.INFO) is shown
