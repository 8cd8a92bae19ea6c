"""Votes of residents at the desk: the list, and one vote with what may be done in it."""
