"""The desk: what waits for an officer, and the forms to deal with it, one after the other."""
