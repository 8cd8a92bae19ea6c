"""The negotiation room as everybody reads it: both lists side by side, what differs, offers, and the agreement."""
