"""Budgets, what they give to posts, and the transfers that move money."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rembuk.finance.states import BudgetState, EvaluationState, RequestState
from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.plans.states import Fund
from rembuk.regions.models import Region
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class Budget(ScopedModel):
    """A version of the budget of a year: pagu indikatif, RAPBDes as a draft, APBDes, and its changes."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=BudgetState.choices, default=BudgetState.DRAFT)
    why = models.CharField(max_length=300)
    drawn_up_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    drawn_up_as = models.CharField(max_length=30, choices=Role.choices)
    drawn_up_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    approved_at = models.DateTimeField(null=True)
    document = models.CharField(max_length=120, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "year", "state", "region_number"], name="budgets_of_a_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "region_number", "year", "version"], name="a_version_of_a_budget_is_written_once"
            ),
            models.UniqueConstraint(
                fields=["tenant", "region_number", "year"],
                condition=Q(state=BudgetState.DRAFT),
                name="a_year_has_one_draft_budget",
            ),
            models.UniqueConstraint(
                fields=["tenant", "region_number", "year"],
                condition=Q(state=BudgetState.APPROVED),
                name="a_year_has_one_budget_in_force",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_version_of_a_budget_says_why"),
            models.CheckConstraint(
                condition=Q(state=BudgetState.DRAFT, approved_by__isnull=True, approved_at__isnull=True)
                | (
                    ~Q(state=BudgetState.DRAFT)
                    & Q(approved_by__isnull=False, approved_at__isnull=False)
                    & ~Q(document="")
                ),
                name="an_approved_budget_has_its_document",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drawn_up_by")),
                name="who_draws_up_a_budget_does_not_approve_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}.{self.version}"


class Evaluation(ScopedModel):
    """What the sub-district says to a draft of a budget (evaluasi), or that it let its time pass."""

    budget = TenantFK(Budget, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=EvaluationState.choices, default=EvaluationState.WAITING)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=500, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "budget", "sent_at"], name="evaluations_of_a_budget"),
            models.Index(fields=["tenant", "state", "due_at"], name="evaluations_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "budget"],
                condition=Q(state=EvaluationState.WAITING),
                name="a_draft_is_evaluated_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=EvaluationState.WAITING, ended_at__isnull=True)
                | (~Q(state=EvaluationState.WAITING) & Q(ended_at__isnull=False)),
                name="an_evaluation_that_ended_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=EvaluationState.MEND) | ~Q(words=""), name="what_has_to_be_mended_is_said"
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True) | ~Q(ended_by=F("sent_by")) | Q(state=EvaluationState.SILENT),
                name="who_sends_a_budget_does_not_evaluate_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.budget_id} {self.state}"


