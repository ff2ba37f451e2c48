"""Search by meaning: the passages' vectors on the disk, how near they are to a question, and what that changes."""
