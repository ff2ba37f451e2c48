"""Event and message types that cross the network; pure."""