class Post(ScopedModel):
    """What money may be spent on in a kampung and year (pos belanja); the same in all versions, with one number."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    activity_code = models.CharField(max_length=8)
    account = models.CharField(max_length=12)
    fund = models.CharField(max_length=3, choices=Fund.choices)
    item = TenantFK("plans.PlanItem", on_delete=models.PROTECT, null=True, related_name="+")
    key = models.UUIDField(null=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "item"], name="posts_of_an_item")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "region_number", "year", "number"], name="a_post_has_its_own_number"
            ),
            models.UniqueConstraint(fields=["tenant", "key"], name="a_post_is_added_once"),
            models.CheckConstraint(condition=~Q(title=""), name="a_post_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class BudgetLine(ScopedModel):
    """How much a version of the budget gives to a post."""

    budget = TenantFK(Budget, on_delete=models.PROTECT, related_name="+")
    post = TenantFK(Post, on_delete=models.PROTECT, related_name="+")
    amount_rupiah = models.BigIntegerField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "post"], name="budget_lines_of_a_post")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "budget", "post"], name="a_budget_holds_a_post_once"),
            models.CheckConstraint(condition=Q(amount_rupiah__gt=0), name="a_post_is_given_some_money"),
        ]

    def __str__(self) -> str:
        return str(self.amount_rupiah)


class Income(ScopedModel):
    """How much money of a fund a version of the budget expects in a month (pendapatan, tahap penyaluran).

    What it expects of a fund in all is the sum of its months, so that no total can differ from its parts.
    """

    budget = TenantFK(Budget, on_delete=models.PROTECT, related_name="+", db_index=False)
    fund = models.CharField(max_length=3, choices=Fund.choices)
    month = models.PositiveSmallIntegerField()
    amount_rupiah = models.BigIntegerField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "budget", "fund", "month"], name="a_budget_expects_a_fund_once_a_month"
            ),
            models.CheckConstraint(condition=Q(amount_rupiah__gt=0), name="an_income_is_some_money"),
            # 0: nobody has said yet when it comes.
            models.CheckConstraint(condition=Q(month__lte=12), name="a_year_has_twelve_months"),
        ]

    def __str__(self) -> str:
        return f"{self.fund} {self.month} {self.amount_rupiah}"


class PaymentRequest(ScopedModel):
    """A request to pay out of a post (SPP): asked for by one person, approved by another, then paid."""

    post = TenantFK(Post, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    amount_rupiah = models.BigIntegerField()
    purpose = models.CharField(max_length=200)
    document = models.CharField(max_length=120)
    paper = TenantFK(Photo, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=RequestState.choices, default=RequestState.ASKED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    approved_at = models.DateTimeField(null=True)
    approval_document = models.CharField(max_length=120, blank=True)
    refused_why = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "post", "asked_at"], name="requests_out_of_a_post"),
            models.Index(fields=["tenant", "paper"], name="requests_with_a_paper"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="a_request_is_asked_once"),
            models.CheckConstraint(condition=Q(amount_rupiah__gt=0), name="a_request_is_for_some_money"),
            models.CheckConstraint(condition=~Q(document=""), name="a_request_has_a_document"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("asked_by")),
                name="who_asks_for_money_does_not_approve_it",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[RequestState.ASKED, RequestState.REFUSED])
                | (Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approval_document="")),
                name="no_money_goes_out_without_approval",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.REFUSED) | ~Q(refused_why=""), name="a_refused_request_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.amount_rupiah}"


class Transfer(ScopedModel):
    """Money that moved from one account to another, once; never changed, at most turned back by another transfer.

    `payment` is the one that a transfer follows: its rest that came back, or the tax that was kept back from it.
    """

    key = models.UUIDField()
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region_number = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    fund = models.CharField(max_length=3, choices=Fund.choices)
    debit = models.CharField(max_length=12)
    credit = models.CharField(max_length=12)
    amount_rupiah = models.BigIntegerField()
    document = models.CharField(max_length=120)
    post = TenantFK(Post, on_delete=models.PROTECT, null=True, related_name="+")
    request = TenantFK(PaymentRequest, on_delete=models.PROTECT, null=True, related_name="+")
    turns_back = TenantFK("self", on_delete=models.PROTECT, null=True, related_name="+")
    payment = TenantFK("self", on_delete=models.PROTECT, null=True, related_name="+")
    paper = TenantFK(Photo, on_delete=models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "region_number", "year", "fund"], name="transfers_of_a_year_and_fund"),
            models.Index(fields=["tenant", "post", "made_at"], name="transfers_of_a_post"),
            models.Index(
                fields=["tenant", "year", "region_number", "post", "debit", "credit", "amount_rupiah", "made_at"],
                condition=Q(post__isnull=False),
                name="what_is_spent_of_a_year",
            ),
            models.Index(fields=["tenant", "payment"], name="what_follows_a_payment"),
            models.Index(fields=["tenant", "paper"], name="transfers_with_a_paper"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="a_transfer_is_made_once"),
            models.UniqueConstraint(fields=["tenant", "request"], name="a_request_is_paid_once"),
            models.UniqueConstraint(fields=["tenant", "turns_back"], name="a_transfer_is_turned_back_once"),
            models.CheckConstraint(condition=Q(amount_rupiah__gt=0), name="a_transfer_moves_some_money"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="a_transfer_has_two_different_accounts"),
            models.CheckConstraint(condition=~Q(document=""), name="a_transfer_has_a_document"),
            models.CheckConstraint(
                condition=~Q(debit__startswith="5.") | Q(post__isnull=False, request__isnull=False),
                name="money_is_spent_only_as_requested",
            ),
            models.CheckConstraint(
                condition=~Q(credit__startswith="5.") | Q(turns_back__isnull=False) | Q(payment__isnull=False),
                name="what_comes_back_names_its_payment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.debit} {self.credit} {self.amount_rupiah}"
