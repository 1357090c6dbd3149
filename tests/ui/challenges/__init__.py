"""Tests of ``bot/ui/challenges``."""
