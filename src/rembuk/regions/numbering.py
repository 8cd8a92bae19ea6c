"""Official codes as numbers: a path of fixed width, so that everything inside a region is a range of numbers."""

from __future__ import annotations

import re

from rembuk.regions.models import Tier

_CODE = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?", re.ASCII)
_WIDTHS = (2, 4, 6, 10)
_TIERS = (Tier.PROVINCE, Tier.REGENCY, Tier.SUBDISTRICT, Tier.VILLAGE)


class NotARegionCode(ValueError):
    """Not an official code such as 18.02.02.2005."""


def tidy_code(text: str) -> str:
    """Return a code as it is published, "18.02.02.2005", also from one without dots or padded with zeros."""
    code = text.strip()
    if _CODE.fullmatch(code):
        return code
    # A dot in the wrong place would silently mean another region, so only its absence is forgiven.
    digits = re.sub(r"\s", "", code)
    if len(digits) == max(_WIDTHS) and digits.endswith("0000"):
        digits = digits[:6].removesuffix("00").removesuffix("00")
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in _WIDTHS:
        raise NotARegionCode(f"{text!r} is not a code such as 18.02.02.2005")
    return ".".join(digits[start:end] for start, end in zip((0, *_WIDTHS), _WIDTHS, strict=False) if digits[start:end])


def number_of(code: str) -> int:
    """Return the number of a code: 18.02.02 is 1802020000."""
    return int(tidy_code(code).replace(".", "").ljust(10, "0"))


def tier_of(code: str) -> Tier:
    """Return the tier that the length of a code says."""
    return _TIERS[tidy_code(code).count(".")]


def parent_code(code: str) -> str | None:
    """Return the code of the region around it; None for a province."""
    return code.rpartition(".")[0] or None


def tenant_of(number: int) -> int | None:
    """Return the kabupaten a number lies in; None for a province."""
    return number // 10**6 if number % 10**8 else None


def path_of(number: int) -> tuple[int, ...]:
    """Return the numbers from the province down to the region itself."""
    steps = (number // size * size for size in (10**8, 10**6, 10**4, 1))
    return tuple(dict.fromkeys(steps))
