"""Rules and values of challenges: reading challenges and their boards."""
