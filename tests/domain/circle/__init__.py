"""Tests of ``bot/domain/circle``."""
