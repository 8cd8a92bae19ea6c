"""The desk pages about gifts: promises, money that came, statements of the bank, proposals."""
