"""What was bought for a project, and who offered it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rembuk.people.models import Person
from rembuk.projects.models.works import Project
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class Purchase(ScopedModel):
    """Something that was bought for a project (pengadaan), and until when sellers could offer it; never changed."""

    project = TenantFK(Project, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=120)
    closes_on = models.DateField()
    key = models.UUIDField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "project", "id"], name="purchases_of_a_project")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="a_purchase_is_written_once"),
            models.CheckConstraint(condition=~Q(what=""), name="a_purchase_is_of_something"),
        ]

    def __str__(self) -> str:
        return self.what


class Bid(ScopedModel):
    """What a seller offered (penawaran): the price of all, and the day it was handed in."""

    purchase = TenantFK(Purchase, on_delete=models.PROTECT, related_name="+")
    seller = models.CharField(max_length=120)
    price_rupiah = models.BigIntegerField()
    handed_in_on = models.DateField()
    is_chosen = models.BooleanField(default=False)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "purchase", "id"], name="bids_for_a_purchase")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "purchase"], condition=Q(is_chosen=True), name="one_bid_for_a_purchase_is_chosen"
            ),
            models.CheckConstraint(condition=Q(price_rupiah__gt=0), name="a_bid_has_a_price"),
            models.CheckConstraint(condition=~Q(seller=""), name="a_bid_names_its_seller"),
        ]

    def __str__(self) -> str:
        return self.seller
