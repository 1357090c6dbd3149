"""SQL of challenges: reading challenges and their boards."""
