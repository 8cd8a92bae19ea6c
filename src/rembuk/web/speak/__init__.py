"""Speaking up: one question per page, with and without a script."""
