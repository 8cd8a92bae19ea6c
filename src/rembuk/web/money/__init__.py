"""The money of the kampung as everybody reads it: budget and realised, to the rupiah."""
