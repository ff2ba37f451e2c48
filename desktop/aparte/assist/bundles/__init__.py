"""Bundles of knowledge on a workstation: fetched, verified, installed beside, put in service at once."""
