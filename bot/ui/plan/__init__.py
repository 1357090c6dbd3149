"""Words and cards of plan: the reading plan."""
