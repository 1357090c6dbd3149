"""Tests of ``bot/storage/stories``."""
