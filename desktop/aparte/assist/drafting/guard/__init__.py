"""The guard: whether what a model wrote may be shown, whichever model it is."""
