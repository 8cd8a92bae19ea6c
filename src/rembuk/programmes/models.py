"""Programmes and their sealed rule sets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rembuk.regions.models import Region
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class Programme(ScopedModel):
    """A partnership that runs in a region (program kemitraan); `prefix` begins the numbers of its voices."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=200)
    prefix = models.CharField(max_length=4)
    started_on = models.DateField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "prefix"], name="a_prefix_belongs_to_one_programme"),
            models.UniqueConstraint(fields=["tenant", "region"], name="a_region_runs_one_programme"),
        ]

    def __str__(self) -> str:
        return self.name


class RuleSet(ScopedModel):
    """The rules of one year (aturan tahun berjalan), sealed: a change is a new version beside the old one.

    `body` is the canonical JSON of `rules.Rules`. One that was taken over keeps whose it was, which version it was
    there, and its publisher's key and signature, so that exporting it again gives the same file to the byte.
    """

    programme = TenantFK(Programme, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    body = models.TextField()
    digest = models.CharField(max_length=64)
    why = models.CharField(max_length=300)
    origin = models.CharField(max_length=200, blank=True)
    origin_version = models.PositiveSmallIntegerField(null=True)
    publisher = models.CharField(max_length=64, blank=True)
    signature = models.CharField(max_length=128, blank=True)
    published_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "programme", "year", "version"], name="a_version_of_the_rules_is_sealed_once"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="the_first_version_of_the_rules_is_one"),
            models.CheckConstraint(condition=~Q(why=""), name="a_version_of_the_rules_says_why"),
            models.CheckConstraint(
                condition=Q(publisher="", signature="", origin="", origin_version__isnull=True)
                | (~Q(publisher="") & ~Q(signature="") & ~Q(origin="") & Q(origin_version__isnull=False)),
                name="rules_taken_over_say_from_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}.{self.version}"
