"""Drills: losing everything on purpose, in two ways of having kept a copy, and seeing that it comes back."""
