"""Keeping pictures (penyimpanan foto): received in parts, written anew without place and device, named by content."""
