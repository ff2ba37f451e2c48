"""What the server keeps, on SQLite or PostgreSQL."""
