"""What strangers may take along (data terbuka): published tables, each with a dictionary made from its own columns."""
