"""The contact panel: what a contact was about, how it ended, and its record."""
