"""Works at the desk: what waits, and one work with what may be done on it."""
