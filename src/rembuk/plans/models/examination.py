"""Examinations: what two people found out about an item before anything was planned."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.plans.models.item import PlanItem
from rembuk.plans.states import Gate
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class Examination(ScopedModel):
    """The examination of an item (verifikasi): one person examines, another confirms it or sends it back."""

    item = TenantFK(PlanItem, on_delete=models.PROTECT, related_name="+")
    examined_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    examined_as = models.CharField(max_length=30, choices=Role.choices)
    examined_at = models.DateTimeField()
    seconded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    seconded_as = models.CharField(max_length=30, choices=Role.choices, blank=True)
    seconded_at = models.DateTimeField(null=True)
    disputed_why = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "item", "examined_at"], name="examinations_of_an_item")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "item"],
                condition=Q(seconded_at__isnull=True),
                name="an_item_waits_for_one_second_person",
            ),
            models.CheckConstraint(
                condition=Q(seconded_by__isnull=True) | ~Q(seconded_by=F("examined_by")),
                name="a_second_person_is_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(seconded_at__isnull=True, seconded_by__isnull=True, disputed_why="")
                | Q(seconded_at__isnull=False, seconded_by__isnull=False),
                name="an_examination_is_seconded_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class GateFinding(ScopedModel):
    """What was found at one gate, with its evidence; never changed, a new examination finds anew."""

    examination = TenantFK(Examination, on_delete=models.PROTECT, related_name="+")
    gate = models.CharField(max_length=20, choices=Gate.choices)
    passed = models.BooleanField()
    evidence = models.CharField(max_length=500)
    cost_rupiah = models.BigIntegerField(null=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "examination", "gate"], name="a_gate_is_judged_once"),
            models.CheckConstraint(condition=~Q(evidence=""), name="a_gate_is_judged_with_evidence"),
            models.CheckConstraint(
                condition=~Q(gate=Gate.COST, passed=True) | Q(cost_rupiah__gte=0), name="a_known_cost_has_an_amount"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate} {self.passed}"
