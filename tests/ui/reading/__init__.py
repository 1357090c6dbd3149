"""Tests of ``bot/ui/reading``."""
