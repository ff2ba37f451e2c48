"""Values, errors, time and threads that every layer shares; standard library only."""
