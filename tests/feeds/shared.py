"""Where the input that nobody here wrote is, beside the checkout; tests skip with the reason where it is absent."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
FEEDS = SHARED / "feeds"
CORPORA = SHARED / "corpora"

needs_feeds = pytest.mark.skipif(not FEEDS.is_dir(), reason=f"no captured feeds in {FEEDS}")
needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason=f"no corpora in {CORPORA}")


def corpus_files(archive: str) -> Iterator[bytes]:
    """The contents of every file of an archive."""
    with tarfile.open(CORPORA / archive) as tar:
        for member in tar:
            stream = tar.extractfile(member)
            if stream is not None:
                yield stream.read()
