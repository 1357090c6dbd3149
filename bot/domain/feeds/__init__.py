"""Rules and values of feeds: addresses on Medium, entries of feeds, and whom to ask next."""
