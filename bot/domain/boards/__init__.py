"""Rules and values of boards: weeks, points, roll-ups and the boards made of them."""
