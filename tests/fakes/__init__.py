"""Small hand-written stand-ins for the parts a test does not exercise."""
