"""Plans at the desk: what waits, examining and deciding on one item, drawing up the plan of a year."""
