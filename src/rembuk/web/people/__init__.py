"""Pages about people: signing in, one's own data, accounts and keys, roles, neighbours, what data is kept for."""
