"""Tests of ``bot/ui/circle``."""
