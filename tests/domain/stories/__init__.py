"""Tests of ``bot/domain/stories``."""
