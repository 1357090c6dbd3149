"""SQL of plan: the reading plan."""
