"""Tests of ``bot/ui/posting``."""
