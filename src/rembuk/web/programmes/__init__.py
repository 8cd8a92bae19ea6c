"""The rules in force, the planning year, and how it all works."""
