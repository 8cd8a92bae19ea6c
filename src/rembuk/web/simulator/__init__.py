"""The simulator: shows what would have been sent, and the codes of the sample accounts; only where it is turned on."""
