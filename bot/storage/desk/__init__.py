"""SQL of desk: setting up, privacy, exports, help."""
