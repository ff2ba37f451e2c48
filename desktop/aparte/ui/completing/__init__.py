"""Grey words after the cursor: what the agent is about to type, taken with one key or not at all."""
