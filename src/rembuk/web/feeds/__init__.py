"""For machines: needs as Atom and CSV, and the dictionary of their columns."""
