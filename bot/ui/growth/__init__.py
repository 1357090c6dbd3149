"""Words and cards of growth: a member's own numbers, and the milestones they share."""
