"""Rounds of priorities as everybody reads them: what, how much, how it is decided, when, and the working."""
