"""Pages about plans: the tree, one item, one year, its files and the figures."""
