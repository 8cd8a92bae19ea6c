"""The file of a negotiation: read, and refused with the place of what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import msgspec

from rembuk.engines.negotiation import (
    Certificate,
    Deal,
    Demand,
    NotATable,
    NothingPossible,
    Obstacle,
    Overview,
    Project,
    Table,
    deal_of,
    obstacle,
    overview,
)


class Talks(msgspec.Struct, forbid_unknown_fields=True):
    """A negotiation as its file says it."""

    funds: dict[str, int]
    projects: list[Project]
    duties: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    conflicts: frozenset[frozenset[str]] = frozenset()
    needs: dict[str, frozenset[str]] = {}
    residents_share: str = "1/2"
    demands: list[Demand] = []
    deal: list[str] | None = None

    def table(self) -> Table:
        """Return what lies on the table."""
        return Table(tuple(self.projects), self.funds, self.duties, self.refused, self.conflicts, self.needs)


class NotTalks(ValueError):
    """The file does not say what is negotiated; the message says where."""


@dataclass(frozen=True)
class Certified:
    """The projects of a deal, and the proof that it cannot be improved."""

    deal: tuple[str, ...]
    proof: Certificate


def read_talks(data: bytes) -> Talks:
    """Return the negotiation of a file; raise NotTalks with the place of what is wrong."""
    try:
        talks = msgspec.json.decode(data, type=Talks)
        table = talks.table()
    except (msgspec.MsgspecError, NotATable) as wrong:
        raise NotTalks(str(wrong)) from None
    named = [*(demand.project for demand in talks.demands), *(talks.deal or ())]
    for unknown in sorted(set(named) - {project.id for project in table.projects}):
        raise NotTalks(f"Project {unknown!r} is not on the table.")
    return talks


def look_at(talks: Talks) -> Overview:
    """Return what follows; raise NotTalks for a wrong share or deal, NothingPossible for duties that cannot be met."""
    table = talks.table()
    if wrong := obstacle(table):
        raise NothingPossible(f"The duties cannot be met. {reason(wrong)}")
    return overview(table, _share(talks.residents_share), talks.demands, deal_on_the_table(talks, table))


def _share(text: str) -> Fraction:
    try:
        share = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise NotTalks(f"The residents' share {text!r} is not a fraction such as 1/2.") from None
    if not 0 <= share <= 1:
        raise NotTalks(f"The residents' share {text} is not between 0 and 1.")
    return share


def deal_on_the_table(talks: Talks, table: Table) -> Deal | None:
    """Return the deal of the file, None if it has none; raise NotTalks if it is impossible."""
    if talks.deal is None:
        return None
    chosen = frozenset(talks.deal)
    if lacking := (table.with_needed(chosen) | table.duties) - chosen:
        raise NotTalks(f"The deal lacks {', '.join(sorted(lacking))}.")
    if wrong := obstacle(table.with_demands(must=chosen)):
        raise NotTalks(f"The deal is impossible: {reason(wrong)}")
    return deal_of(table, chosen)


def read_certified(data: bytes) -> Certified:
    """Return the proof of a file; raise NotTalks for anything else."""
    try:
        # The standard library reads whole numbers of any size.
        return msgspec.convert(json.loads(data), Certified)
    except (ValueError, RecursionError) as wrong:
        raise NotTalks(f"This is no proof: {wrong}.") from None


def reason(wrong: Obstacle) -> str:
    """Say in a sentence what stands in the way."""
    projects = names(wrong.projects)
    if wrong.kind == "money":
        return f"Only {names(wrong.funds)} may pay for {projects}, and Rp {rupiah(wrong.rupiah)} are missing."
    return (
        f"{projects} exclude each other." if wrong.kind == "conflict" else f"{projects} must and must never be built."
    )


def names(projects: Iterable[str]) -> str:
    """Return the projects as one text."""
    return ", ".join(projects) or "nothing"


def rupiah(amount: int) -> str:
    """Return an amount with points between thousands."""
    return f"{amount:,}".replace(",", ".")
