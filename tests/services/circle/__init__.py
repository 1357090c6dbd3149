"""Tests of ``bot/services/circle``."""
