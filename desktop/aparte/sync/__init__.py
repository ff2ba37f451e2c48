"""The way to the town's server: what is asked of it, over which network, and when again."""
