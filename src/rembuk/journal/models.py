"""Acts and their seals."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class Act(ScopedModel):
    """One thing somebody did (tindakan).

    `subject` and `by` name rows by reference, "voices.voice:018f…", so that the journal knows no stage. `facts` is
    canonical JSON without personal data; of a public act it is what gets sealed.
    """

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=100)
    by = models.CharField(max_length=100, blank=True)
    region_number = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    is_public = models.BooleanField()
    facts = models.TextField()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "subject", "at"], name="acts_of_a_subject"),
            models.Index(fields=["tenant", "by", "at"], name="acts_of_a_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="") & ~Q(subject=""), name="an_act_says_what_and_on_what"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Seal(ScopedModel):
    """An act's place in the tenant's order (segel): 1, 2, 3, … without gaps."""

    number = models.BigIntegerField()
    act = TenantFK(Act, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="a_place_in_the_order_is_given_once"),
            models.UniqueConstraint(fields=["tenant", "act"], name="an_act_is_sealed_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="the_order_starts_at_one"),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"


class Reader(ScopedModel):
    """How far somebody has read the sealed journal (pembaca): notices, feeds and webhooks go on from here."""

    name = models.CharField(max_length=40)
    number = models.BigIntegerField(default=0)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="a_reader_reads_at_one_place"),
            models.CheckConstraint(condition=Q(number__gte=0), name="a_reader_starts_before_the_first"),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.number}"
