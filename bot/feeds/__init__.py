"""From an address to entries: guarded, bounded, polite."""
