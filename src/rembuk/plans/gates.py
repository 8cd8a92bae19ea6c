"""The gates an item passes before it is planned: which ones each way needs, and how they stand."""

from __future__ import annotations

from django.db.models import Subquery

from rembuk.plans.models import Examination, GateFinding, PlanItem
from rembuk.plans.states import Gate, ItemState

# What goes up needs neither the village's own authority nor a worked-out plan; that is the business of the tier above.
REQUIRED = {
    ItemState.SCHEDULED: frozenset(Gate),
    ItemState.SENT_UP: frozenset({Gate.LAND, Gate.DUPLICATE, Gate.FORBIDDEN}),
}


class GateNotPassed(ValueError):
    """An item was to be planned or sent up past a gate that it did not pass; the message names the gates."""


def findings_of(item: PlanItem) -> dict[Gate, GateFinding]:
    """Return what the latest examination that a second person confirmed has found; nothing before."""
    confirmed = Examination.objects.filter(item=item, seconded_at__isnull=False, disputed_why="")
    latest = Subquery(confirmed.order_by("-examined_at", "-id").values("pk")[:1])
    by_gate = {Gate(found.gate): found for found in GateFinding.objects.filter(examination=latest)}
    return {gate: by_gate[gate] for gate in Gate if gate in by_gate}


def insist_on_gates(item: PlanItem, to: ItemState) -> None:
    """Refuse to plan or send up an item that has not passed what this way needs."""
    found = findings_of(item)
    closed = [gate.value for gate in Gate if gate in REQUIRED[to] and not (gate in found and found[gate].passed)]
    if closed:
        raise GateNotPassed(", ".join(closed))
