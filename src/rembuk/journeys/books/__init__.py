"""Checking the books: every figure in the tables against what the journal told when it was written, and every sum anew.

It reads the tables by plain SQL and asks none of the questions that pages and limits ask, so that a fault in those is
not repeated here.
"""
