"""What the screens of records share: scale, labels, tabs, pickers, saving."""
