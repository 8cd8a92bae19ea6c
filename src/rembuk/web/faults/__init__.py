"""Failing on purpose: the n-th call of a write fails, for every n; then all of it is there, or nothing.

`calls` counts what leaves the process, to the database, the pictures' folder or the network, and lets one of them fail.
`sweep` finds every form of every page that writes something, through the registry of pages, and does so to each.
"""
