"""The window: all of PySide6 lives here, one folder per screen."""
