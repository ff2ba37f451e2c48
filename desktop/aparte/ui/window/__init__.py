"""The main window: columns that fold, keys, notices."""
