"""Rules and values of servers: servers and their members."""
