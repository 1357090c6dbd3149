"""Tests of ``bot/ui/growth``."""
