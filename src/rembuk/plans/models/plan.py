"""The long plan and its years, the plan of a year and its lines."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.plans.states import Fund, Mode, PlanState
from rembuk.programmes.models import Programme
from rembuk.regions.models import Region
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class LongPlan(ScopedModel):
    """The plan of a head's term (RPJMDes); its years are rows, because terms change. `decided_in` names the meeting."""

    programme = TenantFK(Programme, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    decided_in = models.CharField(max_length=120, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "programme"], name="long_plans_of_a_programme"),
            models.Index(fields=["tenant", "region_number"], name="long_plans_of_a_region"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class LongPlanYear(ScopedModel):
    """One year of a long plan; a place plans each year in one long plan."""

    long_plan = TenantFK(LongPlan, on_delete=models.PROTECT, related_name="+")
    region_number = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "long_plan", "year"], name="years_of_a_long_plan")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "region_number", "year"], name="a_year_belongs_to_one_long_plan")
        ]

    def __str__(self) -> str:
        return str(self.year)


class YearPlan(ScopedModel):
    """A version of the plan of a year (RKPDes); `why` says why it was drawn up.

    Approved, it names the meeting that decided, in words, and is sealed: `digest` is that of its lines.
    """

    long_plan = TenantFK(LongPlan, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=PlanState.choices, default=PlanState.DRAFT)
    why = models.CharField(max_length=300)
    drawn_up_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    drawn_up_as = models.CharField(max_length=30, choices=Role.choices)
    drawn_up_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    approved_at = models.DateTimeField(null=True)
    decided_in = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "long_plan", "year"], name="year_plans_of_a_long_plan")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "region_number", "year", "version"], name="a_version_of_a_plan_is_written_once"
            ),
            models.UniqueConstraint(
                fields=["tenant", "region_number", "year"],
                condition=Q(state=PlanState.DRAFT),
                name="a_year_has_one_draft_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["tenant", "region_number", "year"],
                condition=Q(state=PlanState.APPROVED),
                name="a_year_has_one_approved_plan",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_version_of_a_plan_says_why"),
            models.CheckConstraint(
                condition=Q(state=PlanState.DRAFT, approved_at__isnull=True, approved_by__isnull=True, digest="")
                | (
                    ~Q(state=PlanState.DRAFT)
                    & Q(approved_at__isnull=False, approved_by__isnull=False)
                    & ~Q(digest="")
                    & ~Q(decided_in="")
                ),
                name="an_approved_plan_is_sealed_and_names_its_meeting",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drawn_up_by")),
                name="who_draws_up_a_plan_does_not_approve_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}.{self.version}"


class PlanLine(ScopedModel):
    """A line of a year plan (baris matriks RKPDes): what is done, where, for whom, when, for how much and by whom."""

    plan = TenantFK(YearPlan, on_delete=models.PROTECT, related_name="+")
    item = TenantFK("plans.PlanItem", on_delete=models.PROTECT, related_name="+")
    activity_code = models.CharField(max_length=8)
    title = models.CharField(max_length=160)
    place = models.CharField(max_length=200)
    volume = models.DecimalField(max_digits=12, decimal_places=2)
    unit = models.CharField(max_length=30)
    men = models.PositiveIntegerField(null=True)
    women = models.PositiveIntegerField(null=True)
    poor_households = models.PositiveIntegerField(null=True)
    first_month = models.PositiveSmallIntegerField()
    last_month = models.PositiveSmallIntegerField()
    cost_rupiah = models.BigIntegerField()
    cost_source = models.CharField(max_length=200)
    fund = models.CharField(max_length=3, choices=Fund.choices)
    mode = models.CharField(max_length=20, choices=Mode.choices)
    implementer = models.CharField(max_length=120)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "item"], name="lines_of_an_item")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "plan", "item"], name="a_plan_holds_an_item_once"),
            models.CheckConstraint(
                condition=Q(cost_rupiah__gte=0) & ~Q(cost_source=""), name="a_cost_has_an_amount_and_a_source"
            ),
            models.CheckConstraint(
                condition=Q(first_month__gte=1, last_month__gte=F("first_month"), last_month__lte=12),
                name="the_months_of_a_line_follow_each_other",
            ),
            models.CheckConstraint(condition=Q(volume__gt=0), name="a_line_has_a_volume"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_code} {self.title}"
