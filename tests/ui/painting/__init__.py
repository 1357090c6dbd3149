"""Tests of ``bot/ui/painting``."""
