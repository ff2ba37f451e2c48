"""New versions of the program: found, fetched and verified here; installed by an administrator alone."""
