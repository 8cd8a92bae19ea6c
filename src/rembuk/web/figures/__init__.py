"""Open figures: what became of the voices, how long answers take, how voices arrive."""
