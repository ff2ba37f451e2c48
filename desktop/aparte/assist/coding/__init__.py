"""Guessing the closure code of a contact, and learning from the codes that agents confirm."""
