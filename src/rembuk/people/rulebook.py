"""What the rules in force say about people: roles that exclude each other, and the time a request may take."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from rembuk.kernel.periods import Span, Unit, deadline
from rembuk.people.roles import Role
from rembuk.people.states import RequestKind
from rembuk.programmes.models import Programme
from rembuk.programmes.queries import NoRules, rules_at
from rembuk.programmes.rules import IncompatibleRoles, Rules
from rembuk.regions.models import Region

CLOCKS = {
    RequestKind.EXPORT: "export_data",
    RequestKind.CORRECT: "correct_data",
    RequestKind.DELETE: "delete_data",
    RequestKind.WITHDRAW: "withdraw_consent",
}
# Law 27/2022 on personal data, article 30; rules may be quicker, and where no programme runs it holds as it is.
LEGAL_SPAN = Span(72, Unit.HOURS)


def clashes(role: Role, other: Role, region: Region, *, at: datetime) -> list[IncompatibleRoles]:
    """Return the rules by which one person may not hold both roles in a place, under any programme that touches it."""
    pair = {role.value, other.value}
    rules_here = _rules_touching(region, at=at)
    return [rule for rules in rules_here for rule in rules.incompatible_roles if set(rule.roles) == pair]


def due_at(kind: RequestKind, *, at: datetime) -> datetime:
    """Return when a request about one's own data must be done: the shortest time that any rules here allow."""
    spans = [
        (rules.clocks[CLOCKS[kind]].span, rules.days_off)
        for rules in _rules_of(Programme.objects.order_by("id"), at=at)
    ]
    return min(deadline(at, span, days_off) for span, days_off in [*spans, (LEGAL_SPAN, frozenset())])


def _rules_touching(region: Region, *, at: datetime) -> list[Rules]:
    programmes = Programme.objects.select_related("region").order_by("id")
    touching = [one for one in programmes if one.region.holds(region.number) or region.holds(one.region_id)]
    return _rules_of(touching, at=at)


def _rules_of(programmes: Iterable[Programme], *, at: datetime) -> list[Rules]:
    found = []
    for programme in programmes:
        with suppress(NoRules):
            found.append(rules_at(programme, at))
    return found
