"""The rail: from one screen to another, what waits to be sent, who is at the desk."""
