"""The pages about what is built."""
