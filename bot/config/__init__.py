"""Settings, and the sources they come from."""
