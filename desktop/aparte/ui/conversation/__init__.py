"""What the citizen says: the text field, what was understood, the next citizen."""
