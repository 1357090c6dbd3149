"""Rules and values: pure, synchronous, and free of any library that does I/O."""
