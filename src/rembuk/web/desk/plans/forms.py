"""The forms of the desk about plans."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from rembuk.journeys.intake_cells import BadCell, read_amount
from rembuk.journeys.intake_tables import MOST_BYTES
from rembuk.kernel import periods
from rembuk.kernel.money import rupiah
from rembuk.plans.activities import choice_of
from rembuk.plans.drafts import LONGEST, BadLine, Finding, LineDraft
from rembuk.plans.models import PlanLine
from rembuk.plans.states import Fund, Gate, Mode
from rembuk.web.amounts import Amount
from rembuk.web.desk.activity_forms import ActivityForm
from rembuk.web.formats import language
from rembuk.web.plans.cards import decimal

# What is asked at each gate, and what counts as evidence.
QUESTIONS: Final = {
    Gate.AUTHORITY: (_("May the village decide this itself?"), _("For example: village road by decree 12/2024.")),
    Gate.LAND: (_("Is the land clear?"), _("For example: statement of the owner, with its date.")),
    Gate.DUPLICATE: (_("Is it planned nowhere else?"), _("For example: looked through the plans of 2025 to 2027.")),
    Gate.FORBIDDEN: (_("Does no rule forbid it?"), _("For example: not on the list of forbidden uses.")),
    Gate.TECHNICAL: (_("Can it be built?"), _("For example: measured on the spot, soil firm.")),
    Gate.COST: (_("Is its cost known?"), _("Where the price comes from, for example the price standard of 2026.")),
}


class ExamineForm(forms.Form):
    """All gates on one sheet: yes or not yet, and the evidence."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        for gate, (question, hint) in QUESTIONS.items():
            self.fields[f"{gate}_passed"] = forms.ChoiceField(
                label=question,
                choices=(("yes", _("yes")), ("no", _("not yet"))),
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one.")},
            )
            self.fields[f"{gate}_evidence"] = forms.CharField(
                label=_("Evidence"),
                help_text=hint,
                max_length=500,
                error_messages={"required": _("Write what you looked at.")},
            )
        self.fields["cost"] = Amount(label=_("Cost in rupiah"), required=False, least=0)

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Read the cost, which has to be there once it is said to be known."""
        cleaned: dict[str, Any] = super().clean() or {}
        is_known = cleaned.get(f"{Gate.COST}_passed") == "yes"
        if is_known and cleaned.get("cost") is None and "cost" not in self.errors:
            self.add_error("cost", _("Write the amount."))
        if not self.errors:
            cleaned["findings"] = _findings(cleaned)
        return cleaned


def _findings(said: dict[str, Any]) -> dict[Gate, Finding]:  # Any: each field cleans to its own type.
    return {
        gate: Finding(
            said[f"{gate}_passed"] == "yes",
            said[f"{gate}_evidence"],
            said["cost"] if gate is Gate.COST else None,
        )
        for gate in Gate
    }


def months() -> Iterator[tuple[int, str]]:
    """Yield the months as they are chosen from."""
    return ((number, periods.month_name(number, language())) for number in range(1, 13))


class LineForm(ActivityForm):
    """A line of the matrix, in the order of the legal form."""

    title = forms.CharField(label=_("What is built or done?"), max_length=LONGEST["title"])
    place = forms.CharField(label=_("Place"), max_length=LONGEST["place"])
    volume = forms.CharField(label=_("Volume"), help_text=_("How much, for example 120 or 2,5."), max_length=20)
    unit = forms.CharField(
        label=_("Unit"), help_text=_("For example metres, units or packages."), max_length=LONGEST["unit"]
    )
    men = forms.IntegerField(label=_("How many men benefit?"), min_value=0, max_value=1_000_000, required=False)
    women = forms.IntegerField(label=_("How many women benefit?"), min_value=0, max_value=1_000_000, required=False)
    poor_households = forms.IntegerField(
        label=_("How many poor households benefit?"), min_value=0, max_value=1_000_000, required=False
    )
    first_month = forms.TypedChoiceField(label=_("First month"), choices=months, coerce=int)
    last_month = forms.TypedChoiceField(label=_("Last month"), choices=months, coerce=int)
    cost_rupiah = Amount(label=_("Cost in rupiah"), least=0)
    cost_source = forms.CharField(
        label=_("Source of the cost"),
        help_text=_("Where the price comes from, for example the price standard of 2026."),
        max_length=LONGEST["cost_source"],
    )
    fund = forms.ChoiceField(label=_("Paid from"), choices=Fund.choices)
    mode = forms.ChoiceField(label=_("How it is carried out"), choices=Mode.choices)
    implementer = forms.CharField(label=_("Who carries it out"), max_length=LONGEST["implementer"])

    def __init__(self, *arguments: Any, line: PlanLine | None = None, **options: Any) -> None:
        # Any: Django's own form arguments.
        if line is not None:
            options["initial"] = _initial(line)
        super().__init__(*arguments, **options)

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Put the line together as a whole."""
        said: dict[str, Any] = super().clean() or {}
        if "volume" in said:
            said["volume"] = _size(self, said["volume"])
        if not self.errors:
            try:
                said["draft"] = LineDraft(**_typed({name: said[name] for name in _columns()}))
            except BadLine as error:
                self.add_error(error.column, _("This is missing, too long or out of range."))
        return said


