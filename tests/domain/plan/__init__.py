"""Tests of ``bot/domain/plan``."""
