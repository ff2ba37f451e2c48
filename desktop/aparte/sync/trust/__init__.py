"""Signed files from a place nobody needs to trust: the town's server, a USB key, a file share.

The Update Framework's rules are python-tuf's; here are the places, the words, and the clock.
"""
