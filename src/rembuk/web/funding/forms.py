"""What is asked of somebody who wants to give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.finance.giving import (
    LONGEST_NAME,
    ContributionDraft,
    GiftDraft,
    Giver,
    Terms,
)
from rembuk.finance.states import Donor, Gift
from rembuk.kernel.texts import tidy_text
from rembuk.plans.activities import FIELDS, field_name
from rembuk.plans.models import PlanItem
from rembuk.regions.models import Region
from rembuk.web.amounts import Amount

WISH, PROMISE = "wish", "promise"
SHARES: Final = (0, 50, 80, 100)
MISSING_OF_GOODS: Final = {
    "goods": _("Write which goods you give, and how many."),
    "basis": _("Write where the value of the goods comes from."),
}


class OfferForm(forms.Form):
    """Who gives what, until when, and on which conditions; for a work, or for a kampung."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    firmness = forms.ChoiceField(
        label=_("How firm is it?"),
        choices=((WISH, _("I would like to give; please talk with me")), (PROMISE, _("I promise it"))),
        initial=WISH,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how firm it is.")},
    )
    donor = forms.ChoiceField(
        label=_("Who gives?"), choices=Donor.choices, error_messages={"required": _("Choose who gives.")}
    )
    name = forms.CharField(
        label=_("Name of the giver"),
        help_text=_("A person, a family, a group, a company or an organisation."),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Write who gives.")},
    )
    is_anonymous = forms.BooleanField(label=_("Do not show this name to the public"), required=False)
    region = forms.ChoiceField(label=_("For which kampung?"), error_messages={"required": _("Choose the kampung.")})
    field = forms.ChoiceField(label=_("Only for works of this field"), required=False)
    gift = forms.ChoiceField(
        label=_("What do you give?"), choices=Gift.choices, initial=Gift.MONEY, widget=forms.RadioSelect
    )
    amount = Amount(
        label=_("How much, in rupiah?"), help_text=_("Of goods: what they are worth. For example 2.500.000")
    )
    goods = forms.CharField(
        label=_("Which goods, and how many?"),
        help_text=_("Only for goods. For example: 100 sacks of cement"),
        max_length=160,
        required=False,
    )
    basis = forms.CharField(
        label=_("Where does the value come from?"),
        help_text=_("Only for goods. For example: receipt of the shop"),
        max_length=160,
        required=False,
    )
    due_on = forms.DateField(
        label=_("Until when does it hold?"),
        help_text=_("After that day it lapses by itself."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
    )
    condition_percent = forms.ChoiceField(label=_("Only if so much of the cost is sure"), required=False)
    spend_until_on = forms.DateField(
        label=_("To be spent by"),
        help_text=_("What is left after that day goes back to you."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    contact = forms.CharField(
        label=_("Phone number or e-mail"),
        help_text=_(
            "Staff of the kampung talk with you there, and you hear what becomes of your gift. Nobody else sees it."
        ),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    consent = forms.BooleanField(
        label=_("Yes, the kampung may keep these data to receive this gift and to report on it"),
        error_messages={"required": _("Tick this so that we may keep your offer.")},
    )

    HINTS: ClassVar = {
        WISH: _("Nobody counts on it. Staff of the kampung ask you first."),
        PROMISE: _("It counts once the kampung and you have agreed in writing."),
    }

    def __init__(
        self, *arguments: Any, villages: Sequence[Region], item: PlanItem | None, today: date, **options: Any
    ) -> None:
        # Any: Django's own form arguments.
        options["initial"] = {"key": uuid4(), **options.get("initial", {})}
        super().__init__(*arguments, **options)
        self.villages, self.item, self.today = villages, item, today
        self.fields["firmness"].card_hints = self.HINTS  # type: ignore[attr-defined]  # read by form_parts.choices_of
        if item is not None:
            del self.fields["region"], self.fields["field"]
        else:
            self._offer("region", [("", _("Choose a kampung")), *((one.code, one.name) for one in villages)])
            self._offer("field", [("", _("any")), *((one, field_name(one)) for one in FIELDS)])
        self._offer("condition_percent", [(one, f"{one} %" if one else _("no such condition")) for one in SHARES])

    def _offer(self, name: str, choices: Sequence[tuple[object, object]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field, whose kind is lost

    def clean_name(self) -> str:
        """Return the name; invisible signs alone are none."""
        name = tidy_text(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write who gives."))
        return name

    def clean_due_on(self) -> date:
        """Return the day if it is not over."""
        day: date = self.cleaned_data["due_on"]
        if day < self.today:
            raise forms.ValidationError(_("This day is over."))
        return day

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("gift") == Gift.GOODS:
            for name, what in MISSING_OF_GOODS.items():
                if not tidy_text(said.get(name, "")):
                    self.add_error(name, what)
        if said.get("spend_until_on") and said.get("due_on") and said["spend_until_on"] < said["due_on"]:
            self.add_error("spend_until_on", _("This is before the day until which it holds."))

    def draft(self) -> ContributionDraft:
        """Return what was filled in as a contribution."""
        said, item = self.cleaned_data, self.item
        region = item.region if item else next(one for one in self.villages if one.code == said["region"])
        return ContributionDraft(
            key=said["key"],
            region=region,
            year=item.year if item else self.today.year,
            giver=Giver(Donor(said["donor"]), said["name"], said["contact"], said["is_anonymous"]),
            gift=GiftDraft(said["amount"], Gift(said["gift"]), said["goods"], said["basis"]),
            terms=Terms(
                said["due_on"], int(said["condition_percent"] or 0), said["spend_until_on"], said.get("field", "")
            ),
            item=item,
        )
