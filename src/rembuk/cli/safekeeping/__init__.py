"""Backups: a copy of the database at one moment, the pictures, and a list by which both can be proved whole."""
