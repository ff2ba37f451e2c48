"""What the agent is about to type, offered as they type it."""
