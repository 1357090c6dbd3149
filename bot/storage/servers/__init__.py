"""SQL of servers: servers and their members."""
