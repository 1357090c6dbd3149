"""Tests of ``bot/ui/kit``."""
