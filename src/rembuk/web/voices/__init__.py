"""One voice by its number: where it is now, how it got there, and what its sender may still do."""
