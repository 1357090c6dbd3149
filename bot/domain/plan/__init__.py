"""Rules and values of plan: the reading plan."""
