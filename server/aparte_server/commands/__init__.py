"""What `aparte-server` does besides serving, one file a subject."""
