"""How it is before a work and after it, at the desk: what may be written down today, and what is taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.projects.actions import ReadingDraft, record_impact, take_back_impact
from rembuk.projects.impact import Impact, activity_of, impact_of
from rembuk.projects.indicators import Indicator
from rembuk.projects.models import Handover, ImpactReading, Project
from rembuk.projects.permissions import may_record_impact
from rembuk.projects.states import FINISHED, ImpactMoment
from rembuk.tenancy.moves import MovedMeanwhile
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed
from rembuk.web.desk.hall_forms import Counted, KeyedForm
from rembuk.web.desk.swadaya.forms import Day
from rembuk.web.desk.works.fields import Size
from rembuk.web.desk.works.forms import REASON
from rembuk.web.formats import language
from rembuk.web.projects.comparing import BETTER, value_of

CHOOSE: Final = {"required": _("Choose one.")}
LARGEST_VALUE: Final = 9_999_999_999
Slots = Sequence[tuple[Indicator, ImpactMoment]]


class ReadingForm(KeyedForm):
    """What an indicator is, and how it was measured."""

    slot = forms.ChoiceField(label=_("What was measured?"), widget=forms.RadioSelect, error_messages=CHOOSE)
    value = Size(label=_("How much?"))
    taken_on = Day(label=_("On which day?"))
    method = forms.CharField(
        label=_("How was it measured?"),
        help_text=_("Everybody reads it. No names of people."),
        max_length=300,
        widget=forms.Textarea,
        error_messages={"required": _("Write how it was measured.")},
    )
    households = Counted(_("How many households were asked?"), required=False)
    source = forms.CharField(
        label=_("A paper that shows it"),
        help_text=_("For example: book of the cadre, page 12. It may stay empty."),
        max_length=200,
        required=False,
    )

    def __init__(self, *arguments: Any, slots: Slots, **options: Any) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        chosen = self.fields["slot"]
        chosen.choices = [(_key(one, moment), _label(one, moment)) for one, moment in slots]  # type: ignore[attr-defined]  # of a ChoiceField
        chosen.card_hints = {  # type: ignore[attr-defined]  # read by form_parts.choices_of
            _key(one, moment): one.measured[language()] for one, moment in slots
        }
        self.fields["taken_on"].initial = local_day(now())

    def clean(self) -> dict[str, Any]:  # Any: each field cleans to its own type.
        """Put the reading together as a whole."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("value", 0) > LARGEST_VALUE:
            self.add_error("value", _("That is too much to be true. Look at the unit."))
        if not self.errors:
            moment, _colon, indicator = said["slot"].partition(":")
            rest = {name: said[name] for name in ("value", "taken_on", "method", "households", "source")}
            said["draft"] = ReadingDraft(indicator, ImpactMoment(moment), **rest)
        return said


class TakeBackForm(forms.Form):
    """Which figure was wrong, and why."""

    reading = forms.TypedChoiceField(label=_("Which figure?"), coerce=UUID, error_messages=CHOOSE)
    why = forms.CharField(label=_("Why?"), help_text=_("Everybody reads it."), max_length=300, error_messages=REASON)

    def __init__(self, *arguments: Any, impact: Impact, **options: Any) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        known: Mapping[str, Indicator] = {one.key: one for one in impact.indicators}
        self.fields["reading"].choices = [  # type: ignore[attr-defined]  # of a ChoiceField
            (str(one.pk), _figure(known[one.indicator], one)) for one in impact.readings.values()
        ]


def comparing_deeds(project: Project, person: Person | None, handover: Handover | None) -> Iterator[Deed]:
    """Yield what may be written down about how it is before a work or after it, and what may be taken back."""
    if not may_record_impact(person, project, at=now()):
        return
    impact = impact_of(project, activity_of(project), handover)
    slots = list(impact.open_on(local_day(now())))
    if slots:
        is_over = project.state in FINISHED
        label = _("Write down how it is after the work") if is_over else _("Write down how it is before the work")
        form = partial(ReadingForm, slots=slots)
        kind = "primary" if is_over else "quiet"
        yield Deed("impact", label, _("written down"), form, partial(_record, project, person), kind)
    if impact.readings:
        back = partial(TakeBackForm, impact=impact)
        label = _("Take a wrong figure back")
        yield Deed("impact-back", label, _("taken back"), back, partial(_take_back, impact, person))


def _record(project: Project, person: Person | None, said: Cleaned) -> None:
    record_impact(project, said["draft"], key=said["key"], by=person, at=now())


def _take_back(impact: Impact, person: Person | None, said: Cleaned) -> None:
    found: ImpactReading | None = next((one for one in impact.readings.values() if one.pk == said["reading"]), None)
    if found is None:
        raise MovedMeanwhile(f"{impact.project.code} has no such reading any more.")
    found.project = impact.project
    take_back_impact(found, said["why"], by=person, at=now())


def _key(one: Indicator, moment: ImpactMoment) -> str:
    return f"{moment.value}:{one.key}"


def _label(one: Indicator, moment: ImpactMoment) -> str:
    return f"{one.name[language()]}, {moment.label} ({one.unit[language()]}; {BETTER[one.better]})"


def _figure(one: Indicator, reading: ImpactReading) -> str:
    return f"{one.name[language()]}, {ImpactMoment(reading.moment).label}: {value_of(one, reading)}"
