"""Words and cards of desk: setting up, privacy, exports, help."""
