"""Tests of ``bot/storage/migrations``."""
