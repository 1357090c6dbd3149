"""Tests of ``bot/ui/plan``."""
