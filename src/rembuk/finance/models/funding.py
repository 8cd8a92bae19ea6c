"""What others give for a work, the money that is set apart for it, and what was proposed because of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rembuk.finance.models.money import Transfer
from rembuk.finance.states import (
    Cause,
    ContributionState,
    Donor,
    Doubt,
    Gift,
    NoticeState,
    ProposalState,
)
from rembuk.people.models import Person
from rembuk.plans.models import PlanItem
from rembuk.regions.models import Region
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel
from rembuk.tenancy.privacy import EncryptedTextField, personal

ARRIVED = (
    ContributionState.RECEIVED,
    ContributionState.SPENT,
    ContributionState.REPORTED,
    ContributionState.RETURNED,
)


class Contribution(ScopedModel):
    """What somebody gives for a work (sumbangan): money or goods, from the wish to the report.

    `item` is the work; without one it waits for a work of the kampung and, unless it is "", of the `field`. It holds
    until `due_on`. `condition_percent` of the cost must be sure before it is spent, and nothing is spent after
    `spend_until_on`. Goods have a value in rupiah and say where that comes from.
    """

    code = models.CharField(max_length=16)
    key = models.UUIDField()
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    item = TenantFK(PlanItem, on_delete=models.PROTECT, null=True, related_name="+")
    field = models.CharField(max_length=1, blank=True)
    donor = models.CharField(max_length=20, choices=Donor.choices)
    donor_name = EncryptedTextField()
    contact = EncryptedTextField(blank=True)
    is_anonymous = models.BooleanField(default=False)
    gift = models.CharField(max_length=20, choices=Gift.choices)
    amount_rupiah = models.BigIntegerField()
    goods = models.CharField(max_length=160, blank=True)
    basis = models.CharField(max_length=160, blank=True)
    condition_percent = models.PositiveSmallIntegerField(default=0)
    spend_until_on = models.DateField(null=True)
    due_on = models.DateField()
    secret_hash = personal(models.CharField(max_length=64))
    state = models.CharField(max_length=20, choices=ContributionState.choices, default=ContributionState.WISHED)
    offered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    offered_at = models.DateTimeField()
    agreement = models.CharField(max_length=120, blank=True)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True)
    lapsed_why = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "item", "offered_at"], name="contributions_to_an_item"),
            models.Index(fields=["tenant", "region_number", "state", "id"], name="contributions_of_a_region"),
            models.Index(fields=["tenant", "state", "due_on"], name="contributions_that_run_out"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="a_contribution_has_its_own_number"),
            models.UniqueConstraint(fields=["tenant", "key"], name="a_contribution_is_offered_once"),
            models.CheckConstraint(condition=Q(amount_rupiah__gt=0), name="a_contribution_is_worth_something"),
            models.CheckConstraint(condition=Q(condition_percent__lte=100), name="a_condition_is_at_most_the_whole"),
            models.CheckConstraint(
                condition=Q(gift=Gift.MONEY, goods="", basis="") | (Q(gift=Gift.GOODS) & ~Q(goods="") & ~Q(basis="")),
                name="given_goods_say_what_and_on_which_basis",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ContributionState.SIGNED, *ARRIVED])
                | (Q(signed_by__isnull=False, signed_at__isnull=False) & ~Q(agreement="")),
                name="no_gift_arrives_without_an_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(state=ContributionState.LAPSED) | ~Q(lapsed_why=""), name="a_lapsed_promise_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Earmark(ScopedModel):
    """A transfer that belongs to a contribution (dana terikat): its money pays for nothing else."""

    transfer = TenantFK(Transfer, on_delete=models.PROTECT, related_name="+")
    contribution = TenantFK(Contribution, on_delete=models.PROTECT, related_name="+")

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "contribution"], name="transfers_of_a_contribution")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "transfer"], name="a_transfer_is_set_apart_once"),
        ]

    def __str__(self) -> str:
        return f"{self.transfer_id} {self.contribution_id}"


class DonorReport(ScopedModel):
    """What a donor was told when all was spent (laporan kepada donatur), as it stood in the books; never changed."""

    contribution = TenantFK(Contribution, on_delete=models.PROTECT, related_name="+")
    received_rupiah = models.BigIntegerField()
    spent_rupiah = models.BigIntegerField()
    returned_rupiah = models.BigIntegerField()
    words = models.CharField(max_length=500)
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    reported_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "contribution", "reported_at"], name="reports_to_a_donor")]
        constraints = [
            models.CheckConstraint(
                condition=Q(received_rupiah=models.F("spent_rupiah") + models.F("returned_rupiah")),
                name="a_report_accounts_for_every_rupiah",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_report_says_what_was_done"),
        ]

    def __str__(self) -> str:
        return str(self.spent_rupiah)


class FundingProposal(ScopedModel):
    """What those who decide are asked to look at because a gift came or fell away (usulan); it changes nothing.

    `item` is whose money changed and `missing_rupiah` what it lacked then; `reserve` the first of the reserve list that
    could be paid instead.
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    contribution = TenantFK(Contribution, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(max_length=20, choices=Cause.choices)
    item = TenantFK(PlanItem, on_delete=models.PROTECT, null=True, related_name="+")
    missing_rupiah = models.BigIntegerField()
    reserve = TenantFK(PlanItem, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=ProposalState.choices, default=ProposalState.OPEN)
    made_at = models.DateTimeField()
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    settled_at = models.DateTimeField(null=True)
    settled_why = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "region_number", "state", "made_at"], name="proposals_that_wait"),
            models.Index(fields=["tenant", "contribution", "made_at"], name="proposals_after_a_contribution"),
            models.Index(fields=["tenant", "item"], name="proposals_about_an_item"),
            models.Index(fields=["tenant", "reserve"], name="proposals_of_a_reserve_item"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN, settled_by__isnull=True, settled_at__isnull=True, settled_why="")
                | (
                    ~Q(state=ProposalState.OPEN)
                    & Q(settled_by__isnull=False, settled_at__isnull=False)
                    & ~Q(settled_why="")
                ),
                name="a_settled_proposal_says_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.missing_rupiah}"


class PaymentNotice(ScopedModel):
    """A line of a bank statement (rekening koran) that says money came in; `doubt` is why it went to nobody by itself.

    `words` are what the bank wrote, often with the name of who paid, and are read at the desk alone.
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    paid_on = models.DateField()
    amount_rupiah = models.BigIntegerField()
    words = EncryptedTextField()
    contribution = TenantFK(Contribution, on_delete=models.PROTECT, null=True, related_name="+")
    doubt = models.CharField(max_length=20, choices=Doubt.choices, blank=True)
    state = models.CharField(max_length=20, choices=NoticeState.choices, default=NoticeState.WAITING)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    noted_at = models.DateTimeField()
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    settled_why = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "region_number", "state", "paid_on"], name="payments_that_wait"),
            models.Index(fields=["tenant", "contribution"], name="payments_of_a_contribution"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "digest"], name="a_payment_is_noted_once"),
            models.CheckConstraint(condition=Q(amount_rupiah__gt=0), name="a_payment_is_some_money"),
            models.CheckConstraint(
                condition=Q(state=NoticeState.MATCHED, contribution__isnull=False)
                | (~Q(state=NoticeState.MATCHED) & Q(contribution__isnull=True)),
                name="a_matched_payment_names_its_contribution",
            ),
            models.CheckConstraint(
                condition=~Q(state=NoticeState.SET_ASIDE) | (Q(settled_by__isnull=False) & ~Q(settled_why="")),
                name="a_payment_set_aside_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paid_on} {self.amount_rupiah}"
