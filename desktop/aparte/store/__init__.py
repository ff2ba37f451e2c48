"""The encrypted store: contacts, outbox, keys, backups."""
