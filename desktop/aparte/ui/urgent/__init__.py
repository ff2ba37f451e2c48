"""What the town changes or says at once: a strip in the window, a line at the top of an article."""
