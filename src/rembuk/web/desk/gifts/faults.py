"""Why something about a gift could not be done, in words for whoever tried."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from rembuk.finance.giving import BadCondition
from rembuk.finance.limits import NoBudget
from rembuk.finance.purses import NamesTheDonor, NotEnoughLeft, OutsideTheRestriction
from rembuk.finance.writing import MadeOtherwise

GIFT_FAULTS: Final = (
    (NamesTheDonor, _("This text names a donor who wants to stay unnamed. Write it without the name.")),
    (NotEnoughLeft, _("Less than that is left of this gift.")),
    (
        OutsideTheRestriction,
        _("The donor's conditions do not allow this: another work, a day that is over, or too little is sure."),
    ),
    (NoBudget, _("The year of this gift has no budget in force yet.")),
    (BadCondition, _("This day is over.")),
    (MadeOtherwise, _("This page was sent before with other words. Begin anew.")),
)
