"""A project, its bill, what was measured and who looked."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.plans.models import PlanItem
from rembuk.plans.states import Mode
from rembuk.projects.states import FINISHED, BillKind, ProjectState, Verdict
from rembuk.regions.models import Region
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class Project(ScopedModel):
    """A planned item that is carried out (kegiatan), with what its plan line promised.

    `team` is who carries it out (TPK). `halted_why` is said while it is halted, `low_wage_why` where wages are under
    half of what is paid. `witnesses_needed` is how many residents drawn by lot have to see a measurement; 0 where none
    are drawn, and `unwitnessed_why` says why.
    """

    code = models.CharField(max_length=16)
    item = TenantFK(PlanItem, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    title = models.CharField(max_length=160)
    place = models.CharField(max_length=200)
    volume = models.DecimalField(max_digits=12, decimal_places=2)
    unit = models.CharField(max_length=30)
    cost_rupiah = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    first_month = models.PositiveSmallIntegerField()
    last_month = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=20, choices=Mode.choices)
    team = models.CharField(max_length=120)
    state = models.CharField(max_length=20, choices=ProjectState.choices, default=ProjectState.PREPARED)
    low_wage_why = models.CharField(max_length=300, blank=True)
    unwitnessed_why = models.CharField(max_length=300, blank=True)
    halted_why = models.CharField(max_length=300, blank=True)
    witnesses_needed = models.PositiveSmallIntegerField(default=0)
    prepared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    prepared_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "region_number", "id"], name="projects_of_a_region"),
            models.Index(fields=["tenant", "state", "id"], name="projects_in_a_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="a_project_has_its_own_number"),
            models.UniqueConstraint(fields=["tenant", "item"], name="an_item_becomes_one_project"),
            models.CheckConstraint(condition=Q(volume__gt=0), name="a_project_has_a_volume"),
            models.CheckConstraint(
                condition=~Q(state=ProjectState.HALTED) | ~Q(halted_why=""), name="a_halted_project_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state=ProjectState.PREPARED, started_at__isnull=True)
                | (~Q(state=ProjectState.PREPARED) & Q(started_at__isnull=False)),
                name="what_is_built_was_started",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, done_at__isnull=False)
                | (~Q(state__in=FINISHED) & Q(done_at__isnull=True)),
                name="what_is_done_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class BillRow(ScopedModel):
    """A row of the bill of quantities (RAB); `is_self_help` sets the residents' own share (swadaya) apart.

    `standard_rupiah` is the regency's price for one unit (SBU), None where it has none. A row written by mistake is
    struck, never erased.
    """

    project = TenantFK(Project, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=BillKind.choices)
    what = models.CharField(max_length=120)
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    unit = models.CharField(max_length=30)
    price_rupiah = models.BigIntegerField()
    standard_rupiah = models.BigIntegerField(null=True)
    is_self_help = models.BooleanField(default=False)
    price_source = models.CharField(max_length=120, blank=True)
    key = models.UUIDField(null=True)
    struck_at = models.DateTimeField(null=True)
    struck_why = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "project", "id"], name="bill_of_a_project")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "key"], condition=Q(key__isnull=False), name="a_row_of_a_bill_is_written_once"
            ),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_why="") | (Q(struck_at__isnull=False) & ~Q(struck_why="")),
                name="whoever_strikes_a_row_says_why",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, price_rupiah__gte=0), name="a_row_of_a_bill_has_quantity_and_price"
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Measurement(ScopedModel):
    """How much of a project stands by now (hasil ukur), from the beginning on; never changed, only measured again.

    The sides are those of the whole that stands, where it has any; thickness is measured at three points.
    """

    project = TenantFK(Project, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    length_cm = models.PositiveIntegerField(null=True)
    width_cm = models.PositiveIntegerField(null=True)
    first_thickness_mm = models.PositiveIntegerField(null=True)
    second_thickness_mm = models.PositiveIntegerField(null=True)
    third_thickness_mm = models.PositiveIntegerField(null=True)
    words = models.CharField(max_length=300)
    measured_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    measured_as = models.CharField(max_length=30, choices=Role.choices)
    measured_at = models.DateTimeField()
    key = models.UUIDField(null=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "project", "measured_at"], name="measurements_of_a_project")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="what_stands_is_not_negative"),
            models.CheckConstraint(
                condition=Q(
                    first_thickness_mm__isnull=True, second_thickness_mm__isnull=True, third_thickness_mm__isnull=True
                )
                | Q(
                    first_thickness_mm__isnull=False,
                    second_thickness_mm__isnull=False,
                    third_thickness_mm__isnull=False,
                ),
                name="thickness_is_measured_at_three_points",
            ),
            models.UniqueConstraint(
                fields=["tenant", "key"], condition=Q(key__isnull=False), name="a_measurement_is_written_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.amount)

    @property
    def thickness_mm(self) -> tuple[int, int, int] | None:
        """The thickness at three points, or None where it was not measured."""
        first, second, third = self.first_thickness_mm, self.second_thickness_mm, self.third_thickness_mm
        return None if first is None or second is None or third is None else (first, second, third)


class Delivery(ScopedModel):
    """Goods of a row of the bill that came to the site (barang diterima), such as sacks of cement; never changed."""

    row = TenantFK(BillRow, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    words = models.CharField(max_length=160)
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    received_at = models.DateTimeField()
    key = models.UUIDField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "row"], name="deliveries_of_a_row")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="a_delivery_is_written_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="a_delivery_is_of_something"),
            models.CheckConstraint(condition=~Q(words=""), name="a_delivery_says_what_came"),
        ]

    def __str__(self) -> str:
        return self.words


class Look(ScopedModel):
    """What somebody else says of a measurement who went there (pemeriksaan lapangan); never changed.

    `looked_as` is empty for a resident who was drawn by lot.
    """

    measurement = TenantFK(Measurement, on_delete=models.PROTECT, related_name="+")
    measured_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    words = models.CharField(max_length=300, blank=True)
    looked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    looked_as = models.CharField(max_length=30, choices=Role.choices, blank=True)
    looked_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "measurement", "looked_by"], name="a_person_judges_a_measurement_once"
            ),
            models.CheckConstraint(condition=~Q(looked_by=F("measured_by")), name="who_measured_is_not_who_looks"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.CONFIRMED) | ~Q(words=""), name="whoever_doubts_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.verdict
