"""The journal: contacts that were recorded, what is due, questions without an answer."""
