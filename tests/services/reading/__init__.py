"""Tests of ``bot/services/reading``."""
