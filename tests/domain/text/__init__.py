"""Tests of ``bot/domain/text``."""
