"""Tests of ``bot/storage/database``."""
