"""Questions about rounds; nothing here changes anything."""

from __future__ import annotations

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from rembuk.people.models import Person
from rembuk.priorities.models import Room, RoomSeat, Round, RoundCriterion, RoundFund, RoundOption, Voting
from rembuk.voices.queries.figures import inside
from rembuk.voices.queries.lists import last_number


def rounds_in(region_number: int | None) -> QuerySet[Round]:
    """Return the rounds of a region and everything inside it, None for all; the one that is due last comes first."""
    return inside(Round.objects.select_related("region"), region_number).order_by("-result_at", "-id")


def rounds_with_sums(region_number: int | None) -> QuerySet[Round]:
    """Return the same rounds, each with its `pagu_rupiah` and its `option_count`."""
    own = {"round": OuterRef("pk"), "tenant": OuterRef("tenant")}
    money = RoundFund.objects.filter(**own).values("round").values(sum=Sum("amount_rupiah"))
    options = RoundOption.objects.filter(**own).values("round").values(count=Count("id"))
    return rounds_in(region_number).annotate(
        pagu_rupiah=Coalesce(Subquery(money), 0), option_count=Coalesce(Subquery(options), 0)
    )


def years_with_rounds(region_number: int) -> list[int]:
    """Return the years that a region and everything inside it has rounds for, the latest first."""
    years = inside(Round.objects.all(), region_number).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


def decided_sums(region_number: int) -> QuerySet[RoundFund, tuple[str, int, int]]:
    """Return "decided", how many rounds of a region are closed, and the money that they gave out; or no row."""
    closed = RoundFund.objects.filter(round__closed_at__isnull=False)
    inside = closed.filter(round__region_number__range=(region_number, last_number(region_number)))
    sums = inside.order_by().values("tenant").annotate(many=Count("round", distinct=True), rupiah=Sum("amount_rupiah"))
    return sums.values_list(Value("decided"), "many", "rupiah")


def funds_of(round_: Round) -> QuerySet[RoundFund]:
    """Return the money of a round by fund."""
    return RoundFund.objects.filter(round=round_).order_by("fund")


def options_of(round_: Round) -> QuerySet[RoundOption]:
    """Return what may be chosen in a round, by key."""
    return RoundOption.objects.filter(round=round_).select_related("need", "item").order_by("key")


def pagu_of(round_: Round) -> int:
    """Return the money of a round in whole rupiah, all funds together."""
    return sum(fund.amount_rupiah for fund in funds_of(round_))


def weights_of(round_: Round) -> dict[str, int]:
    """Return the weight of each criterion that counts in a round, by its key in the library."""
    return dict(RoundCriterion.objects.filter(round=round_).order_by("key").values_list("key", "weight"))


def voting_of(round_: Round) -> Voting | None:
    """Return the vote of a round, None where there is none yet."""
    return Voting.objects.filter(round=round_).first()


def votings_by_round(rounds: list[Round]) -> dict[object, Voting]:
    """Return the votes of many rounds by the id of the round."""
    return {voting.round_id: voting for voting in Voting.objects.filter(round__in=rounds)}


def room_of(round_: Round) -> Room | None:
    """Return the negotiation room of a round with the round at hand, None where it has none."""
    room = Room.objects.filter(round=round_).first()
    if room is not None:
        room.round = round_
    return room


def seat_of(person: Person | None, room: Room) -> RoomSeat | None:
    """Return the seat of somebody in a room, None for who does not sit there."""
    return RoomSeat.objects.filter(room=room, person=person).first() if person else None
