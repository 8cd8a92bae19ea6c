"""Questions about rounds; nothing here changes anything."""

from __future__ import annotations

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from rembuk.priorities.models import Round, RoundCriterion, RoundFund, RoundOption, Voting
from rembuk.voices.queries.figures import inside


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
