"""Words and cards of feeds: addresses, and what Medium answers."""
