"""Keeping pictures (penyimpanan foto): received in small parts, re-encoded, stripped of place and device, named by content."""
