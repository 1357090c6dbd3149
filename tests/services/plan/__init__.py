"""Tests of ``bot/services/plan``."""
