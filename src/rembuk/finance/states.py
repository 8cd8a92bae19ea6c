"""The states of budgets and of requests for payment, and the moves between them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.states import StateTable


class BudgetState(TextChoices):
    """Where a version of a budget is; an approved one is replaced as a whole, never changed."""

    DRAFT = "draft", _("draft (RAPBDes)")
    INDICATED = "indicated", _("what may be expected (pagu indikatif)")
    APPROVED = "approved", _("in force (APBDes)")
    REPLACED = "replaced", _("replaced by a newer version")


BUDGET_STATES = StateTable(
    start=BudgetState.DRAFT,
    moves={
        BudgetState.DRAFT: frozenset({BudgetState.INDICATED, BudgetState.APPROVED}),
        BudgetState.INDICATED: frozenset(),
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


class ContributionState(TextChoices):
    """Where something is that others give (sumbangan); what arrived follows the ledger."""

    WISHED = "wished", _("wished")
    PLEDGED = "pledged", _("pledged")
    SIGNED = "signed", _("agreed in writing")
    RECEIVED = "received", _("received")
    SPENT = "spent", _("spent")
    REPORTED = "reported", _("reported to the donor")
    LAPSED = "lapsed", _("lapsed")
    RETURNED = "returned", _("returned to the donor")


CONTRIBUTION_STATES = StateTable(
    start=ContributionState.WISHED,
    moves={
        ContributionState.WISHED: frozenset({ContributionState.PLEDGED, ContributionState.LAPSED}),
        ContributionState.PLEDGED: frozenset({ContributionState.SIGNED, ContributionState.LAPSED}),
        ContributionState.SIGNED: frozenset({ContributionState.RECEIVED, ContributionState.LAPSED}),
        # Back to signed where what was written down had never come.
        ContributionState.RECEIVED: frozenset({
            ContributionState.SPENT,
            ContributionState.RETURNED,
            ContributionState.SIGNED,
        }),
        # A payment that is turned back leaves money to spend again.
        ContributionState.SPENT: frozenset({ContributionState.REPORTED, ContributionState.RECEIVED}),
        ContributionState.REPORTED: frozenset({ContributionState.RECEIVED}),
        # Whoever lets a day pass may promise anew.
        ContributionState.LAPSED: frozenset({ContributionState.PLEDGED}),
        ContributionState.RETURNED: frozenset({ContributionState.RECEIVED}),
    },
)


class Donor(TextChoices):
    """Who gives."""

    COMPANY = "company", _("a company (CSR)")
    NGO = "ngo", _("an organisation (NGO)")
    ZAKAT = "zakat", _("zakat, infak or wakaf")
    DIASPORA = "diaspora", _("people from here who live elsewhere")
    RESIDENTS = "residents", _("residents of the kampung")


class Gift(TextChoices):
    """What is given."""

    MONEY = "money", _("money")
    GOODS = "goods", _("goods")


class Cause(TextChoices):
    """Why those who decide are asked to look."""

    ARRIVED = "arrived", _("a gift is agreed")
    FELL_AWAY = "fell_away", _("a gift fell away")
    FELL_SHORT = "fell_short", _("less came than was agreed")


class ProposalState(TextChoices):
    """Where a proposal is."""

    OPEN = "open", _("waits for those who decide")
    TAKEN_UP = "taken_up", _("taken up")
    SET_ASIDE = "set_aside", _("set aside")


PROPOSAL_STATES = StateTable(
    start=ProposalState.OPEN,
    moves={
        ProposalState.OPEN: frozenset({ProposalState.TAKEN_UP, ProposalState.SET_ASIDE}),
        ProposalState.TAKEN_UP: frozenset(),
        ProposalState.SET_ASIDE: frozenset(),
    },
)


class NoticeState(TextChoices):
    """Where a line of a bank statement is."""

    WAITING = "waiting", _("waits for a human")
    MATCHED = "matched", _("received as a contribution")
    SET_ASIDE = "set_aside", _("no contribution")


NOTICE_STATES = StateTable(
    start=NoticeState.WAITING,
    moves={
        NoticeState.WAITING: frozenset({NoticeState.MATCHED, NoticeState.SET_ASIDE}),
        NoticeState.MATCHED: frozenset(),
        NoticeState.SET_ASIDE: frozenset(),
    },
)


class Doubt(TextChoices):
    """Why a line of a bank statement was not matched by itself."""

    NO_CODE = "no_code", _("it names no number of a contribution")
    UNKNOWN = "unknown", _("this kampung has no contribution with its number")
    NOT_SIGNED = "not_signed", _("the contribution waits for no money")
    OTHER_AMOUNT = "other_amount", _("it is another amount than was agreed")
    NO_BUDGET = "no_budget", _("the year of the contribution has no budget in force")
