"""A month of a town, counted from what its devices sent, and fit to publish; pure."""
