"""Tests of ``bot/storage/plan``."""
