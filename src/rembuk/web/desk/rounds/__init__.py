"""Rounds of priorities at the desk: opened, filled, weighed, sealed, scored, voted on and closed."""
