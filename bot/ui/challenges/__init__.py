"""Words and cards of challenges: reading challenges and their boards."""
