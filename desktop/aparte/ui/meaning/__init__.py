"""Search by meaning in the window: lists refined in place, and how much of the base was read."""
