"""Needs: the list, one need, and saying "me too"."""
