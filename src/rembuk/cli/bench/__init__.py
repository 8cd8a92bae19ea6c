"""Measuring how fast pages are: a crowd of needs, servers side by side, load, and a table of what came out."""
