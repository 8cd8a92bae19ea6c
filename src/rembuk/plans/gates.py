"""The gates an item passes before it is planned: which ones each way needs, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery

from rembuk.plans.models import Examination, GateFinding, PlanItem
from rembuk.plans.states import Gate, ItemState
from rembuk.voices.models import Need

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


def gates_passed(sources: Sequence[PlanItem | Need]) -> dict[UUID, frozenset[str]]:
    """Return the gates that items, or the items that came of needs, have passed, by id, in one query."""
    wanted = [source.pk for source in sources]
    about = Q(examination__item__in=wanted) | Q(examination__item__need__in=wanted)
    same = {"item": OuterRef("examination__item"), "tenant": OuterRef("tenant")}
    confirmed = Examination.objects.filter(seconded_at__isnull=False, disputed_why="", **same)
    latest = Subquery(confirmed.order_by("-examined_at", "-id").values("pk")[:1])
    found = GateFinding.objects.filter(about, passed=True).annotate(latest=latest).filter(examination=F("latest"))
    passed: dict[UUID, set[str]] = {}
    for item, need, gate in found.values_list("examination__item", "examination__item__need", "gate"):
        for pk in (item, need):
            passed.setdefault(pk, set()).add(gate)
    return {pk: frozenset(gates) for pk, gates in passed.items()}


def insist_on_gates(item: PlanItem, to: ItemState) -> None:
    """Refuse to plan or send up an item that has not passed what this way needs."""
    found = findings_of(item)
    closed = [gate.value for gate in Gate if gate in REQUIRED[to] and not (gate in found and found[gate].passed)]
    if closed:
        raise GateNotPassed(", ".join(closed))
