"""Questions about gotong royong; nothing here changes anything, and nothing public reads a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from rembuk.people.models import Person
from rembuk.projects.models import Project
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


@dataclass(frozen=True)
class SupplySum:
    """What came of a supply: what is pledged and not yet given, and what two others have confirmed.

    `people` counts everybody once for each day they came.
    """

    supply: Supply
    pledged: Decimal
    given: Decimal
    value_rupiah: int
    people: int

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


# --- supplies and prices -------------------------------------------------------------------------------------------


def supplies_of(project: Project) -> QuerySet[Supply]:
    """Return what residents may give to a project, in the order it was asked for."""
    return Supply.objects.filter(project=project).order_by("asked_at", "id")


def supply_sums(project: Project) -> list[SupplySum]:
    """Return what came of every supply of a project; page, file and ledger all ask this."""
    given, pledged = _given(project), _pledged(project)
    nothing = (Decimal(0), 0, 0)
    return [
        SupplySum(supply, pledged.get(supply.pk, Decimal(0)), *given.get(supply.pk, nothing))
        for supply in supplies_of(project)
    ]


def _given(project: Project) -> dict[UUID, tuple[Decimal, int, int]]:
    counted = counted_gifts(Gift.objects.filter(supply__project=project)).order_by().values("supply")
    sums = counted.annotate(much=Sum("quantity"), worth=Sum("value_rupiah"), heads=Sum("people"))
    return {
        supply: (much, worth, heads)
        for supply, much, worth, heads in sums.values_list("supply", "much", "worth", "heads")
    }


def _pledged(project: Project) -> dict[UUID, Decimal]:
    waiting = Pledge.objects.filter(
        supply__project=project, state__in=[PledgeState.PLEDGED, PledgeState.CALLED_UP]
    ).order_by()
    return dict(waiting.values("supply").annotate(many=Sum("quantity")).values_list("supply", "many"))


def price_on(supply: Supply, on: date) -> Price | None:
    """Return the price of a supply on a day: of those begun by then the latest, None before the first."""
    begun = Price.objects.filter(supply=supply, from_on__lte=on)
    return begun.order_by("-from_on", "-set_at", "-id").first()


def value_of(quantity: Decimal, price_rupiah: int) -> int:
    """Return what a quantity is worth in whole rupiah; a half is rounded away from nothing, below zero as above."""
    return int((quantity * price_rupiah).quantize(Decimal(1), ROUND_HALF_UP))


def prices_of(project: Project) -> QuerySet[Price]:
    """Return every price of a project's supplies, oldest first in each."""
    return Price.objects.filter(supply__project=project).select_related("supply").order_by("supply", "from_on", "id")


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
    gifts = Gift.objects.filter(supply__project=project).select_related("supply__project", "price")
    standings: dict[UUID, set[Standing]] = {}
    said = Confirmation.objects.filter(gift__supply__project=project).values_list("gift", "standing")
    for gift, standing in said:
        standings.setdefault(gift, set()).add(Standing(standing))
    return [Confirmed(one, frozenset(standings.get(one.pk, ()))) for one in gifts.order_by("-written_at", "-id")]


def unconfirmed_gifts(project: Project) -> list[Confirmed]:
    """Return the gifts of a project that do not count yet for want of a word, newest first."""
    return [one for one in gifts_of(project) if not one.counts]


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
    return WorkDay.objects.filter(project=project).select_related("supply").order_by("on", "id")


def coming_days(project: Project, today: date) -> QuerySet[WorkDay]:
    """Return the work days that residents can still come to, the next one first."""
    return days_of(project).filter(state=DayState.PLANNED, on__gte=today)


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


def entries_on(sheet: Sheet) -> list[Entry]:
    """Return the lines of a list in their order."""
    lines = SheetLine.objects.filter(sheet=sheet).order_by("place")
    return [Entry(line.name, line.days) for line in lines]
