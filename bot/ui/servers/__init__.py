"""Words and cards of servers: servers and their members."""