class ChangedLineForm(LineForm):
    """A line that is changed, and why."""

    why = forms.CharField(
        label=_("Why?"),
        help_text=_("Everybody reads it."),
        max_length=300,
        error_messages={"required": _("Write why.")},
    )


class PlanForm(forms.Form):
    """Why a version of a plan is drawn up."""

    why = forms.CharField(
        label=_("Why is it drawn up?"),
        help_text=_("Everybody reads it. For example: first draft, or less money than expected."),
        max_length=300,
        error_messages={"required": _("Write why.")},
    )


class MeetingForm(forms.Form):
    """The meeting that decided."""

    meeting = forms.CharField(
        label=_("Which meeting decided on it?"),
        help_text=_("Name and day, for example: Musrenbang Kampung, 20 September 2026."),
        max_length=120,
        error_messages={"required": _("Name the meeting.")},
    )


class OfficeItemForm(forms.Form):
    """What the office proposes itself."""

    title = forms.CharField(
        label=_("What does the office propose?"),
        max_length=160,
        error_messages={"required": _("Write what is proposed.")},
    )


class YearForm(forms.Form):
    """The year of the plan that something is meant for."""

    year = forms.TypedChoiceField(label=_("For the plan of which year?"), coerce=int)

    def __init__(self, *arguments: Any, years: list[int], **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["year"].choices = [(year, year) for year in years]  # type: ignore[attr-defined]  # as above


class MatrixForm(forms.Form):
    """A matrix to take in."""

    file = forms.FileField(
        label=_("The RKPDes matrix"),
        help_text=_("XLSX or CSV, with the columns of the download."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )
    why = forms.CharField(
        label=_("Why?"),
        help_text=_("Everybody reads it."),
        max_length=300,
        error_messages={"required": _("Write why.")},
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Return the file if it is not too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Split it."))
        return file


def _size(form: forms.Form, text: str) -> Decimal | None:
    try:
        return read_amount(text, "volume")
    except BadCell as error:
        form.add_error("volume", str(error))
        return None


def _initial(line: PlanLine) -> dict[str, Any]:  # Any: as above.
    values = {name: getattr(line, name) for name in _columns()}
    activity, number = choice_of(line.activity_code)
    chosen = {"activity_code": activity, "own_number": number}
    return {**values, **chosen, "volume": decimal(line.volume), "cost_rupiah": rupiah(line.cost_rupiah)}


def _columns() -> list[str]:
    return [name for name in LineForm.base_fields if name != "own_number"]


def _typed(said: dict[str, Any]) -> dict[str, Any]:  # Any: as above.
    return {**said, "fund": Fund(said["fund"]), "mode": Mode(said["mode"])}
