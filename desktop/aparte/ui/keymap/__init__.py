"""F1: the key map, and the table every shortcut is made from."""
