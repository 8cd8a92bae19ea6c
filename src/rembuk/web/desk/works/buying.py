"""The form about a purchase: what was bought, until when it could be offered, and up to three offers."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.projects.actions import BidDraft, PurchaseDraft
from rembuk.web.amounts import Amount
from rembuk.web.desk.hall_forms import KeyedForm
from rembuk.web.desk.swadaya.forms import Day

FIRST, SECOND, THIRD = "1", "2", "3"
OFFERS: Final = (FIRST, SECOND, THIRD)


class PurchaseForm(KeyedForm):
    """What was bought and who offered it; empty offers are left out."""

    what = forms.CharField(label=_("What was bought?"), max_length=120)
    closes_on = Day(label=_("Until which day could sellers offer it?"))
    seller_1 = forms.CharField(label=_("First seller"), max_length=120)
    price_1 = Amount(label=_("Price of the first seller, for all of it"))
    day_1 = Day(label=_("Day of the first offer"))
    seller_2 = forms.CharField(label=_("Second seller"), max_length=120, required=False)
    price_2 = Amount(label=_("Price of the second seller"), required=False)
    day_2 = Day(label=_("Day of the second offer"), required=False)
    seller_3 = forms.CharField(label=_("Third seller"), max_length=120, required=False)
    price_3 = Amount(label=_("Price of the third seller"), required=False)
    day_3 = Day(label=_("Day of the third offer"), required=False)
    chosen = forms.ChoiceField(
        label=_("Whose offer was taken?"),
        choices=[(FIRST, _("the first")), (SECOND, _("the second")), (THIRD, _("the third"))],
    )

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Put the offers together; each is whole or left out, and the one that was taken is among them."""
        said: dict[str, Any] = super().clean() or {}
        given = [number for number in OFFERS if said.get(f"seller_{number}")]
        for number in given:
            self._insist_on_whole(number, said)
        if not self.errors and said["chosen"] not in given:
            self.add_error("chosen", _("Choose an offer that you wrote down."))
        if not self.errors:
            bids = tuple(_bid(number, said) for number in given)
            said["draft"] = PurchaseDraft(said["what"], said["closes_on"], bids)
        return said

    def _insist_on_whole(self, number: str, said: dict[str, Any]) -> None:
        if not said.get(f"price_{number}") and f"price_{number}" not in self.errors:
            self.add_error(f"price_{number}", _("Write the amount."))
        if not said.get(f"day_{number}") and f"day_{number}" not in self.errors:
            self.add_error(f"day_{number}", _("Write the day."))


def _bid(number: str, said: dict[str, Any]) -> BidDraft:
    return BidDraft(said[f"seller_{number}"], said[f"price_{number}"], said[f"day_{number}"], number == said["chosen"])
