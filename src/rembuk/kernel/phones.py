"""Phone numbers in one spelling, and as much of them as may be shown."""

from __future__ import annotations

import re
import unicodedata

# ITU-T E.164: at most 15 digits with the country. Seven digits are the shortest that Indonesia has after 62.
_INTERNATIONAL = re.compile(r"[1-9]\d{8,14}", re.ASCII)
_SIGNS = re.compile(r"[\s().\-\u2010-\u2015/_\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_INDONESIAN = re.compile(r"62(?:8\d{8,11}|[2-79]\d{6,10})", re.ASCII)


class NotAPhone(ValueError):
    """The text is no phone number that can be called from anywhere; the message does not repeat it."""

    def __init__(self) -> None:
        super().__init__("this is no phone number")


def normalise_phone(text: str, country: str = "62") -> str:
    """Return a number as "+628…", from any usual spelling; raise NotAPhone for anything else.

    A number without a country belongs to `country`: "0812…" and, in Indonesia, "812…" and "62812…".
    """
    digits = _with_country(_SIGNS.sub("", unicodedata.normalize("NFKC", text)), country)
    # People write +62 (0)812 and +62 0812; no Indonesian number begins with a zero after the country.
    digits = re.sub(rf"^{country}0", country, digits)
    if not _INTERNATIONAL.fullmatch(digits) or (digits.startswith("62") and not _INDONESIAN.fullmatch(digits)):
        raise NotAPhone
    return f"+{digits}"


def mask_phone(phone: str) -> str:
    """Return what may be shown of a normalised number, so that its owner knows it again: "+62 … 890"."""
    country = "+62 " if phone.startswith("+62") else "+"
    return f"{country}… {phone[-3:]}"


def _with_country(plain: str, country: str) -> str:
    if plain.startswith("+"):
        return plain[1:]
    if plain.startswith("00"):
        return plain[2:]
    if plain.startswith("0"):
        return country + plain[1:]
    if country == "62" and plain.startswith("8"):
        return country + plain
    if plain.startswith(country):
        return plain
    raise NotAPhone
