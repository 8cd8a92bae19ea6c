"""How figures, money and days are written for the reader of this page."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import translation
from markupsafe import Markup

from rembuk.kernel import money, periods

ENGLISH_PREFIX = "/en"
# A space that no line breaks at: half an amount reads as another amount.
UNBROKEN = "\u00a0"


def language() -> str:
    """The language of this page: "id" or "en"."""
    return "en" if (translation.get_language() or "id").startswith("en") else "id"


def capital(text: object) -> str:
    """Return a label as it begins a line; what is written large in it stays so: "Masukkan ke RKP"."""
    said = str(text)
    return said[:1].upper() + said[1:]


def rupiah(amount: int) -> str:
    """The exact amount: "Rp 12.500.000"."""
    return unbroken(money.rupiah(amount, language=language()))


def short_rupiah(amount: int) -> str:
    """The amount as people say it: "Rp 12,5 juta"."""
    return unbroken(money.short_rupiah(amount, language=language()))


def percent(share: int) -> str:
    """A share of a hundred: "84 %"."""
    return unbroken(f"{share} %")


def unbroken(words: str) -> str:
    """A figure whose parts stay on one line."""
    return words.replace(" ", UNBROKEN)


def number(value: int) -> str:
    """A whole number with its thousands set apart: "3.214"."""
    grouped = f"{value:,}"
    return grouped if language() == "en" else grouped.replace(",", ".")


def day(value: date | datetime) -> Markup:
    """The day where the reader lives: "Senin, 23 Nov 2026"."""
    on = periods.local_day(value) if isinstance(value, datetime) else value
    return _time(on.isoformat(), periods.day(on, language()))


def moment(value: datetime) -> Markup:
    """The day and the hour in western Indonesia: "Senin, 23 Nov 2026, 14.05 WIB"."""
    return _time(value.isoformat(), periods.moment(value, language()))


def month(value: date) -> Markup:
    """The month and the year: "Juni 2027"."""
    return _time(f"{value:%Y-%m}", periods.month(value, language()))


def _time(machine: str, words: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(machine, words)
