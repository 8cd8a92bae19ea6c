"""The forms about what stands and what came: measured by the team, seen by others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.projects.actions import Sides
from rembuk.projects.models import BillRow, Measurement, Project
from rembuk.projects.states import Verdict
from rembuk.web.desk.hall_forms import KeyedForm
from rembuk.web.desk.works.fields import Picture, Size
from rembuk.web.plans.cards import decimal

THICKNESS: Final = ("first_thickness", "second_thickness", "third_thickness")
# How many centimetres a metre has, and how many millimetres a centimetre: sides are kept in whole ones.
SIDES: Final = {"length": 100, "width": 100, **dict.fromkeys(THICKNESS, 10)}
MOST_PARTS: Final = 2_000_000_000


class MeasureForm(KeyedForm):
    """How much stands by now, with how it was measured and a photo."""

    amount = Size(label=_("How much stands by now, from the beginning?"))
    length = Size(label=_("Its length in metres"), required=False)
    width = Size(label=_("Its width in metres"), required=False)
    first_thickness = Size(
        label=_("Its thickness in centimetres, at the beginning"),
        help_text=_("Where it has a thickness: at three points, at the beginning, in the middle and at the end."),
        required=False,
    )
    second_thickness = Size(label=_("Its thickness in the middle"), required=False)
    third_thickness = Size(label=_("Its thickness at the end"), required=False)
    words = forms.CharField(
        label=_("How was it measured?"),
        help_text=_("With what, and who stood by. No names of people."),
        max_length=300,
        widget=forms.Textarea,
        error_messages={"required": _("Write how it was measured.")},
    )
    photo = Picture(label=_("Photo"), required=False)

    def __init__(self, *arguments: Any, project: Project, **options: Any) -> None:  # Any: Django's own.
        super().__init__(*arguments, **options)
        planned = f"{decimal(project.volume)} {project.unit}"
        self.fields["amount"].help_text = _("Planned are %(planned)s.") % {"planned": planned}

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Read the sides in whole centimetres and millimetres; thickness is given at all three points or at none."""
        said: dict[str, Any] = super().clean() or {}
        for name, parts in SIDES.items():
            if said.get(name) is not None and not 0 < round(said[name] * parts) <= MOST_PARTS:
                self.add_error(name, _("This cannot be. Write for example 3 or 12,5."))
        points = [said.get(name) for name in THICKNESS]
        for name in THICKNESS:
            if any(point is not None for point in points) and said.get(name) is None and name not in self.errors:
                self.add_error(name, _("Measure at all three points, or leave all three empty."))
        if not self.errors:
            said["sides"] = _sides(said)
        return said


def _sides(said: dict[str, Any]) -> Sides:  # Any: as they were cleaned.
    whole = {name: round(said[name] * parts) for name, parts in SIDES.items() if said[name] is not None}
    first, second, third = (whole.get(name, 0) for name in THICKNESS)
    return Sides(whole.get("length"), whole.get("width"), (first, second, third) if first else None)


class DeliveryForm(KeyedForm):
    """What came to the site, of which row of the bill."""

    row: forms.ModelChoiceField[BillRow] = forms.ModelChoiceField(
        None, label=_("What came?"), error_messages={"required": _("Choose one.")}
    )
    quantity = Size(label=_("How much came this time, in the unit of the bill?"))
    words = forms.CharField(
        label=_("With which paper, and where does it lie?"),
        help_text=_("For example: delivery note 12, in the village hall. No names of people."),
        max_length=160,
        error_messages={"required": _("Write it in a few words.")},
    )

    def __init__(self, *arguments: Any, rows: Any, **options: Any) -> None:  # Any: Django's own; a query set.
        super().__init__(*arguments, **options)
        self.fields["row"].queryset = rows  # type: ignore[attr-defined]  # of a ModelChoiceField

    def clean_quantity(self) -> Decimal:
        """Refuse zero: what did not come is not written down."""
        quantity: Decimal = self.cleaned_data["quantity"]
        if not quantity:
            raise forms.ValidationError(_("Write how much."))
        return quantity


class LookForm(KeyedForm):
    """What somebody says who went there, of the measurement that the page showed, and a photo."""

    measurement = forms.UUIDField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=_("You were there. Is it as they say?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    words = forms.CharField(
        label=_("What did you see?"),
        help_text=_("Everybody reads it, without your name. Needed unless it is so, and with a photo."),
        max_length=300,
        required=False,
        widget=forms.Textarea,
    )
    photo = Picture(label=_("Photo"), required=False)

    def __init__(self, *arguments: Any, measurement: Measurement, **options: Any) -> None:  # Any: Django's own.
        super().__init__(*arguments, **options)
        self.fields["measurement"].initial = measurement.pk

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Ask for words from whoever doubts or shows something."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("photo") and not said.get("words"):
            self.add_error("words", _("Write what it shows."))
        elif said.get("verdict") not in {Verdict.CONFIRMED, None} and not said.get("words"):
            self.add_error("words", _("Write what you saw, so that it can be looked at again."))
        return said
