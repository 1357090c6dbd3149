"""Tests of ``bot/config``."""
