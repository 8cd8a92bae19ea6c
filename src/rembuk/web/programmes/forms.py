"""Forms that change one thing in the rules; each says why."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.periods import Unit
from rembuk.kernel.texts import has_personal
from rembuk.programmes.parts import Saying
from rembuk.programmes.rules import Clock, Holiday, Outcome, Phase, Reason
from rembuk.web.programmes.labels import OUTCOMES, UNITS

LONGEST = 500


class RulesForm(forms.Form):
    """Every change names the version it was made from, and its reason."""

    based_on = forms.CharField(widget=forms.HiddenInput, max_length=64)
    why = forms.CharField(
        label=_("Why does this change?"),
        help_text=_("Everybody can read this. Name the decision or meeting, no persons."),
        max_length=300,
    )

    field_order: list[str] | None = None

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Refuse anybody's numbers and addresses: every version of the rules is public for ever."""
        for name, said in list(self.cleaned_data.items()):
            if isinstance(said, str) and has_personal(said):
                self.add_error(name, _("Please leave out NIK, phone numbers and e-mail addresses."))
        return self.cleaned_data


class ClockForm(RulesForm):
    """A time limit."""

    amount = forms.IntegerField(label=_("How many"), min_value=1, max_value=1000)
    unit = forms.ChoiceField(label=_("Counted in"), choices=[(unit.value, label) for unit, label in UNITS.items()])
    source = forms.CharField(
        label=_("Source"), help_text=_("The regulation or agreement that says so."), max_length=LONGEST
    )
    verified = forms.BooleanField(label=_("I compared it with the source itself"), required=False)

    field_order = ["amount", "unit", "source", "verified", "why"]

    @staticmethod
    def filled(clock: Clock) -> dict[str, object]:
        """Return what the form shows at first."""
        return {"amount": clock.amount, "unit": clock.unit.value, "source": clock.source, "verified": clock.verified}

    def clock(self) -> Clock:
        """Return the time limit as it was filled in."""
        told = self.cleaned_data
        return Clock(amount=told["amount"], unit=Unit(told["unit"]), source=told["source"], verified=told["verified"])


class SayingForm(RulesForm):
    """A word or sentence in both languages."""

    indonesian = forms.CharField(label=_("In Indonesian"), max_length=LONGEST)
    english = forms.CharField(label=_("In English"), max_length=LONGEST)

    field_order = ["indonesian", "english", "why"]

    @staticmethod
    def filled(saying: Saying) -> dict[str, object]:
        """Return what the form shows at first."""
        return {"indonesian": saying.id, "english": saying.en}

    def saying(self) -> Saying:
        """Return the words as they were filled in."""
        return Saying(id=self.cleaned_data["indonesian"], en=self.cleaned_data["english"])


class PhaseForm(SayingForm):
    """A phase of the yearly cycle."""

    starts = forms.RegexField(
        label=_("First day, month and day"), help_text=_("For example 06-01 for 1 June."), regex=r"^\d\d-\d\d$"
    )
    ends = forms.RegexField(
        label=_("Last day, month and day"),
        help_text=_("Before the first day means: in the next year."),
        regex=r"^\d\d-\d\d$",
    )

    field_order = ["indonesian", "english", "starts", "ends", "why"]

    def __init__(self, *args: Any, phase: Phase, **options: Any) -> None:  # Any: Django's own arguments.
        super().__init__(*args, **options)
        self._before = phase

    def clean_starts(self) -> str:
        """Refuse days that no year has."""
        return _month_day(self.cleaned_data["starts"])

    def clean_ends(self) -> str:
        """Refuse days that no year has."""
        return _month_day(self.cleaned_data["ends"])

    def phase(self) -> Phase:
        """Return the phase as it was filled in; its key and its year stay."""
        return Phase(
            key=self._before.key,
            label=self.saying(),
            starts=self.cleaned_data["starts"],
            ends=self.cleaned_data["ends"],
            year_offset=self._before.year_offset,
        )


def _month_day(text: str) -> str:
    try:
        # A leap year, so that 29 February may be said.
        date.fromisoformat(f"2024-{text}")
    except ValueError as error:
        raise forms.ValidationError(_("There is no such day. Write month and day, for example 06-30.")) from error
    return text


class ReasonForm(SayingForm):
    """A reason for a refusal, with what it must show and the next step it obliges to."""

    evidence_indonesian = forms.CharField(label=_("What it must show, in Indonesian"), max_length=LONGEST)
    evidence_english = forms.CharField(label=_("What it must show, in English"), max_length=LONGEST)
    next_indonesian = forms.CharField(label=_("Next step, in Indonesian"), max_length=LONGEST)
    next_english = forms.CharField(label=_("Next step, in English"), max_length=LONGEST)
    allows = forms.MultipleChoiceField(
        label=_("Used for"),
        choices=[(outcome.value, label) for outcome, label in OUTCOMES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    source = forms.CharField(label=_("Source"), max_length=LONGEST)

    field_order = [
        "indonesian", "english", "evidence_indonesian", "evidence_english", "next_indonesian", "next_english", "allows",
        "source", "why",
    ]  # fmt: skip

    @staticmethod
    def filled_by(reason: Reason) -> dict[str, object]:
        """Return what the form shows at first."""
        return {
            "indonesian": reason.label.id,
            "english": reason.label.en,
            "evidence_indonesian": reason.evidence.id,
            "evidence_english": reason.evidence.en,
            "next_indonesian": reason.next_step.id,
            "next_english": reason.next_step.en,
            "allows": [outcome.value for outcome in reason.allows],
            "source": reason.source,
        }

    def reason(self, code: str) -> Reason:
        """Return the reason as it was filled in, under a code that stays for ever."""
        told = self.cleaned_data
        return Reason(
            code=code,
            label=self.saying(),
            evidence=Saying(id=told["evidence_indonesian"], en=told["evidence_english"]),
            next_step=Saying(id=told["next_indonesian"], en=told["next_english"]),
            allows=[Outcome(outcome) for outcome in told["allows"]],
            source=told["source"],
        )


class NewReasonForm(ReasonForm):
    """A reason with its code, which never changes afterwards."""

    code = forms.RegexField(
        label=_("Code"),
        help_text=_("Capitals and underscores, for example LAHAN_SENGKETA. It cannot be changed later."),
        regex=r"^[A-Z][A-Z_]*$",
        max_length=40,
    )

    field_order = ["code", *ReasonForm.field_order]


class HolidayForm(SayingForm):
    """A day off."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    verified = forms.BooleanField(label=_("I compared it with the decree itself"), required=False)

    field_order = ["on", "indonesian", "english", "verified", "why"]

    def holiday(self) -> Holiday:
        """Return the day off as it was filled in."""
        return Holiday(on=self.cleaned_data["on"], name=self.saying(), verified=self.cleaned_data["verified"])
