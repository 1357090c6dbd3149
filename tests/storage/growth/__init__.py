"""Tests of ``bot/storage/growth``."""
