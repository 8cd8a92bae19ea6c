"""The pages about what works still miss, who gives, and what became of it."""
