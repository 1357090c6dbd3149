"""Tests of ``bot/runtime``."""
