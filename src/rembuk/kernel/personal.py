"""Numbers and addresses of people in free text: found however they are spelled, and hidden.

A text is first turned into a *shadow* that spells every digit as 0 to 9: full-width and other digits, digit words
("nol delapan satu"), the letters O, l and I typed among digits; characters without width are left out. Amounts, dates,
region codes and RT/RW numbers are blanked in the shadow. What is left is cut into runs of digit groups, and a run is
hidden from the first group with which a phone number or an identity number begins. When in doubt, a number is hidden.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

NUMBER_MARK = "[nomor disembunyikan]"
EMAIL_MARK = "[surel disembunyikan]"


@dataclass(frozen=True)
class _Shadow:
    """A spelling in plain digits, and for each of its characters where it stood in the text."""

    text: str
    places: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start][0], self.places[end - 1][1]


@dataclass(frozen=True)
class _Group:
    """Digits that stand together, with the sign in front of them and where they stand in the shadow."""

    digits: str
    lead: str
    start: int
    end: int


def mask_personal(text: str) -> str:
    """Return the text with phone numbers, identity numbers (NIK, KK) and e-mail addresses hidden.

    Prices, sizes, years, dates and RT/RW numbers stay, and so does every other character.
    """
    pieces, last = [], 0
    for start, end, mark in _findings(text):
        pieces += [text[last:start], mark]
        last = end
    return "".join(pieces) + text[last:]


def has_personal(text: str) -> bool:
    """Does the text hold something that `mask_personal` hides?"""
    return any(True for _ in _findings(text))


def _findings(text: str) -> list[tuple[int, int, str]]:
    if not _HINT.search(text.lower()):
        return []
    shadow = _shadow_of(text)
    found: list[tuple[int, int, str]] = []
    without_emails = shadow.text
    for email in _EMAIL.finditer(shadow.text):
        found.append((*shadow.span(*email.span()), EMAIL_MARK))
        without_emails = _blank(without_emails, *email.span())
    found += [(*shadow.span(start, end), NUMBER_MARK) for start, end in _numbers(without_emails)]
    return sorted(found)


# --- The shadow -------------------------------------------------------------------------------------------------------

_NAMES_OF_DIGITS = (
    *("nol kosong", "satu siji", "dua loro", "tiga telu", "empat papat"),
    *("lima limo", "enam", "tujuh pitu", "delapan wolu", "sembilan songo"),
)
_WORDS = {word: str(digit) for digit, words in enumerate(_NAMES_OF_DIGITS) for word in words.split()}
_DIGIT_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")
_ZERO_LETTERS = re.compile(r"(?<![^\W\d_])o+(?=\d)|(?<=\d)o+(?=\d|\b)")
_ONE_LETTER = re.compile(r"(?<=\d)[li](?=\d)")
# What `_plain` may do more with than write it in lower case.
_UNUSUAL = re.compile(r"[^\t\n\r -~]")
# Most texts hold no digit, no word for one and no sign of an address, so that nothing has to be looked for.
_HINT = re.compile(rf"[\d@({{\[]|{_UNUSUAL.pattern}|{_DIGIT_WORD.pattern}")


def _shadow_of(text: str) -> _Shadow:
    letters, places = _spelled_plainly(text)
    letters = _ONE_LETTER.sub("1", _ZERO_LETTERS.sub(lambda zeros: "0" * len(zeros.group()), letters))
    return _with_digit_words(_Shadow(letters, places))


def _spelled_plainly(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text in lower case and plain digits, and where each of its characters stood."""
    if not _UNUSUAL.search(text):
        return text.lower(), tuple((place, place + 1) for place in range(len(text)))
    spelled = [(plain, (place, place + 1)) for place, char in enumerate(text) for plain in _plain(char)]
    return "".join(plain for plain, _ in spelled), tuple(place for _, place in spelled)


@lru_cache(maxsize=1_024)
def _plain(char: str) -> str:
    """Spell a character in lower case and plain digits; nothing for one without width."""
    folded = ""
    for part in unicodedata.normalize("NFKC", char).lower():
        if (digit := unicodedata.decimal(part, None)) is not None:
            folded += str(digit)
        elif unicodedata.category(part) not in {"Cf", "Cc", "Mn", "Me"} or part in "\n\r\t":
            folded += part
    return folded


