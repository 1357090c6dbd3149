"""What every area of the domain builds on: the clock, errors, pictures as values, erasure."""
