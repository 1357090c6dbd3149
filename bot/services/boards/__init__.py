"""Use cases of boards: weeks, points, roll-ups and the boards made of them."""
