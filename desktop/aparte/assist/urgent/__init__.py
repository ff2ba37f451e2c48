"""Urgent changes on this workstation: kept, in force, told."""
