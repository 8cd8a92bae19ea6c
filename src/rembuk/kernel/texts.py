"""What people write, made comparable, tidy and safe to show."""

from __future__ import annotations

import re
import unicodedata

from rembuk.kernel.personal import has_personal, mask_personal

__all__ = ["has_personal", "mask_personal", "name_key", "safe_cell", "tidy_text"]

# Joiners are part of the spelling in some scripts, Javanese among them, and of emoji.
_JOINERS = "\u200c\u200d"
# Control characters, invisible marks (the direction overrides among them) and lone surrogates.
_UNWANTED = {"Cc", "Cf", "Cs"}
# What a spreadsheet runs (OWASP, CSV injection): a mark at the beginning of a cell. Where numbers have a comma, as in
# Indonesia, it cuts cells at semicolons, whatever the quotes say; others cut at tabs and lines.
_FORMULA = re.compile(r"(\A|[;\t\r\n])(\s*)(?=[=+\-@＝＋－＠])|\A(?=[\t\r\n])")


def name_key(name: str) -> str:
    """Return a name without accents, case, punctuation and spaces: "Bangun Rejo" and "BANGUNREJO" give "bangunrejo"."""
    return "".join(char for char in unicodedata.normalize("NFKD", name).casefold() if char.isalnum())


def tidy_text(text: str) -> str:
    """Return a text on one line: composed (NFC), without control and invisible characters, each gap one space."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())  # Most texts are; the same, told sooner.
    visible = "".join(char for char in text if char.isspace() or _is_wanted(char))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def _is_wanted(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char) not in _UNWANTED


def as_sentence(text: str) -> str:
    """Return a text with a full stop where it ends without one, so that another sentence can follow it."""
    return text if not text or text[-1] in ".!?…" else f"{text}."


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, or for a cell and a formula: ' in front makes it text."""
    return _FORMULA.sub(r"\1\2'", text)
