"""Tests of ``bot/domain/reading``."""
