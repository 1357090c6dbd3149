"""Tests of ``bot/domain/growth``."""
