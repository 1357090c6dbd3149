"""Use cases of circle: connections, introductions, calls, the people of a server, its monthly report."""
