"""Use cases of desk: setting up, privacy, exports, help."""
