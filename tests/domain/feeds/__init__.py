"""Tests of ``bot/domain/feeds``."""
