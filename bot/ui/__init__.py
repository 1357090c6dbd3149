"""What members see, and every word they read."""
