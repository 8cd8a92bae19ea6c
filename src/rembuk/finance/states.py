"""The states of budgets and of requests for payment, and the moves between them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.states import StateTable


class BudgetState(TextChoices):
    """Where a version of a budget is; an approved one is replaced as a whole, never changed."""

    DRAFT = "draft", _("draft (RAPBDes)")
    APPROVED = "approved", _("in force (APBDes)")
    REPLACED = "replaced", _("replaced by a newer version")


BUDGET_STATES = StateTable(
    start=BudgetState.DRAFT,
    moves={
        BudgetState.DRAFT: frozenset({BudgetState.APPROVED}),
        BudgetState.APPROVED: frozenset({BudgetState.REPLACED}),
        BudgetState.REPLACED: frozenset(),
    },
)


class RequestState(TextChoices):
    """Where a request for payment (SPP) is; from asking on, its money is kept for it."""

    ASKED = "asked", _("waits for a second person")
    APPROVED = "approved", _("approved, not yet paid")
    PAID = "paid", _("paid")
    REFUSED = "refused", _("refused")
    RETURNED = "returned", _("paid and given back")


REQUEST_STATES = StateTable(
    start=RequestState.ASKED,
    moves={
        RequestState.ASKED: frozenset({RequestState.APPROVED, RequestState.REFUSED}),
        RequestState.APPROVED: frozenset({RequestState.PAID, RequestState.REFUSED}),
        RequestState.PAID: frozenset({RequestState.RETURNED}),
        RequestState.REFUSED: frozenset(),
        RequestState.RETURNED: frozenset(),
    },
)

# What binds money of a post.
BINDING = (RequestState.ASKED, RequestState.APPROVED, RequestState.PAID)
