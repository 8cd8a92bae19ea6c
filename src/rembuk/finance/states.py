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


class EvaluationState(TextChoices):
    """What the sub-district says to a draft of a budget; silence is neither a yes nor a no, and lets it pass."""

    WAITING = "waiting", _("with the camat")
    FITS = "fits", _("fits the rules")
    MEND = "mend", _("has to be mended")
    SILENT = "silent", _("no answer came in time")


EVALUATION_STATES = StateTable(
    start=EvaluationState.WAITING,
    moves={
        EvaluationState.WAITING: frozenset({EvaluationState.FITS, EvaluationState.MEND, EvaluationState.SILENT}),
        EvaluationState.FITS: frozenset(),
        EvaluationState.MEND: frozenset(),
        EvaluationState.SILENT: frozenset(),
    },
)
# After these a draft may be put in force, and is changed no more.
PASSED = (EvaluationState.FITS, EvaluationState.SILENT)


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
