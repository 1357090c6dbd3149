"""Tests of ``bot/services/boards``."""
