"""Values of the desk: what a server's set-up shows."""
