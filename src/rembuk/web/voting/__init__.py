"""Voting with a card: one page, no account, no script."""
