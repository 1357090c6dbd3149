"""Words and cards of boards: weeks, points, roll-ups and the boards made of them."""
