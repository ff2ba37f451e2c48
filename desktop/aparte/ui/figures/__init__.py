"""The figures: a month of the town, and the agent's own day."""
