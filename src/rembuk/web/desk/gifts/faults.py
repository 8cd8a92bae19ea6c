"""Why something about a gift could not be done, in words for whoever tried."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from rembuk.finance.giving import BadCondition
from rembuk.finance.limits import NoBudget
from rembuk.finance.purses import NamesTheDonor, NotEnoughLeft, OutsideTheRestriction, SpentTooLate, TooLittleSure
from rembuk.finance.writing import MadeOtherwise

GIFT_FAULTS: Final = (
    (NamesTheDonor, _("This text names a donor who wants to stay unnamed. Write it without the name.")),
    (NotEnoughLeft, _("Less than that is left of this gift.")),
    (
        SpentTooLate,
        _("The day is over by which the donor wanted it spent. The head or secretary gives back what is left."),
    ),
    (
        TooLittleSure,
        _("The donor gives only once more of the cost is sure. Pay out of it when other money for the work is agreed."),
    ),
    (OutsideTheRestriction, _("The donor gives this to another work, field or place. Choose one that it is for.")),
    (NoBudget, _("The year of this gift has no budget in force yet.")),
    (BadCondition, _("This day is over.")),
    (MadeOtherwise, _("This page was sent before with other words. Begin anew.")),
)
