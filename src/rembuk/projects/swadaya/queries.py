"""Questions about gotong royong; nothing here changes anything, and nothing public reads a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, DecimalField, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from rembuk.people.models import Person, RoleGrant, Vouching
from rembuk.people.queries import in_force
from rembuk.people.roles import Role
from rembuk.people.states import VouchingState
from rembuk.projects.models import Project
from rembuk.projects.states import ProjectState
from rembuk.projects.swadaya.models import (
    Confirmation,
    Gift,
    GroupHead,
    Injury,
    Pledge,
    Price,
    Sheet,
    SheetLine,
    Supply,
    WorkDay,
)
from rembuk.projects.swadaya.states import DayState, PledgeState, Standing

# A figure about fewer people than this might tell who they are (docs: UU 27/2022, small cells).
FEWEST_SHOWN = 5
MOST_LISTED = 100


@dataclass(frozen=True)
class UnitPrice:
    """What one unit is worth today, what that rests on, and where it is written."""

    price_rupiah: int
    basis: str
    source: str


@dataclass(frozen=True)
class SupplySum:
    """What came of a supply: what is pledged and not yet given, and what two others have confirmed.

    `people` counts everybody once for each day they came; `unsure` counts the lines of the ledger that wait for a word.
    """

    supply: Supply
    pledged: Decimal
    given: Decimal
    value_rupiah: int
    people: int
    unsure: int
    price: UnitPrice | None

    @property
    def still_wanted(self) -> Decimal:
        """How much is wanted that is neither given nor pledged."""
        return max(self.supply.wanted - self.given - self.pledged, Decimal(0))


@dataclass(frozen=True)
class Confirmed:
    """A gift as the desk sees it, with the standings in which it was confirmed."""

    gift: Gift
    standings: frozenset[Standing]

    @property
    def counts(self) -> bool:
        """Have the head of the group and another resident both confirmed it?"""
        return self.standings == frozenset(Standing)


def head_of(project: Project) -> Person | None:
    """Return who heads the work group of a project, None while nobody was named."""
    named = GroupHead.objects.filter(project=project).select_related("head").order_by("-named_at", "-id").first()
    return named.head if named else None


def candidates_for_head(project: Project, *, at: datetime) -> list[Person]:
    """Return who may head a work group: confirmed residents of the place and its council, by id."""
    confirmed = Vouching.objects.filter(region=project.region_number, state=VouchingState.CONFIRMED)
    council = in_force(RoleGrant.objects.filter(role=Role.COUNCIL, region=project.region_number), at=at)
    here = Q(pk__in=confirmed.values("person")) | Q(pk__in=council.values("person"))
    return list(Person.objects.filter(here, is_active=True).order_by("pk"))


@dataclass(frozen=True)
class Gathering:
    """A work as those see it who look after its gotong royong: how many lists are due, and how many pledges wait."""

    project: Project
    lists_due: int
    pledges: int


def gatherings_in(numbers: Iterable[int], today: date) -> list[Gathering]:
    """Return the works of some places that are not done, those whose lists are due first, then the latest."""
    due = WorkDay.objects.filter(
        project=OuterRef("pk"), tenant=OuterRef("tenant"), state=DayState.PLANNED, meets_on__lte=today
    )
    waiting = Pledge.objects.filter(
        supply__project=OuterRef("pk"), tenant=OuterRef("tenant"), state=PledgeState.PLEDGED
    )
    projects = Project.objects.filter(region_number__in=list(numbers)).exclude(state=ProjectState.DONE)
    counted = projects.select_related("region").annotate(
        due=Coalesce(Subquery(_many(due, "project")), 0),
        waiting=Coalesce(Subquery(_many(waiting, "supply__project")), 0),
    )
    return [
        Gathering(one, vars(one)["due"], vars(one)["waiting"]) for one in counted.order_by("-due", "-id")[:MOST_LISTED]
    ]


def _many(rows: QuerySet[Any], of: str) -> QuerySet[Any, Any]:  # Any: days or pledges, and a number each.
    counted: QuerySet[Any, Any] = rows.order_by().values(of).annotate(many=Count("pk")).values("many")
    return counted


# --- supplies and prices -------------------------------------------------------------------------------------------


def supplies_of(project: Project) -> QuerySet[Supply]:
    """Return what residents may give to a project, in the order it was asked for."""
    return Supply.objects.filter(project=project).select_related("project").order_by("asked_at", "id")


def supply_sums(project: Project, today: date) -> list[SupplySum]:
    """Return what came of every supply of a project, in one query; page, file and ledger all ask this."""
    gifts = Gift.objects.filter(supply=OuterRef("pk"), tenant=OuterRef("tenant"))
    counted = counted_gifts(gifts)
    waiting = [PledgeState.PLEDGED, PledgeState.CALLED_UP]
    pledges = Pledge.objects.filter(supply=OuterRef("pk"), tenant=OuterRef("tenant"), state__in=waiting)
    begun = Price.objects.filter(supply=OuterRef("pk"), tenant=OuterRef("tenant"), from_on__lte=today)
    prices = begun.order_by("-from_on", "-set_at", "-id")
    known = supplies_of(project).annotate(
        pledged=_of_each(pledges, Sum("quantity")),
        given=_of_each(counted, Sum("quantity")),
        value=_of_each(counted, Sum("value_rupiah")),
        heads=_of_each(counted, Sum("people")),
        unsure=_of_each(gifts, Count("pk")) - _of_each(counted, Count("pk")),
        **{name: Subquery(prices.values(name)[:1]) for name in ("price_rupiah", "basis", "source")},
    )
    return [_sum(supply, vars(supply)) for supply in known]


def _of_each(rows: QuerySet[Gift] | QuerySet[Pledge], total: Sum | Count) -> Coalesce:
    summed = rows.order_by().values("supply").annotate(total=total).values("total")
    return Coalesce(Subquery(summed), 0, output_field=DecimalField(max_digits=20, decimal_places=2))


def _sum(supply: Supply, known: Mapping[str, Any]) -> SupplySum:  # Any: what the query adds to the row.
    whole = {name: int(known[name]) for name in ("value", "heads", "unsure")}
    price = None if known["price_rupiah"] is None else UnitPrice(*(known[name] for name in _PRICE))
    return SupplySum(supply, known["pledged"], known["given"], whole["value"], whole["heads"], whole["unsure"], price)


_PRICE = ("price_rupiah", "basis", "source")


def price_on(supply: Supply, on: date) -> Price | None:
    """Return the price of a supply on a day: of those begun by then the latest, None before the first."""
    begun = Price.objects.filter(supply=supply, from_on__lte=on)
    return begun.order_by("-from_on", "-set_at", "-id").first()


def value_of(quantity: Decimal, price_rupiah: int) -> int:
    """Return what a quantity is worth in whole rupiah; a half is rounded away from nothing, below zero as above."""
    return int((quantity * price_rupiah).quantize(Decimal(1), ROUND_HALF_UP))


# --- the ledger ----------------------------------------------------------------------------------------------------


def counted_gifts(gifts: QuerySet[Gift]) -> QuerySet[Gift]:
    """Narrow gifts to those that count: confirmed twice, and what they correct as well."""
    of_itself = [_is_confirmed("pk", standing) for standing in Standing]
    of_the_first = [_is_confirmed("corrects", standing) for standing in Standing]
    return gifts.filter(*of_itself).filter(Q(corrects__isnull=True) | Q(*of_the_first))


def _is_confirmed(gift: str, standing: Standing) -> Exists:
    here = {"gift": OuterRef(gift), "tenant": OuterRef("tenant"), "standing": standing}
    return Exists(Confirmation.objects.filter(**here))


def gifts_of(project: Project) -> list[Confirmed]:
    """Return the ledger of a project, newest first, with what was confirmed of it."""
    return _with_words(Gift.objects.filter(supply__project=project))


def unconfirmed_gifts(project: Project) -> list[Confirmed]:
    """Return the gifts of a project that wait for a word, newest first."""
    said = [_is_confirmed("pk", standing) for standing in Standing]
    return _with_words(Gift.objects.filter(supply__project=project).exclude(*said))


def _with_words(gifts: QuerySet[Gift]) -> list[Confirmed]:
    found = list(gifts.select_related("supply__project").order_by("-written_at", "-id"))
    standings: dict[UUID, set[Standing]] = {}
    for gift, standing in Confirmation.objects.filter(gift__in=found).values_list("gift", "standing"):
        standings.setdefault(gift, set()).add(Standing(standing))
    return [Confirmed(one, frozenset(standings.get(one.pk, ()))) for one in found]


def smallest_left(gift: Gift) -> Decimal:
    """Return what is left of a gift when all that was ever taken away from it counts."""
    taken = Gift.objects.filter(corrects=gift, quantity__lt=0).aggregate(all=Sum("quantity"))["all"]
    return gift.quantity + (taken or Decimal(0))


def pledges_of(project: Project) -> QuerySet[Pledge]:
    """Return the pledges that wait to be kept, oldest first."""
    waiting = Pledge.objects.filter(
        supply__project=project, state__in=[PledgeState.PLEDGED, PledgeState.CALLED_UP]
    ).select_related("supply", "day")
    return waiting.order_by("written_at", "id")


# --- work days -----------------------------------------------------------------------------------------------------


def days_of(project: Project) -> QuerySet[WorkDay]:
    """Return the work days of a project, first to last."""
    return WorkDay.objects.filter(project=project).select_related("supply").order_by("meets_on", "id")


def coming_days(project: Project, today: date) -> QuerySet[WorkDay]:
    """Return the work days that residents can still come to, the next one first."""
    return days_of(project).filter(state=DayState.PLANNED, meets_on__gte=today)


def injuries_shown(project: Project) -> int | None:
    """Return how many were hurt, or None where the figure is so small that it says nothing to the public.

    Nothing and a few look alike: a few might be told by name.
    """
    many = Injury.objects.filter(day__project=project).aggregate(many=Count("pk"))["many"]
    return many if many >= FEWEST_SHOWN else None


def people_shown(people: int) -> int | None:
    """Return a number of people, or None where it is so small that somebody might be recognised."""
    return people if people >= FEWEST_SHOWN else None


# --- lists of those who came ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """One person on a list, as it was read."""

    name: str
    days: Decimal


@dataclass(frozen=True)
class Difference:
    """A line that two people read otherwise; None where one of them has no such line."""

    place: int
    first: Entry | None
    second: Entry | None


def newest_readings(day: WorkDay) -> list[Sheet]:
    """Return the newest list that each person wrote of a work day, oldest first."""
    newest = {sheet.read_by_id: sheet for sheet in Sheet.objects.filter(day=day).order_by("read_at", "id")}
    return sorted(newest.values(), key=lambda sheet: (sheet.read_at, sheet.pk))


def open_list_of(day: WorkDay) -> Sheet | None:
    """Return the list that a held day was counted by, None once two others have confirmed it: then nobody reads it."""
    gift = Gift.objects.filter(day=day, corrects__isnull=True)
    if not gift.exists() or counted_gifts(gift).exists():
        return None
    return newest_readings(day)[-1]


def entries_on(sheet: Sheet) -> list[Entry]:
    """Return the lines of a list in their order."""
    lines = SheetLine.objects.filter(sheet=sheet).order_by("place")
    return [Entry(line.name, line.days) for line in lines]
