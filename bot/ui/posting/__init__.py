"""Words and cards of posting: the looks of posts and notices."""
