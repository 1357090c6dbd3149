"""Tests of ``bot/domain/boards``."""
