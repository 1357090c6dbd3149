"""Composition: what is opened and closed, the client, the insides of the command line, logs.

Empty on purpose: each worker process imports ``bot.app.entry``, and must carry nothing else with it.
"""
