"""Tests of ``bot/domain/challenges``."""
