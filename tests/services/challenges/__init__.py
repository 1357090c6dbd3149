"""Tests of ``bot/services/challenges``."""
