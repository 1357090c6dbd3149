"""Use cases of challenges: reading challenges and their boards."""
