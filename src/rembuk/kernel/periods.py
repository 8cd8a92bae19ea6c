"""Days, working days and deadlines, as they are counted and said in western Indonesia."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum

# Western Indonesia has kept seven hours and no summer time since 1964, so no time zone database is asked.
WIB = timezone(timedelta(hours=7), "WIB")

_WEEKDAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_CLOCK_MARK = {"id": ".", "en": ":"}
_SATURDAY = 5


class Unit(StrEnum):
    """What a span is counted in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"


@dataclass(frozen=True)
class Span:
    """A stretch of time as laws and agreements give it: five working days, ten days, 72 hours."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError(f"a span has at least one of its unit, not {self.amount}")


def deadline(start: datetime, span: Span, holidays: frozenset[date]) -> datetime:
    """Return the last moment of a span, in UTC.

    Hours run from the moment. Days and working days begin on the day after it, and the last one counts to its end in
    western Indonesia.
    """
    first = local_day(start)
    if span.unit is Unit.HOURS:
        return (start + timedelta(hours=span.amount)).astimezone(UTC)
    if span.unit is Unit.DAYS:
        last = first + timedelta(days=span.amount)
    else:
        last = working_day_after(first, span.amount, holidays)
    return datetime.combine(last, time.max, tzinfo=WIB).astimezone(UTC)


def local_day(moment: datetime) -> date:
    """Return the day that a moment falls on in western Indonesia; raise ValueError for a moment without a zone."""
    return _in_wib(moment).date()


def working_day_after(start: date, days: int, holidays: frozenset[date]) -> date:
    """Return the day that ends so many working days, the first of which is the first one after `start`.

    Working days are Monday to Friday without the holidays. No days return `start` itself.
    """
    if days < 0:
        raise ValueError(f"working days are counted forward, not {days}")
    last = start
    while days:
        last += timedelta(days=1)
        days -= _is_working_day(last, holidays)
    return last


def working_days_between(start: date, end: date, holidays: frozenset[date]) -> int:
    """Count the working days after `start` up to and with `end`; negative if `end` comes first."""
    if end < start:
        return -working_days_between(end, start, holidays)
    weeks, rest = divmod((end - start).days, 7)
    extra = sum((start + timedelta(days=step)).weekday() < _SATURDAY for step in range(1, rest + 1))
    missed = sum(start < holiday <= end and holiday.weekday() < _SATURDAY for holiday in holidays)
    return 5 * weeks + extra - missed


def months_after(start: date, months: int) -> date:
    """Return the same day some months later, or before where they are negative; the last of a month that is shorter."""
    year, month_before = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month_before + 1, min(start.day, monthrange(year, month_before + 1)[1]))


def day(on: date, language: str = "id") -> str:
    """Write a day as "Senin, 23 Nov 2026"; the language is "id" or "en"."""
    return f"{_WEEKDAYS[language][on.weekday()]}, {on.day} {_short_month(on.month, language)} {on.year}"


def moment(at: datetime, language: str = "id") -> str:
    """Write a moment as "Senin, 23 Nov 2026, 14.05 WIB"; raise ValueError for a moment without a zone."""
    local = _in_wib(at)
    return f"{day(local.date(), language)}, {local:%H}{_CLOCK_MARK[language]}{local:%M} WIB"


def month_name(number: int, language: str = "id") -> str:
    """Return the name of a month, 1 to 12: "Juni"."""
    if not 1 <= number <= 12:
        raise ValueError(f"there is no month {number}")
    return _MONTHS[language][number - 1]


def month(on: date, language: str = "id") -> str:
    """Write the month of a day as "Juni 2027"."""
    return f"{month_name(on.month, language)} {on.year}"


def _short_month(number: int, language: str) -> str:
    # August is "Agu" in Indonesian, so the first three letters serve in both languages.
    return month_name(number, language)[:3]


def _is_working_day(on: date, holidays: frozenset[date]) -> bool:
    return on.weekday() < _SATURDAY and on not in holidays


def _in_wib(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} does not say its time zone")
    return at.astimezone(WIB)
