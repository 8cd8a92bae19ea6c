"""Saying why money does not move, to the rupiah, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rembuk.finance.accounts import OutsideTheBudget, UnknownAccount
from rembuk.finance.actions.budgeting import NotEvaluated
from rembuk.finance.drafts import NoAmount
from rembuk.finance.limits import NoBudget, NotEnoughCash, NothingToApprove, NotSoMuchKept, NotSoMuchPaid, OverTheBudget
from rembuk.finance.writing import MadeOtherwise
from rembuk.kernel.money import rupiah
from rembuk.web.desk.deeds import Cleaned, Refused
from rembuk.web.formats import language

# What an amount in the message of these is about.
OF_AMOUNTS: Final[Mapping[type[Exception], Promise]] = {
    OverTheBudget: _("Only %(amount)s is left in this post. Ask for less, or change the budget first."),
    NotEnoughCash: _("Only %(amount)s of this fund may be paid out here. A gift pays on its own page, at “Gifts”."),
    NotSoMuchPaid: _("Only %(amount)s is left of this payment. Look at what came back and was kept back."),
    NotSoMuchKept: _("Only %(amount)s is kept for the tax office. Write down first what was kept back."),
}
PLAIN: Final[Mapping[type[Exception], Promise]] = {
    NoBudget: _("No budget is in force for this year. It has to be approved before money moves."),
    MadeOtherwise: _("This form was sent before with other words. Open the page anew and begin again."),
    NoAmount: _("The amount is too large to be written in one step."),
    UnknownAccount: _("Nothing may be spent under this account code."),
    NotEvaluated: _("The camat has not evaluated this draft yet. It can be put in force after that."),
    NothingToApprove: _("This draft has no post with money yet. Add posts first."),
    OutsideTheBudget: _("Money of this fund is in no village budget."),
}


def explained(do: Callable[[Cleaned], object]) -> Callable[[Cleaned], object]:
    """Return a deed that says in a sentence why it was refused."""

    def explaining(said: Cleaned) -> object:
        try:
            return do(said)
        except (*OF_AMOUNTS, *PLAIN) as error:
            raise Refused(_sentence(error)) from error

    return explaining


def _sentence(error: Exception) -> str:
    kind = type(error)
    if kind in OF_AMOUNTS:
        return str(OF_AMOUNTS[kind]) % {"amount": rupiah(int(str(error)), language())}
    return str(PLAIN[kind])
