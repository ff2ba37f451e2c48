"""The HTTP side: who asks, what they may, how much at once."""
