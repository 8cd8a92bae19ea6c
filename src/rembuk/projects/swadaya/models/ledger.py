"""The ledger: pledges, gifts in quantity and rupiah, and who confirmed them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.projects.swadaya.models.asking import Price, Supply, WorkDay
from rembuk.projects.swadaya.states import Basis, GiftKind, PledgeState, Standing
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel
from rembuk.tenancy.privacy import EncryptedTextField


class Pledge(ScopedModel):
    """Somebody means to give something (janji swadaya). It is no debt: once it is over it names nobody.

    `is_grown` says that whoever works is fifteen at least; no birth date is kept.
    """

    key = models.UUIDField()
    supply = TenantFK(Supply, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    giver = EncryptedTextField(blank=True)
    is_grown = models.BooleanField()
    state = models.CharField(max_length=20, choices=PledgeState.choices, default=PledgeState.PLEDGED)
    day = TenantFK(WorkDay, on_delete=models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "supply", "state"], name="pledges_of_a_supply"),
            models.Index(fields=["tenant", "day"], name="pledges_called_up_for_a_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="a_pledge_is_written_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="a_pledge_is_about_something"),
            models.CheckConstraint(
                condition=~Q(state=PledgeState.CALLED_UP) | Q(is_grown=True), name="nobody_under_fifteen_is_called_up"
            ),
            models.CheckConstraint(
                condition=~Q(state=PledgeState.OVER) | Q(giver="", day__isnull=True),
                name="a_pledge_that_is_over_names_nobody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.quantity)


class Gift(ScopedModel):
    """A line of the ledger (catatan swadaya): so much was given, worth so much at the price of its day.

    Never changed: whoever finds it wrong, and is not who wrote it, adds a line that `corrects` it, at the same price
    and with a quantity that may be below zero. Without a price it counts in its unit alone.
    """

    key = models.UUIDField()
    supply = TenantFK(Supply, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=GiftKind.choices)
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    given_on = models.DateField()
    price = TenantFK(Price, on_delete=models.PROTECT, null=True, related_name="+")
    price_rupiah = models.BigIntegerField(null=True)
    basis = models.CharField(max_length=20, choices=Basis.choices, blank=True)
    value_rupiah = models.BigIntegerField()
    people = models.IntegerField(default=0)
    day = TenantFK(WorkDay, on_delete=models.PROTECT, null=True, related_name="+")
    pledge = TenantFK(Pledge, on_delete=models.PROTECT, null=True, related_name="+")
    paper = TenantFK(Photo, on_delete=models.PROTECT, null=True, related_name="+")
    corrects = TenantFK("self", on_delete=models.PROTECT, null=True, related_name="+")
    corrects_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    why = models.CharField(max_length=300, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "supply", "given_on"], name="gifts_of_a_supply"),
            models.Index(fields=["tenant", "corrects"], name="corrections_of_a_gift"),
            models.Index(fields=["tenant", "price"], name="gifts_at_a_price"),
            models.Index(fields=["tenant", "paper"], name="gifts_with_a_paper"),
            models.Index(fields=["tenant", "day"], name="gifts_of_a_work_day"),
            models.Index(fields=["tenant", "pledge"], name="gifts_of_a_pledge"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="a_gift_is_written_once"),
            models.UniqueConstraint(
                fields=["tenant", "day"], condition=Q(corrects__isnull=True), name="a_work_day_is_counted_once"
            ),
            models.UniqueConstraint(
                fields=["tenant", "pledge"], condition=Q(corrects__isnull=True), name="a_pledge_is_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=False) | Q(quantity__gt=0, value_rupiah__gte=0, people__gte=0),
                name="only_a_correction_takes_away",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, corrects_by__isnull=True, why="")
                | Q(corrects__isnull=False, corrects_by__isnull=False) & ~Q(why="") & ~Q(written_by=F("corrects_by")),
                name="a_second_person_corrects_and_says_why",
            ),
            models.CheckConstraint(
                condition=Q(price__isnull=True, price_rupiah__isnull=True, basis="", value_rupiah=0)
                | Q(price__isnull=False, price_rupiah__isnull=False) & ~Q(basis=""),
                name="a_value_rests_on_a_price",
            ),
            models.CheckConstraint(
                condition=~Q(kind=GiftKind.LAND) | Q(paper__isnull=False) | Q(corrects__isnull=False),
                name="land_has_a_signed_statement",
            ),
        ]

    def __str__(self) -> str:
        return str(self.quantity)


class Confirmation(ScopedModel):
    """Somebody who did not write a gift down says that it is so (kesaksian); two make it count."""

    gift = TenantFK(Gift, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    standing = models.CharField(max_length=20, choices=Standing.choices)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    confirmed_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "gift", "standing"], name="a_gift_is_confirmed_once_in_a_standing"
            ),
            models.UniqueConstraint(fields=["tenant", "gift", "confirmed_by"], name="a_person_confirms_a_gift_once"),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("written_by")), name="who_wrote_a_gift_does_not_confirm_it"
            ),
        ]

    def __str__(self) -> str:
        return self.standing
