from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feeds.feed import LaterReason, Validators
from bot.feeds.answers import LONGEST_RETRY_AFTER, conditions, is_challenge, later_reason, retry_after, validators_in
from tests.feeds.shape import CHALLENGE, Channel, Item
from tests.feeds.shared import FEEDS, needs_feeds

NOW = datetime(2025, 7, 7, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("999999999", 86400),
        ("Mon, 07 Jul 2025 12:01:00 GMT", 60),
        ("Mon, 07 Jul 2025 12:01:00 -0000", 60),
        ("Mon, 07 Jul 2025 11:00:00 GMT", 0),
        ("Tue, 07 Jul 2099 11:00:00 GMT", 86400),
    ],
)
def test_retry_after_is_read_and_bounded(text: str, seconds: int) -> None:
    assert retry_after(text, NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", [None, "", "soon", "-5", "1.5", "9" * 400, "\u0663", "Mon, 99 Jul 2025 12:01:00 GMT"])
def test_an_unreadable_retry_after_is_none(text: str | None) -> None:
    assert retry_after(text, NOW) is None


@given(st.text())
def test_no_retry_after_raises_or_exceeds_a_day(text: str) -> None:
    asked = retry_after(text, NOW)
    assert asked is None or timedelta() <= asked <= LONGEST_RETRY_AFTER


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (403, LaterReason.FORBIDDEN),
        (429, LaterReason.RATE_LIMITED),
        (500, LaterReason.SERVER_ERROR),
        (503, LaterReason.SERVER_ERROR),
        (408, LaterReason.SERVER_ERROR),
        (204, LaterReason.SERVER_ERROR),
        (300, LaterReason.SERVER_ERROR),
        (999, LaterReason.SERVER_ERROR),
        (400, None),
        (401, None),
        (404, None),
        (410, None),
        (451, None),
    ],
)
def test_what_a_status_means(status: int, reason: LaterReason | None) -> None:
    assert later_reason(status, {}) == reason
    assert later_reason(status, {"cf-mitigated": "challenge"}) == LaterReason.CHALLENGE


def test_only_an_html_page_can_be_a_challenge() -> None:
    assert is_challenge(CHALLENGE)
    assert is_challenge(b"\n  " + CHALLENGE)
    assert not is_challenge(Channel(items=(Item(title="Just a moment..."),), title="Just a moment...").xml())
    assert not is_challenge(b"<!DOCTYPE html><html><title>PAGE NOT FOUND</title></html>")
    assert not is_challenge(b"")


@needs_feeds
def test_the_captured_challenge_page_is_one_and_no_capture_of_a_feed_is() -> None:
    found = {path.name: is_challenge(path.read_bytes()) for path in FEEDS.iterdir() if path.suffix != ".md"}
    assert [name for name, hit in found.items() if hit] == ["NOTFEED-cloudflare-challenge-2024-08-31.html"]


def test_validators_are_sent_back_and_absurd_ones_dropped() -> None:
    assert conditions(Validators('"a"', "Mon", "hash")) == {"If-None-Match": '"a"', "If-Modified-Since": "Mon"}
    assert conditions(Validators(items_hash="hash")) == {}
    assert validators_in({"ETag": '"a"'}) == ('"a"', None)
    assert validators_in({"ETag": "a" * 501, "Last-Modified": ""}) == (None, None)
