"""The forms of the desk about works; each that writes something down carries a key, so that it counts once."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.projects.actions import BillDraft, ChangeDraft, HandoverDraft
from rembuk.projects.models import BillRow, Project
from rembuk.projects.states import BillKind, ChangeKind, Duty, PhotoMoment
from rembuk.web.amounts import Amount
from rembuk.web.desk.hall_forms import Counted, KeyedForm
from rembuk.web.desk.plans.forms import months
from rembuk.web.desk.works.fields import Picture, Size
from rembuk.web.formats import rupiah
from rembuk.web.plans.cards import decimal

REASON: Final = {"required": _("Write why.")}


class BillRowForm(KeyedForm):
    """One row of the bill, with where its price comes from."""

    kind = forms.ChoiceField(label=_("What kind of cost?"), choices=BillKind.choices)
    what = forms.CharField(label=_("Goods or work"), max_length=120)
    quantity = Size(label=_("Quantity"))
    unit = forms.CharField(label=_("Unit"), max_length=30)
    price = Amount(label=_("Price of one unit"), least=0)
    source = forms.CharField(
        label=_("Where does the price come from?"),
        help_text=_("For example: price list of the regency 2027, or offer of a named shop."),
        max_length=120,
        error_messages={"required": _("Write where the price comes from.")},
    )
    standard = Amount(label=_("The regency's price for one unit"), required=False)
    given = forms.BooleanField(
        label=_("Residents give it themselves (swadaya)"),
        help_text=_("Then it stands in its own column and is not paid."),
        required=False,
    )

    def draft(self) -> BillDraft:
        """Return the row as it was typed."""
        said = self.cleaned_data
        return BillDraft(
            BillKind(said["kind"]), said["what"], said["quantity"], said["unit"], said["price"], said["standard"],
            said["given"], said["source"], said["key"],
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Put the row together as a whole."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("quantity") == 0:
            self.add_error("quantity", _("Write how much."))
        if not self.errors:
            said["draft"] = self.draft()
        return said


class StrikeForm(forms.Form):
    """Which row of the bill was a mistake, and why."""

    row: forms.ModelChoiceField[BillRow] = forms.ModelChoiceField(
        None, label=_("Which row?"), error_messages={"required": _("Choose one.")}
    )
    why = forms.CharField(label=_("Why?"), help_text=_("Everybody reads it."), max_length=300, error_messages=REASON)

    def __init__(self, *arguments: Any, rows: Any, **options: Any) -> None:  # Any: Django's own; a query set.
        super().__init__(*arguments, **options)
        self.fields["row"].queryset = rows  # type: ignore[attr-defined]  # of a ModelChoiceField


class MemberForm(KeyedForm):
    """Somebody of the team, with what they declare."""

    name = forms.CharField(
        label=_("Name, as the decree names them"), max_length=80, error_messages={"required": _("Write the name.")}
    )
    duty = forms.ChoiceField(label=_("What do they do in the team?"), choices=Duty.choices)
    interest = forms.CharField(
        label=_("What do they have to do with a seller, landowner or relative in this work?"),
        help_text=_("Everybody reads it. Leave it empty if they declare: nothing."),
        max_length=300,
        required=False,
    )
    declared = forms.BooleanField(
        label=_("They have declared it themselves"),
        error_messages={"required": _("Ask them first: everybody in the team declares.")},
    )


class StartForm(forms.Form):
    """Why a work begins all the same, where wages are under half or no residents are drawn to look at it."""

    low_wage = forms.CharField(
        label=_("Why are wages under half of what is paid?"),
        help_text=_("Everybody reads it."),
        max_length=300,
        error_messages=REASON,
    )
    unwitnessed = forms.CharField(
        label=_("Why are no residents drawn who look at it?"),
        help_text=_("Better ask the facilitator or the council to announce a draw first. Everybody reads it."),
        max_length=300,
        error_messages=REASON,
    )

    def __init__(  # Any: Django's own form arguments.
        self, *arguments: Any, is_low_on_wages: bool, is_undrawn: bool, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        if not is_low_on_wages:
            del self.fields["low_wage"]
        if not is_undrawn:
            del self.fields["unwitnessed"]


class PhotoForm(KeyedForm):
    """A photo of the work, or of its drawing, and what it shows."""

    photo = Picture(label=_("Photo"))
    taken = forms.ChoiceField(label=_("Which picture is it?"), choices=PhotoMoment.choices)
    words = forms.CharField(
        label=_("What does it show?"),
        help_text=_("In a few words, for those who cannot see it. No names of people."),
        max_length=160,
        error_messages={"required": _("Write what it shows.")},
    )


class DelayForm(KeyedForm):
    """Later than planned, and why."""

    last_month = forms.TypedChoiceField(label=_("Ready by the end of"), choices=months, coerce=int)
    why = forms.CharField(label=_("Why?"), help_text=_("Everybody reads it."), max_length=300, error_messages=REASON)

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Put together what is asked for."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors:
            said["draft"] = ChangeDraft(ChangeKind.DELAY, said["why"], last_month=said["last_month"])
        return said


class ChangeForm(KeyedForm):
    """More or less than planned, at another cost, and why."""

    volume = Size(label=_("New volume"))
    cost = Amount(label=_("New cost in rupiah"))
    why = forms.CharField(label=_("Why?"), help_text=_("Everybody reads it."), max_length=300, error_messages=REASON)

    def __init__(self, *arguments: Any, project: Project, **options: Any) -> None:  # Any: Django's own.
        options["initial"] = {
            "volume": decimal(project.volume),
            "cost": rupiah(project.cost_rupiah),
            **options.get("initial", {}),
        }
        super().__init__(*arguments, **options)

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Put together what is asked for."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("volume") == 0:
            self.add_error("volume", _("Write how much."))
        if not self.errors:
            asked = {"volume": said["volume"], "cost_rupiah": said["cost"]}
            said["draft"] = ChangeDraft(ChangeKind.SIZE, said["why"], **asked)
        return said


class AgreeForm(forms.Form):
    """A word on what is agreed to."""

    answer = forms.CharField(label=_("A word on it"), max_length=300, required=False)


class WordForm(forms.Form):
    """The word said in public that decides a draw."""

    word = forms.CharField(
        label=_("What was thrown or said in public?"),
        help_text=_("For example dice thrown in a meeting: 3 5 1 6. Nobody could know it before."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write what was thrown or said.")},
    )


class HandoverForm(KeyedForm):
    """The minutes of a handover, and whether those present are satisfied."""

    care_group = forms.CharField(
        label=_("Which group cares for it from now on?"),
        help_text=_("For example: road group of hamlet III. No names of people."),
        max_length=120,
        error_messages={"required": _("Name the group.")},
    )
    place = forms.CharField(label=_("Where?"), max_length=200, error_messages={"required": _("Say where.")})
    minutes = forms.CharField(
        label=_("What was handed over, and what was agreed about its care?"),
        max_length=2_000,
        widget=forms.Textarea,
        error_messages={"required": _("Write it down in a sentence.")},
    )
    satisfied = Counted(_("How many are satisfied?"))
    undecided = Counted(_("How many cannot say yet?"))
    dissatisfied = Counted(_("How many are not satisfied?"))

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Put the minutes together as a whole."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors:
            said["draft"] = HandoverDraft(**{one: said[one] for one in HandoverForm.base_fields if one != "key"})
        return said
