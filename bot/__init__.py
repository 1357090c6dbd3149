"""Inklings: a reading circle for a Discord server of people who write on Medium."""

__version__ = "0.1.0"
