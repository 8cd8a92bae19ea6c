"""Items, the tiers they lie with, and what was decided about them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.plans.states import HeldBy, ItemState, Outcome
from rembuk.programmes.models import Programme, RuleSet
from rembuk.regions.models import Locality, Region
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel

# What these are rests on a decision.
DECIDED = (ItemState.PLANNED, ItemState.SENT_UP, ItemState.ADOPTED, ItemState.CARRIED, ItemState.DECLINED)


class PlanItem(ScopedModel):
    """Something that may be planned (usulan kegiatan), with one number for life.

    `need` is where it came from, None for what the office proposes itself. `year` is the plan year it is meant for;
    carrying it over changes the year and never the number. `decision` is the one in force.
    """

    code = models.CharField(max_length=16)
    programme = TenantFK(Programme, on_delete=models.PROTECT, related_name="+")
    need = TenantFK("voices.Need", on_delete=models.PROTECT, null=True, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    locality = TenantFK(Locality, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=160)
    field = models.CharField(max_length=1, blank=True)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=ItemState.choices, default=ItemState.PROPOSED)
    held_by = models.CharField(max_length=20, choices=HeldBy.choices, default=HeldBy.VILLAGE)
    decision = TenantFK("plans.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    proposed_as = models.CharField(max_length=30, choices=Role.choices)
    proposed_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "region_number", "year", "id"], name="items_of_a_region_and_year"),
            models.Index(fields=["tenant", "year", "state", "id"], name="items_of_a_year_in_a_state"),
            models.Index(fields=["tenant", "programme"], name="items_of_a_programme"),
            models.Index(fields=["tenant", "locality"], name="items_of_a_locality"),
            models.Index(fields=["tenant", "decision"], name="items_by_decision"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="an_item_has_its_own_number"),
            models.UniqueConstraint(fields=["tenant", "need"], name="a_need_becomes_one_item"),
            models.CheckConstraint(condition=~Q(title=""), name="an_item_has_a_title"),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) | Q(decision__isnull=False), name="an_item_with_a_fate_has_a_decision"
            ),
            models.CheckConstraint(
                condition=Q(held_by=HeldBy.VILLAGE) | Q(state__in=[ItemState.SENT_UP, ItemState.ADOPTED]),
                name="only_what_was_sent_up_lies_above_the_village",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Custody(ScopedModel):
    """The time that an item lay with one tier; the open one is where it lies now.

    `due_at` is when the tier must have answered, `silent_since` when it was written down that it had not.
    """

    item = TenantFK(PlanItem, on_delete=models.PROTECT, related_name="+")
    tier = models.CharField(max_length=20, choices=HeldBy.choices)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    silent_since = models.DateTimeField(null=True)
    handed_on_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "item", "received_at"], name="tiers_of_an_item"),
            models.Index(fields=["tenant", "due_at"], name="tiers_that_must_answer"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "item"],
                condition=Q(handed_on_at__isnull=True),
                name="an_item_lies_with_one_tier_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(silent_since__isnull=True) | Q(due_at__isnull=False),
                name="only_a_clock_runs_out_in_silence",
            ),
        ]

    def __str__(self) -> str:
        return self.tier


class Decision(ScopedModel):
    """What was decided about an item (keputusan), never changed; whoever says no gives a reason and a next step.

    `decided_in` names the meeting in words. Of what is sent up, the month of the answer and the earliest year of
    building are written down as they were promised.
    """

    item = TenantFK(PlanItem, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    rule_set = TenantFK(RuleSet, on_delete=models.PROTECT, related_name="+")
    reason_code = models.CharField(max_length=40, blank=True)
    sentence = models.CharField(max_length=1000)
    next_step = models.CharField(max_length=500, blank=True)
    year = models.PositiveSmallIntegerField()
    answer_expected_on = models.DateField(null=True)
    building_year = models.PositiveSmallIntegerField(null=True)
    decided_in = models.CharField(max_length=120, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    decided_as = models.CharField(max_length=30, choices=Role.choices)
    decided_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "item", "decided_at"], name="decisions_about_an_item"),
            models.Index(fields=["tenant", "rule_set"], name="decisions_under_a_rule_set"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(sentence=""), name="a_decision_has_a_sentence"),
            models.CheckConstraint(
                condition=Q(outcome__in=[Outcome.PLANNED, Outcome.ADOPTED]) | (~Q(reason_code="") & ~Q(next_step="")),
                name="no_item_is_refused_without_a_reason_and_a_next_step",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.SENT_UP)
                | Q(answer_expected_on__isnull=False, building_year__isnull=False),
                name="what_is_sent_up_says_when_an_answer_comes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.reason_code}".strip()
