"""What a forum weighs, how options were scored, and where it decided otherwise."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class RoundCriterion(ScopedModel):
    """A criterion of the library that counts in a round, and how much (kriteria dan bobot)."""

    round = TenantFK("priorities.Round", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "round", "key"], name="a_criterion_is_weighed_once_in_a_round"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="what_counts_has_a_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.weight}"


class Score(ScopedModel):
    """What an option was found to be by one criterion, with its evidence (nilai); a later version counts instead."""

    option = TenantFK("priorities.RoundOption", on_delete=models.PROTECT, related_name="+")
    criterion = TenantFK(RoundCriterion, on_delete=models.PROTECT, related_name="scores")
    version = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=60)
    evidence = models.CharField(max_length=500)
    scored_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    scored_as = models.CharField(max_length=30, choices=Role.choices)
    scored_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "criterion"], name="scores_by_criterion")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "option", "criterion", "version"], name="a_version_of_a_score_is_written_once"
            ),
            models.CheckConstraint(condition=~Q(evidence="") & ~Q(value=""), name="no_score_without_evidence"),
        ]

    def __str__(self) -> str:
        return self.value


class Deviation(ScopedModel):
    """An option that the forum gives money to, or withholds it from, against the ranking (penyimpangan), and why."""

    option = TenantFK("priorities.RoundOption", on_delete=models.PROTECT, related_name="deviations")
    gets_money = models.BooleanField()
    why = models.CharField(max_length=500)
    decided_in = TenantFK("meetings.Entry", on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "decided_in"], name="deviations_by_their_minutes")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "option"], name="a_forum_deviates_once_for_an_option"),
            models.CheckConstraint(condition=~Q(why=""), name="no_deviation_without_a_reason"),
        ]

    def __str__(self) -> str:
        return self.why
