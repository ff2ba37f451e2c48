"""Small sheets over the window: one question each, answered with the keyboard."""
