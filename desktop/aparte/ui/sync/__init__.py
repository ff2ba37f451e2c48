"""Where the exchange with the town's server stands, and the one thing to do about it."""
