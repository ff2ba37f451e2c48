"""The draft that a local model writes: shown under what answers, copied, changed or refused by the agent."""
