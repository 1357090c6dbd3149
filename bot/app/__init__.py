"""Composition: what is opened and closed, the client, the implementation of the command line, logs.

This file imports nothing on purpose: each worker process imports ``bot.app.entry``, and would load it too.
"""