def _with_digit_words(shadow: _Shadow) -> _Shadow:
    text, places, last = "", [], 0
    for word in _DIGIT_WORD.finditer(shadow.text):
        text += shadow.text[last : word.start()] + _WORDS[word.group()]
        places += [*shadow.places[last : word.start()], shadow.span(*word.span())]
        last = word.end()
    return _Shadow(text + shadow.text[last:], (*places, *shadow.places[last:]))


# --- What is no personal number ---------------------------------------------------------------------------------------

_GAP = r"[\s.\-\u2010-\u2015/\\_()\[\]{}:|*+~'\"\u00b7\u2022]{1,8}"
_CURRENCY = r"(?P<currency>\b(?:rp|idr)[.:\s]{0,2})?"
_FIGURE = (
    r"(?<!\d)(?<!\d[.,])(?:(?P<grouped>[1-9]\d{0,2}(?:(?:\.\d{3})+(?:,\d\d?)?|(?:,\d{3})+(?:\.\d\d?)?))|(?P<plain>[1-9]\d*))"
    r"(?![.,]?\d)"
)
_UNIT = r"(?P<unit>\s?(?:rupiah|ribu|rb|juta|jt|mil[iy]ar|triliun|,-))?"
_AMOUNT = re.compile(_CURRENCY + _FIGURE + _UNIT)
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = rf"{_DAY}(?:-{_MONTH}-|/{_MONTH}/|\.{_MONTH}\.){_YEAR}(?!\d|[-/.]\d)"
_HOUR = r"\d\d?[.:][0-5]\d(?!\d|[-/.:\s]\d)"
_ALONE = r"(?<!\d)(?<!\d[-/.])"
_SAFE = (
    re.compile(rf"{_ALONE}{_DATE}(?:(?={_GAP}(?:{_DATE}|{_HOUR}))|(?!{_GAP}\d))"),  # 23-11-2026
    re.compile(rf"{_ALONE}{_YEAR}([-/]){_MONTH}\1{_DAY}(?![-/.]?\d)"),  # 2026-11-23
    re.compile(rf"{_ALONE}\d\d\.\d\d\.\d\d\.[12]\d{{3}}(?!\d)(?!{_GAP}\d(?!\d\.))"),  # 18.02.02.2005
    re.compile(r"\b(?:rt|rw)[\s.:/]*(?:0[0-7]\d|\d\d?)(?!\d)"),  # RT 07/RW 02
)
# A phone number may begin so; an amount after it, without a letter between, is rather a part of the number.
_PHONE_BEFORE = re.compile(rf"(?:\+|(?<!\d)(?:0|62|8))\d*(?:{_GAP}\d+)*(?:{_GAP})?$")
_DIGITS_BEFORE = re.compile(rf"\d{_GAP}$")
_DIGITS_AFTER = re.compile(rf"{_GAP}\d")
_ZERO_AFTER = re.compile(rf"{_GAP}0")


def _without_safe(text: str) -> str:
    """Blank amounts, dates, region codes and RT/RW numbers."""
    for pattern in _SAFE:
        text = pattern.sub(lambda safe: "x" * len(safe.group()), text)
    for amount in list(_AMOUNT.finditer(text)):
        start, end = amount.span()
        if _is_amount(amount, before=text[max(0, start - 40) : start], after=text[end : end + 9]):
            text = _blank(text, start, end)
    return text


def _is_amount(found: re.Match[str], *, before: str, after: str) -> bool:
    digits = re.sub(r"\D", "", found["grouped"] or found["plain"])
    if not found["currency"] and _PHONE_BEFORE.search(before):
        return False
    if found["currency"] or found["unit"]:
        return bool(found["grouped"]) or len(digits) < 10 or digits.endswith("00")
    if not found["grouped"] or len(digits) > 12:
        return False
    if _DIGITS_BEFORE.search(before) or _DIGITS_AFTER.match(after):
        return digits.endswith(("000", "500")) and not _ZERO_AFTER.match(after)
    return len(digits) < 10 or digits.endswith("0000")


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "x" * (end - start) + text[end:]


# --- What is one ------------------------------------------------------------------------------------------------------

