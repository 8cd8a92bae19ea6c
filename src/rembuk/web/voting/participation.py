"""Who came for a card, as a table for the page of a result."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rembuk.priorities.participation import Hamlet, Participation
from rembuk.priorities.states import VoterGroup
from rembuk.web.charts import share
from rembuk.web.formats import capital

Columns = list[tuple[str, str]]
Row = tuple[str | int | None, ...]


def came_table(told: Participation) -> tuple[Columns, list[Row]]:
    """Return the columns and rows: a hamlet, its groups, all of them together, and their share of the roll."""
    groups = [(_group_label(group), "number") for group in told.groups]
    columns = [
        (_("Hamlet or RT"), "text"),
        *groups,
        (_("Came for a card"), "number"),
        (_("Voters on the roll"), "number"),
        (_("Share"), "number"),
    ]
    return columns, [tuple(_cells(one)) for one in told.hamlets]


def _cells(one: Hamlet) -> Iterator[str | int | None]:
    yield one.name
    yield from one.by_group
    yield one.came
    yield one.voters
    yield share(one.came, one.voters) if one.came is not None else None


def _group_label(group: str) -> str:
    return capital(VoterGroup(group).label) if group else _("Not said")
