"""Places: finding one, and what is known and asked there."""
