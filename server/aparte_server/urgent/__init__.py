"""Urgent changes of a town, signed by the online key and put where devices read them."""
