"""The table of a budget: one row for each post, with what it was given and what was spent of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rembuk.finance.queries import PostSum
from rembuk.kernel.texts import safe_cell

# The mark tells spreadsheets that a file is UTF-8.
_MARK: Final = "\ufeff"


class Column(Protocol):
    """What a dictionary says of a column."""

    @property
    def name(self) -> str:
        """Its name in the head of the file."""

    @property
    def kind(self) -> str:
        """What is in it: text or a number."""

    @property
    def meaning(self) -> Promise:
        """What it says, in the language of the reader."""


@dataclass(frozen=True)
class MoneyColumn:
    """A column of the published table."""

    name: str
    kind: str
    meaning: Promise
    value: Callable[[PostSum], str | int]


MONEY_COLUMNS: Final = (
    MoneyColumn("number", "number", _("The number of the post. It never changes."), lambda row: row.post.number),
    MoneyColumn(
        "activity_code", "text", _("The code of the activity, as in the law."), lambda row: row.post.activity_code
    ),
    MoneyColumn("account", "text", _("The account it is booked on."), lambda row: row.post.account),
    MoneyColumn(
        *("fund", "text", _("Who pays, by the codes of Siskeudes: DDS is the Village Fund, PAD own income.")),
        lambda row: row.post.fund,
    ),
    MoneyColumn("title", "text", _("What the money is for."), lambda row: safe_cell(row.post.title)),
    MoneyColumn(
        *("item", "text", _("The number of the plan item it carries out; empty without one.")),
        lambda row: row.post.item.code if row.post.item else "",
    ),
    MoneyColumn("budget_rupiah", "number", _("What the budget gives."), lambda row: row.budget_rupiah),
    MoneyColumn(
        *("realised_rupiah", "number", _("What was spent of it until the day of the file.")),
        lambda row: row.realised_rupiah,
    ),
)


def money_csv(rows: Iterable[PostSum]) -> str:
    """Return the posts as a file; nothing in them is taken for a formula."""
    lines = ([column.value(row) for column in MONEY_COLUMNS] for row in rows)
    return table_csv(MONEY_COLUMNS, lines)


def money_dictionary() -> str:
    """Return what each column of the table means, as a file that goes with it."""
    return dictionary_csv(MONEY_COLUMNS)


def table_csv(columns: Iterable[Column], lines: Iterable[Iterable[str | int]]) -> str:
    """Return lines under the names of their columns, as a file."""
    return _csv([column.name for column in columns], lines)


def dictionary_csv(columns: Iterable[Column]) -> str:
    """Return the name, the kind and the meaning of each column, as a file."""
    return _csv(("name", "kind", "meaning"), ((one.name, one.kind, str(one.meaning)) for one in columns))


def _csv(head: Iterable[str], lines: Iterable[Iterable[str | int]]) -> str:
    out = io.StringIO(_MARK)
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(lines)
    return out.getvalue()
