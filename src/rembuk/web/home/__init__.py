"""The first page: what was asked, what was decided, what was built."""
