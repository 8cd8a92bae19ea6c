"""Rounds of priorities, the money in them and what may be chosen."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.plans.states import Fund
from rembuk.priorities.states import Way
from rembuk.programmes.models import Programme, RuleSet
from rembuk.regions.models import Region
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class Round(ScopedModel):
    """A kampung or kecamatan says what comes first in a year, and with how much money (putaran prioritas).

    `digest` seals all that was declared, with options and money; `sealed_in` is the decision in the minutes that names
    it, `closed_in` the one that accepts the outcome. `rule_set` has the criteria to choose from.
    """

    programme = TenantFK(Programme, on_delete=models.PROTECT, related_name="+")
    rule_set = TenantFK(RuleSet, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    way = models.CharField(max_length=20, choices=Way.choices)
    scores_end_at = models.DateTimeField()
    result_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_as = models.CharField(max_length=30, choices=Role.choices)
    opened_at = models.DateTimeField()
    sealed_in = TenantFK("meetings.Entry", on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    sealed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    sealed_at = models.DateTimeField(null=True)
    closed_in = TenantFK("meetings.Entry", on_delete=models.PROTECT, null=True, related_name="+")
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "region_number", "year", "id"], name="rounds_of_a_region_and_year"),
            models.Index(fields=["tenant", "programme"], name="rounds_of_a_programme"),
            models.Index(fields=["tenant", "rule_set"], name="rounds_under_a_rule_set"),
            models.Index(fields=["tenant", "sealed_in"], name="rounds_by_their_minutes"),
            models.Index(fields=["tenant", "closed_in"], name="rounds_by_their_last_minutes"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_round_has_a_title"),
            models.CheckConstraint(
                condition=Q(scores_end_at__gt=F("opened_at"), result_at__gt=F("scores_end_at")),
                name="the_moments_of_a_round_follow_each_other",
            ),
            models.CheckConstraint(
                condition=Q(sealed_at__isnull=True, sealed_by__isnull=True, sealed_in__isnull=True, digest="")
                | Q(sealed_at__lt=F("scores_end_at"), sealed_by__isnull=False, sealed_in__isnull=False) & ~Q(digest=""),
                name="a_round_is_sealed_before_it_is_decided_and_its_minutes_say_so",
            ),
            models.CheckConstraint(
                condition=Q(sealed_by__isnull=True) | ~Q(sealed_by=F("opened_by")),
                name="who_opens_a_round_does_not_seal_it",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, closed_in__isnull=True)
                | Q(closed_at__gte=F("scores_end_at"), closed_by__isnull=False, closed_in__isnull=False)
                & ~Q(digest=""),
                name="only_a_sealed_round_is_closed_and_its_minutes_say_so",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_sealed(self) -> bool:
        """Is what was declared fixed for good?"""
        return self.sealed_at is not None


class RoundFund(ScopedModel):
    """How much of one fund a round hands out (pagu per sumber dana), in whole rupiah."""

    round = TenantFK(Round, on_delete=models.PROTECT, related_name="+")
    fund = models.CharField(max_length=3, choices=Fund.choices)
    amount_rupiah = models.BigIntegerField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "round", "fund"], name="a_round_names_a_fund_once"),
            models.CheckConstraint(condition=Q(amount_rupiah__gt=0), name="a_fund_of_a_round_holds_money"),
        ]

    def __str__(self) -> str:
        return self.fund


class RoundOption(ScopedModel):
    """What may be chosen in a round (pilihan): a need or an item of the plans, what it costs and who says so.

    The ballots of the round mark the same options under the same `key`.
    """

    round = TenantFK(Round, on_delete=models.PROTECT, related_name="+")
    need = TenantFK("voices.Need", on_delete=models.PROTECT, null=True, related_name="+")
    item = TenantFK("plans.PlanItem", on_delete=models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    cost_rupiah = models.BigIntegerField()
    cost_source = models.CharField(max_length=200)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "need"], name="options_of_a_need"),
            models.Index(fields=["tenant", "item"], name="options_of_an_item"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "round", "key"], name="an_option_stands_once_in_a_round"),
            models.UniqueConstraint(fields=["tenant", "round", "need"], name="a_round_holds_a_need_once"),
            models.UniqueConstraint(fields=["tenant", "round", "item"], name="a_round_holds_an_item_once"),
            models.CheckConstraint(
                condition=Q(need__isnull=False, item__isnull=True) | Q(need__isnull=True, item__isnull=False),
                name="an_option_is_a_need_or_an_item",
            ),
            models.CheckConstraint(
                condition=Q(cost_rupiah__gt=0) & ~Q(key="") & ~Q(cost_source=""),
                name="an_option_costs_something_and_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """The number of the need or item that it is."""
        source = self.item or self.need
        return source.code if source else ""
