"""Recognising and masking personal data; pure."""
