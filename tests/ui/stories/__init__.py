"""Tests of ``bot/ui/stories``."""
