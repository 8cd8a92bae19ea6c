"""Work that crosses stages: how a voice comes in, what became of it, who is told.

A journey is one function and one transaction over several capabilities; no capability knows that it exists.
"""
