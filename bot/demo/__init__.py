"""A simulated server and a local feed site, for `inklings demo`."""
