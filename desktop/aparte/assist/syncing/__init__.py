"""Sending what was recorded and learning what changed, without the agent deciding anything."""
