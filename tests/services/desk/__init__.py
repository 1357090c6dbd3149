"""Tests of ``bot/services/desk``."""
