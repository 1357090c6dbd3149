"""Inklings: a reading circle for a Discord server of people who write on Medium."""
