"""Tests of ``bot/domain/posting``."""
