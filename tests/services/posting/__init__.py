"""Tests of ``bot/services/posting``."""
