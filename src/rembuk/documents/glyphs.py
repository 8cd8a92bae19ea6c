"""Text as the fonts of a paper can show it.

The fonts are those that come with Typst, so that a paper looks the same on every machine. They know Latin, Greek and
Cyrillic letters; PDF/UA refuses a paper with a letter that no font has.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

# What stands for a letter that no font here has: an empty box, as people know it.
UNKNOWN: Final = "□"
# A word longer than this may be broken anywhere, or a name without spaces would leave the page.
LONGEST_WORD: Final = 18
BREAK: Final = "\u200b"

# Latin with all its accents, Greek and Cyrillic as names have them, dashes, quotes, arrows and signs of sums.
_SHOWN: Final = re.compile(
    r"[\n\x20-\x7e\xa1-\xac\xae-\u017f\u0391-\u03a1\u03a3-\u03ce\u0400-\u045f\u2010-\u2014\u2018-\u201e"
    r"\u2020\u2022\u2026\u20ac\u2190-\u2193\u2212\u2248\u2260\u2264\u2265\u25a1]"
)
# Somebody types an address as it stands: it is torn only behind its name and between the words of its path.
_ADDRESS: Final = re.compile(r"https?://[^/\s]{1,40}(?:/|$)")
_PIECE: Final = re.compile(r"[^/?&=._-]+[/?&=._-]*|[/?&=._-]+")
# An amount stays on one line with its currency, however its space was written.
_AMOUNT: Final = re.compile(r"\bRp (?=\d)")
_LONG: Final = re.compile(rf"[^\s\n]{{{LONGEST_WORD},}}")


def drawable(text: str) -> str:
    """Return a text that can be set: accents composed, invisible signs left out, an empty box for unknown letters."""
    if not (text.isascii() and text.isprintable()):
        seen = "".join(_shown(char) for char in unicodedata.normalize("NFC", text))
        text = seen if seen.strip() else UNKNOWN
    return _AMOUNT.sub("Rp\u00a0", _LONG.sub(_breakable, text))


def _breakable(found: re.Match[str]) -> str:
    begins = _ADDRESS.match(found[0])
    if not begins:
        return BREAK.join(found[0])
    pieces = _PIECE.findall(found[0].removeprefix(begins[0]))
    return BREAK.join([begins[0], *(one if len(one) < LONGEST_WORD else BREAK.join(one) for one in pieces)])


@cache
def _shown(char: str) -> str:
    if _SHOWN.fullmatch(char):
        return char
    if char.isspace():
        return " "
    if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Mn", "Me"}:
        return ""
    plain = unicodedata.normalize("NFKC", char)
    return plain if _SHOWN.fullmatch(plain) else UNKNOWN
