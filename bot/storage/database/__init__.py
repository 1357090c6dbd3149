"""The database itself: engine, dialects, column types, upgrade, backup."""
