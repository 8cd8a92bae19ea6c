"""A screen on the wall of the hall."""
