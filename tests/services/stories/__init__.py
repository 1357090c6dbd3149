"""Tests of ``bot/services/stories``."""
