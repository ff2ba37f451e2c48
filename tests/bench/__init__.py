"""Benches: programs that print a table and, given JSON=file, write the same figures there."""
