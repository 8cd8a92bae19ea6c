"""The square that a phone reads from paper (kode QR)."""

from __future__ import annotations

import segno


def square(address: str, css_class: str | None = None) -> str:
    """Draw an address as an SVG of one path; nothing of the address itself stands in the text."""
    drawn = segno.make(address, error="m", micro=False)
    return str(drawn.svg_inline(border=2, svgclass=css_class, lineclass=None, omitsize=True))
