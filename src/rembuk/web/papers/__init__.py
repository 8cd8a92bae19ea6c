"""Papers: for each one the value that its page shows and its PDF is drawn from, so that the two cannot differ."""
