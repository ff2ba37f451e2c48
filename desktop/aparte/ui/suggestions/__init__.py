"""The list of suggestions: what was found, why, and how fresh it is."""
