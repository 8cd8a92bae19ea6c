"""Short numbers that people read aloud, copy by hand and type on a phone, such as BR-7KQ2M.

A code is a prefix of two to four letters, a dash, and symbols of an alphabet without look-alikes. The last symbol is
a check: with the symbols weighted 1, 2, 3 … from the right, and four for each letter of the prefix, the sum is a
multiple of 29. As 29 is prime and neighbouring weights differ by one, every single wrong symbol and every swap of two
unequal neighbours shows, wherever it happens, the prefix and the check symbol included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

# Left out: 0 and O, 1, I and L, and S and Z beside 5 and 2.
ALPHABET = "23456789ABCDEFGHJKMNPQRTUVWXY"
SHORTEST = 4
LONGEST = 11

# A prefix may hold the letters left out above. S and Z count as the figures they are read as; I, L and O borrow the
# values of figures that no prefix holds. So a letter counts the same on either side of the dash.
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_VALUES |= {letter: _VALUES[figure] for letter, figure in zip("SZILO", "52346", strict=True)}
_LOOK_ALIKES = str.maketrans("SZ", "52")
_PREFIX = re.compile(r"[A-Z]{2,4}", re.ASCII)
_BODY = re.compile(f"[{ALPHABET}]{{{SHORTEST + 1},{LONGEST + 1}}}")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212_]")
_IGNORED = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]")


class NotACode(ValueError):
    """The text holds no valid code; the message is the text."""


def is_prefix(text: str) -> bool:
    """Can codes begin with this? Two to four capital letters can."""
    return bool(_PREFIX.fullmatch(text))


def make_code(prefix: str, draw: Callable[[int], int], length: int = SHORTEST) -> str:
    """Make a code of `length` drawn symbols and a check symbol.

    `draw(n)` returns a number from 0 to n - 1, evenly spread; `secrets.randbelow` is one. Raise ValueError for a
    prefix that is not two to four capital letters, and for a length outside SHORTEST to LONGEST.
    """
    if not is_prefix(prefix):
        raise ValueError(f"{prefix!r} is not two to four capital letters")
    if not SHORTEST <= length <= LONGEST:
        raise ValueError(f"a code has {SHORTEST} to {LONGEST} drawn symbols, not {length}")
    drawn = "".join(ALPHABET[draw(len(ALPHABET))] for _ in range(length))
    return f"{prefix}-{drawn}{_check_symbol(prefix, drawn)}"


def read_code(text: str) -> str:
    """Return the code as it is written, "BR-7KQ2M", from any way of typing it; raise NotACode for anything else.

    Case, spaces, a leading "#" and further dashes do not matter, S is read as 5 and Z as 2, and the first dash may
    be missing.
    """
    plain = _IGNORED.sub("", unicodedata.normalize("NFKC", text)).upper().removeprefix("#")
    prefix, dash, body = _DASHES.sub("-", plain).partition("-")
    splits = [(prefix, body.replace("-", ""))] if dash else [(plain[:size], plain[size:]) for size in (2, 3, 4)]
    for split in splits:
        if code := _checked(*split):
            return code
    raise NotACode(text)


def is_code(text: str) -> bool:
    """Does the text hold a code that `read_code` can read?"""
    try:
        read_code(text)
    except NotACode:
        return False
    return True


def _checked(prefix: str, body: str) -> str | None:
    body = body.translate(_LOOK_ALIKES)
    if _PREFIX.fullmatch(prefix) and _BODY.fullmatch(body) and _check_symbol(prefix, body[:-1]) == body[-1]:
        return f"{prefix}-{body}"
    return None


def _check_symbol(prefix: str, drawn: str) -> str:
    # The length of the prefix tells two splits of the same letters apart, so that a missing dash has one place.
    weighted = sum(weight * _VALUES[symbol] for weight, symbol in enumerate(reversed(prefix + drawn), start=2))
    return ALPHABET[-(weighted + 4 * len(prefix)) % len(ALPHABET)]
