"""How the program runs: worker processes, guarded loops, the watch over the event loop. Imports nothing of ours."""
