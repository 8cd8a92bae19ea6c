"""Amounts of rupiah: whole numbers in 64 bits, read from people's spellings, written exactly or as people say them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction

Rupiah = int

MOST = 2**63 - 1
# A thousand million million at once, so that thousands of them still sum to 64 bits.
MOST_AT_ONCE = 10**15

_GROUPED = r"\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+"
_AMOUNT = re.compile(
    rf"(?P<minus>[-\u2212])?\s?(?:(?:rp|idr)\.?\s?)?(?P<late_minus>[-\u2212])?"
    rf"(?P<whole>{_GROUPED}|\d+)"
    r"(?:(?P<mark>[.,])(?P<cents>\d\d?|-{1,2}))?\s?(?:rupiah)?",
    re.IGNORECASE | re.ASCII,
)
# The unit, the least amount said in it, and its names. Rp 999.950.000 is not "1.000 juta" but "1 miliar".
_SCALES = (
    (10**12, 10**12 - 50_000_000, {"id": "triliun", "en": "trillion"}),
    (10**9, 10**9 - 50_000, {"id": "miliar", "en": "billion"}),
    (10**6, 10**6, {"id": "juta", "en": "million"}),
)
_THOUSANDS_AND_DECIMALS = {"id": (".", ","), "en": (",", ".")}


class NotRupiah(ValueError):
    """The text is no whole amount of rupiah that fits; the message is the text."""


class NotShares(ValueError):
    """An amount cannot be split so: a share is negative, or all of them are nothing."""


def parse_rupiah(text: str) -> Rupiah:
    """Read an amount: "Rp 12.500.000", "12,500,000", "50000000.00", "Rp 150.000,-" and the like.

    One to three digits before a point or comma and three after it are thousands: "1.500" is 1500. Cents must be zero.
    Raise NotRupiah for anything else, and for amounts outside 64 bits.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    found = _AMOUNT.fullmatch(plain)
    if not found or (found["minus"] and found["late_minus"]) or not _is_consistent(found):
        raise NotRupiah(text)
    amount = int(re.sub(r"\D", "", found["whole"])[:30])
    if amount > MOST:
        raise NotRupiah(text)
    return -amount if found["minus"] or found["late_minus"] else amount


def _is_consistent(found: re.Match[str]) -> bool:
    whole, mark, cents = found["whole"], found["mark"], found["cents"]
    if cents and cents.strip("0-"):
        return False
    if mark and cents.isdigit() and mark in whole:
        return False
    return whole == "0" or not whole.startswith("0")


def rupiah(amount: Rupiah, language: str = "id") -> str:
    """Write an amount exactly: "Rp 12.500.000", in English "Rp 12,500,000"; below zero "-Rp 5.000"."""
    return f"{_minus(amount)}Rp {_grouped(abs(amount), language)}"


def short_rupiah(amount: Rupiah, language: str = "id") -> str:
    """Write an amount as people say it, to one decimal: "Rp 12,5 juta"; below a million exactly."""
    size = abs(amount)
    for scale, least, names in _SCALES:
        if size >= least:
            tenths = (size * 10 + scale // 2) // scale
            return f"{_minus(amount)}Rp {_with_tenths(tenths, language)} {names[language]}"
    return rupiah(amount, language)


def split_rupiah(total: Rupiah, shares: Sequence[Fraction]) -> list[Rupiah]:
    """Split an amount in proportion to the shares, so that the parts sum to it.

    Every part is rounded down, and what is left goes, a rupiah each, to the largest remainders (the method of
    Hamilton); of equal remainders to the earlier one. Below zero, the parts are those of the amount above zero with
    their signs turned. Raise NotShares for a negative share and when the shares sum to nothing.
    """
    if total < 0:
        return [-part for part in split_rupiah(-total, shares)]
    whole = sum(shares, Fraction(0))
    if whole == 0 or min(shares) < 0:
        raise NotShares(f"{len(shares)} shares sum to {whole}")
    exact = [total * share / whole for share in shares]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(shares)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


def _with_tenths(tenths: int, language: str) -> str:
    whole, tenth = divmod(tenths, 10)
    decimal = _THOUSANDS_AND_DECIMALS[language][1]
    return _grouped(whole, language) + (f"{decimal}{tenth}" if tenth else "")


def _grouped(size: int, language: str) -> str:
    return f"{size:,}".replace(",", _THOUSANDS_AND_DECIMALS[language][0])


def _minus(amount: Rupiah) -> str:
    return "-" if amount < 0 else ""
