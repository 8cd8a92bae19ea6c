"""A vote of residents: the ballots of a round."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rembuk.people.models import Person
from rembuk.priorities.counting import CountRule
from rembuk.priorities.marking import BallotKind
from rembuk.regions.models import Region
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class Voting(ScopedModel):
    """A private vote of residents after the talk (pemungutan suara); `seal` fixes its rule before anybody votes.

    What may be chosen are the options of its round. `budget_rupiah` is the money of the round, added up as it was
    sealed.
    `kept_key` makes the marks of cards and ballots. It is encrypted, and empty once the ballots are counted.
    """

    round = TenantFK("priorities.Round", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices=BallotKind.choices)
    most = models.BigIntegerField()
    rule = models.CharField(max_length=20, choices=CountRule.choices)
    budget_rupiah = models.BigIntegerField()
    seal = models.CharField(max_length=64)
    objections_end_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    declared_at = models.DateTimeField()
    roll_signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    roll_signed_at = models.DateTimeField(null=True)
    counted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    counted_at = models.DateTimeField(null=True)
    kept_key = models.CharField(max_length=255, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "region_number"], name="votes_of_a_region")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "round"], name="a_round_is_voted_on_once"),
            models.CheckConstraint(
                condition=Q(declared_at__lt=F("objections_end_at"))
                & Q(objections_end_at__lte=F("opens_at"))
                & Q(opens_at__lt=F("closes_at")),
                name="the_moments_of_a_vote_follow_each_other",
            ),
            models.CheckConstraint(
                condition=Q(roll_signed_at__isnull=True) | Q(roll_signed_at__gte=F("objections_end_at")),
                name="a_roll_is_signed_after_the_days_for_objections",
            ),
            models.CheckConstraint(
                condition=Q(counted_at__isnull=True, counted_by__isnull=True) & ~Q(kept_key="")
                | Q(counted_at__gte=F("closes_at"), counted_by__isnull=False, kept_key=""),
                name="ballots_are_counted_after_the_end_and_the_key_is_gone",
            ),
            models.CheckConstraint(condition=Q(budget_rupiah__gt=0, most__gte=1), name="a_vote_has_something_to_give"),
        ]

    def __str__(self) -> str:
        return self.title
