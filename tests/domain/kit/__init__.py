"""Tests of ``bot/domain/kit``."""
