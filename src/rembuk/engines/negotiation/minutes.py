# SPDX-License-Identifier: Apache-2.0
"""The minutes of talks as a public file: the same steps give the same bytes, and nobody reads what nobody could do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from rembuk.engines.merkle.canonical import canonical_json, parse_canonical
from rembuk.engines.negotiation.protocol import Deed, Party, Step, StepRefused, Terms, outcome, replay
from rembuk.engines.negotiation.table import Project, Table

FORMAT = 1

# Any: what a stranger's file holds is known only after its minutes, written again, give the same bytes.
Loose = Any


class NotMinutes(ValueError):
    """A file is not the minutes of talks that were possible; the message says why."""


def minutes(terms: Terms, steps: Sequence[Step]) -> bytes:
    """Return the terms, the steps, where they led and what is built, as canonical JSON; raise StepRefused."""
    standing = replay(terms, steps)
    built = outcome(terms, standing)
    return canonical_json({
        "format": FORMAT,
        "terms": _of_terms(terms),
        "steps": [_of_step(step) for step in steps],
        "stage": standing.stage.value,
        "built": list(built.projects) if built else None,
    })


def read_minutes(data: bytes) -> tuple[Terms, tuple[Step, ...]]:
    """Return the terms and steps of minutes, taken again one by one; raise NotMinutes for any other bytes.

    So nothing in the file can be changed alone: not a word of the ending, nor a step that the terms do not allow.
    """
    try:
        value: Loose = parse_canonical(data)
        terms = _terms(value["terms"])
        steps = tuple(_step(each) for each in value["steps"])
        again = minutes(terms, steps)
    except (StepRefused, ValueError, TypeError, KeyError, AttributeError, ArithmeticError) as error:
        raise NotMinutes(str(error)) from error
    if again != data:
        raise NotMinutes("The ending does not follow from the steps.")
    return terms, steps


def _of_terms(terms: Terms) -> dict[str, object]:
    return {
        "table": _of_table(terms.table),
        "residents_share": str(terms.residents_share),
        "rounds": str(terms.rounds),
        "opens_at": _of_moment(terms.opens_at),
        "deadline_at": _of_moment(terms.deadline_at),
    }


def _of_table(table: Table) -> dict[str, object]:
    return {
        "projects": [_of_project(project) for project in table.projects],
        "funds": {name: str(amount) for name, amount in table.funds.items()},
        "duties": sorted(table.duties),
        "refused": sorted(table.refused),
        "conflicts": sorted(sorted(pair) for pair in table.conflicts),
        "needs": {id_: sorted(needed) for id_, needed in table.needs.items()},
    }


def _of_project(project: Project) -> dict[str, object]:
    # Whole numbers are texts: they may be larger than what readers that keep numbers as doubles hold.
    return {
        "id": project.id,
        "cost": str(project.cost),
        "residents": str(project.residents),
        "government": str(project.government),
        "funds": sorted(project.funds),
    }


def _of_step(step: Step) -> dict[str, object]:
    return {
        "deed": step.deed.value,
        "party": step.party.value,
        "person": step.person,
        "at": _of_moment(step.at),
        "words": step.words,
        "projects": sorted(step.projects),
    }


def _of_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _terms(value: Loose) -> Terms:
    return Terms(
        table=_table(value["table"]),
        residents_share=_share(_text(value["residents_share"])),
        rounds=int(_text(value["rounds"])),
        opens_at=datetime.fromisoformat(value["opens_at"]),
        deadline_at=datetime.fromisoformat(value["deadline_at"]),
    )


def _share(text: str) -> Fraction:
    # Not Fraction(text): it would work out what "1e999999999" is.
    return Fraction(*map(int, text.split("/")))


def _text(value: Loose) -> str:
    if not isinstance(value, str):
        raise TypeError("There is something else where a text belongs.")
    return value


def _table(value: Loose) -> Table:
    return Table(
        projects=tuple(_project(each) for each in value["projects"]),
        funds={name: int(_text(amount)) for name, amount in value["funds"].items()},
        duties=frozenset(value["duties"]),
        refused=frozenset(value["refused"]),
        conflicts=frozenset(frozenset(pair) for pair in value["conflicts"]),
        needs={id_: frozenset(needed) for id_, needed in value["needs"].items()},
    )


def _project(value: Loose) -> Project:
    amounts = {name: int(_text(value[name])) for name in ("cost", "residents", "government")}
    return Project(id=_text(value["id"]), funds=frozenset(value["funds"]), **amounts)


def _step(value: Loose) -> Step:
    return Step(
        deed=Deed(value["deed"]),
        party=Party(value["party"]),
        person=_text(value["person"]),
        at=datetime.fromisoformat(value["at"]),
        words=_text(value["words"]),
        projects=frozenset(value["projects"]),
    )
