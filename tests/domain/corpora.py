"""Input that nobody here wrote, beside the checkout; a test that takes it skips with the reason where it is absent."""

import json
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
CORPORA = SHARED / "corpora"
FEEDS = SHARED / "feeds"

needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason=f"no corpora in {CORPORA}")
needs_feeds = pytest.mark.skipif(not FEEDS.is_dir(), reason=f"no captured feeds in {FEEDS}")


def naughty_strings() -> list[str]:
    """515 strings that have broken programs (minimaxir/big-list-of-naughty-strings)."""
    loaded: list[str] = json.loads((CORPORA / "naughty-strings.json").read_text(encoding="utf-8"))
    return loaded


def private_addresses() -> list[str]:
    """265 addresses that try to reach private networks (swisskyrepo/PayloadsAllTheThings)."""
    return (CORPORA / "ssrf-urls.txt").read_text(encoding="utf-8").splitlines()