_EMAIL = re.compile(
    r"(?<![\w.%+-])[\w.%+-]+\s?(?:@|[(\[{]\s?(?:at|@)\s?[)\]}])\s?"
    r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
    r"(?:(?:\.|\s?[(\[{]\s?(?:dot|titik|\.)\s?[)\]}]\s?|\s?\.\s?(?=(?:com|net|org|co|id)\b))[a-z0-9-]*[a-z0-9])+"
)
_GROUPS = re.compile(r"\d+")
_LIST_GAP = re.compile(rf"(?:{_GAP})?[,;](?:{_GAP})?")
_MOBILE = re.compile(r"(?:(?:00)?62)0?8\d{8,11}|08\d{8,11}")
_MOBILE_WITHOUT_ZERO = re.compile(r"8[1-9]\d{8,10}")
_LANDLINE = re.compile(r"(?:(?:00)?62)0?[2-79]\d{7,10}|0[2-79]\d{7,10}")
_IDENTITY = re.compile(  # Province, kabupaten and kecamatan; day (a woman's is raised by 40), month and year; number.
    r"(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])\d{4}"
    r"(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d\d\d{3,5}"
)
_LONGEST = 17


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the shadow holds a number of a person."""
    for run in _runs(_without_safe(text)):
        for begins in (_begins_surely, _begins_probably, _begins_possibly):
            if first := next((group for place, group in enumerate(run) if begins(run[place : place + _LONGEST])), None):
                yield _with_signs(text, first, run[-1].end)
                break


def _with_signs(text: str, first: _Group, end: int) -> tuple[int, int]:
    """Take along a plus sign, and a bracket that closes inside the number."""
    start = first.start - first.lead.endswith("+")
    opens = text[:start].endswith("(") and ")" in text[start:end]
    return start - opens, end


def _runs(text: str) -> Iterator[list[_Group]]:
    """Yield the digit groups of a text, those together that only signs part."""
    run: list[_Group] = []
    for found in _GROUPS.finditer(text):
        lead = text[run[-1].end if run else max(0, found.start() - 1) : found.start()]
        group = _Group(found.group(), lead, found.start(), found.end())
        if run and not _joins(run[-1], group):
            yield run
            run = []
        run.append(group)
    if run:
        yield run


def _joins(before: _Group, group: _Group) -> bool:
    if re.fullmatch(_GAP, group.lead):
        return True
    # Short figures with commas between are a list: "RT 08, 09, 10".
    return bool(_LIST_GAP.fullmatch(group.lead)) and min(len(before.digits), len(group.digits)) >= 3


def _begins_surely(run: list[_Group]) -> bool:
    """A mobile number, one of another country, or an identity number, by its place and birthday or standing alone."""
    abroad = run[0].lead.endswith("+")
    return any(
        _MOBILE.fullmatch(digits)
        or _IDENTITY.fullmatch(digits)
        or (abroad and 9 <= len(digits) <= 15)
        or (size == len(run) and len(digits) == 16 and not _is_list(run))
        for size, digits in _openings(run)
    )


def _begins_probably(run: list[_Group]) -> bool:
    """As many digits as an identity number has, too many for anything else, or a mobile number without its zero."""
    return len(run[0].digits) >= 13 or any(
        _MOBILE_WITHOUT_ZERO.fullmatch(digits) or (len(digits) == 16 and not _is_list(run[:size]))
        for size, digits in _openings(run)
    )


def _is_list(groups: list[_Group]) -> bool:
    if all(re.fullmatch(_YEAR, group.digits) for group in groups):
        return True
    return any(_LIST_GAP.fullmatch(group.lead) for group in groups[1:])


def _begins_possibly(run: list[_Group]) -> bool:
    """A fixed line with its area code."""
    first = run[0].digits
    if first.startswith("0") and len(first) < 3:
        return False
    return any(_LANDLINE.fullmatch(digits) for _, digits in _openings(run))


def _openings(run: list[_Group]) -> Iterator[tuple[int, str]]:
    """Yield the first one, two, three … groups as one number, as long as that could be somebody's."""
    digits = ""
    for size, group in enumerate(run, start=1):
        digits += group.digits
        if len(digits) > _LONGEST:
            return
        yield size, digits
