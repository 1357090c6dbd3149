"""Use cases of plan: the reading plan."""
