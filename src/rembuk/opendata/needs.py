"""The table of needs: its columns, what they mean, and its rows in small portions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.periods import local_day
from rembuk.kernel.texts import safe_cell
from rembuk.voices.models import Need

PORTION: Final = 500

Row = Mapping[str, Any]  # Any: the values of a row have the types of its columns.


@dataclass(frozen=True)
class Column:
    """A column of a published table."""

    name: str
    kind: str
    meaning: Promise
    value: Callable[[Row], str | int]


def _text(field: str) -> Callable[[Row], str | int]:
    return lambda row: safe_cell(row[field] or "")


def _number(field: str) -> Callable[[Row], str | int]:
    return lambda row: int(row[field])


def _day(field: str) -> Callable[[Row], str | int]:
    return lambda row: local_day(row[field]).isoformat() if row[field] else ""


COLUMNS: Final = (
    Column("number", "text", _("The number of the need. It never changes."), _text("code")),
    Column("title", "text", _("What is asked for, in one line."), _text("title")),
    Column("summary", "text", _("What is asked for, in a few lines; may be empty."), _text("summary")),
    Column("subject", "text", _("What it is about: a key of the rule set's list of subjects."), _text("subject")),
    Column("kampung_code", "text", _("The official code of the kampung."), _text("region__code")),
    Column("kampung", "text", _("The name of the kampung."), _text("region__name")),
    Column("voices", "number", _("How many voices were joined to it."), _number("voice_count")),
    Column("supporters", "number", _("How many people said “me too”."), _number("support_count")),
    Column("level", "text", _("village, subdistrict, regency, province, nation, mixed, or empty."), _text("level")),
    Column("agency", "text", _("The office that is responsible, in the words of the rule set."), _text("agency")),
    Column("state", "text", _("open, forwarded, postponed, declined, answered or emptied."), _text("state")),
    Column("opened_on", "date", _("The day it was opened, in western Indonesia."), _day("opened_at")),
    Column("changed_on", "date", _("The day something last changed."), _day("changed_at")),
    Column("answered_on", "date", _("The day of the answer in force; empty without one."), _day("answer__answered_at")),
    Column("reason", "text", _("The code of the reason that was given, if one was."), _text("answer__reason_code")),
    Column("answer", "text", _("The answer in force, as it was given."), _text("answer__sentence")),
    Column("next_step", "text", _("What comes next, or what residents can do."), _text("answer__next_step")),
)  # fmt: skip
_FIELDS: Final = (
    *("id", "code", "title", "summary", "subject", "region__code", "region__name", "voice_count", "support_count"),
    *("level", "agency", "state", "opened_at", "changed_at", "answer__answered_at", "answer__reason_code"),
    *("answer__sentence", "answer__next_step"),
)


def needs_after(last: tuple[datetime, UUID] | None, *, limit: int = PORTION) -> list[Row]:
    """Return the needs after one in the order of their opening, the oldest first; None starts at the beginning."""
    rows = Need.objects.order_by("opened_at", "id")
    if last is not None:
        opened_at, id_ = last
        rows = rows.filter(Q(opened_at__gt=opened_at) | Q(opened_at=opened_at, id__gt=id_))
    return list(rows.values(*_FIELDS)[:limit])


def portions(fetch: Callable[[tuple[datetime, UUID] | None], list[Row]]) -> Iterator[list[Row]]:
    """Return all rows in portions, fetching each one after the last row of the one before."""
    last: tuple[datetime, UUID] | None = None
    while rows := fetch(last):
        yield rows
        last = (rows[-1]["opened_at"], rows[-1]["id"])


def cells(row: Row) -> list[str | int]:
    """Return a row as it is published."""
    return [column.value(row) for column in COLUMNS]
