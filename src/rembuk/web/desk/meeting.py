"""Entering a pile of paper: what many people said at a meeting, row by row on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rembuk.journeys.intake import TooManyVoices, submit_voice
from rembuk.kernel.periods import local_day
from rembuk.programmes.queries import programme_of
from rembuk.regions.models import Region
from rembuk.regions.queries import localities_of
from rembuk.voices.actions import KeyUsedTwice, Receipt
from rembuk.voices.drafts import VoiceDraft
from rembuk.voices.permissions import HELPERS
from rembuk.voices.states import Channel, Group, VoiceKind
from rembuk.web.access import desk_form, person_of
from rembuk.web.clock import now
from rembuk.web.desk.helping import slip
from rembuk.web.desk.queues import places_to_help
from rembuk.web.errors import too_many
from rembuk.web.speak.pages import expectation_in
from rembuk.web.speak.places import named_locality, rest_of_place

UNPROCESSABLE: Final = 422
ROWS: Final = 12


class MeetingForm(forms.Form):
    """What all the voices of a pile have in common."""

    region = forms.ChoiceField(label=_("In which kampung?"), error_messages={"required": _("Choose the kampung.")})
    channel = forms.ChoiceField(
        label=_("Where do they come from?"),
        choices=[(Channel.MEETING, _("said at a meeting")), (Channel.PAPER, _("written on paper"))],
        initial=Channel.MEETING,
        widget=forms.RadioSelect,
    )
    spoken_on = forms.DateField(
        label=_("On which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Say on which day."), "invalid": _("This is no day.")},
    )

    def __init__(self, *arguments: Any, villages: Sequence[Region], **options: Any) -> None:
        # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["region"].choices = [(one.code, one.name) for one in villages]  # type: ignore[attr-defined]
        self.fields["spoken_on"].widget.input_type = "date"

    def clean_spoken_on(self) -> date:
        """Return the day; nobody spoke tomorrow."""
        spoken_on: date = self.cleaned_data["spoken_on"]
        if spoken_on > local_day(now()):
            raise forms.ValidationError(_("This day is still to come."))
        return spoken_on


class RowForm(forms.Form):
    """One voice of a pile; a row without words is none."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(label=_("What was said"), max_length=2_000, required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(label=_("Kind"), choices=VoiceKind.choices, initial=VoiceKind.WISH)
    hamlet = forms.CharField(label=_("Hamlet or RT"), max_length=60, required=False)
    group = forms.ChoiceField(label=_("Group"), choices=[("", _("not said")), *Group.choices], required=False)

    def clean(self) -> None:
        if self.cleaned_data.get("hamlet") and not self.cleaned_data.get("words", "").strip():
            self.add_error("words", _("Write the words, or clear the row."))


@dataclass(frozen=True)
class Pile:
    """The forms of one page."""

    head: MeetingForm
    rows: Sequence[RowForm]

    @property
    def is_fine(self) -> bool:
        """Is everything filled in as it should be, with one voice at least?"""
        fine = [form.is_valid() for form in (self.head, *self.rows)]
        if all(fine) and not self.spoken:
            self.rows[0].add_error("words", _("Write at least one voice."))
            return False
        return all(fine)

    @property
    def spoken(self) -> list[RowForm]:
        """The rows with words."""
        return [row for row in self.rows if row.cleaned_data["words"].strip()]


@desk_form(*HELPERS)
def meeting(request: HttpRequest) -> HttpResponse:
    """Take a page full of voices, all of them or none, and print a slip for each."""
    villages = places_to_help(person_of(request), at=now())
    pile = _pile(request, villages)
    if request.method != "POST":
        return render(request, "desk/meeting.html", {"pile": pile, "robots": "noindex"})
    if not pile.is_fine:
        return render(request, "desk/meeting.html", {"pile": pile, "robots": "noindex"}, status=UNPROCESSABLE)
    region = next(village for village in villages if village.code == pile.head.cleaned_data["region"])
    try:
        receipts = _received(request, pile, region)
    except KeyUsedTwice:
        pile.head.add_error(None, _("This page was sent before with other words. Begin a new page for what is new."))
        return render(request, "desk/meeting.html", {"pile": pile, "robots": "noindex"}, status=UNPROCESSABLE)
    except TooManyVoices as error:
        return too_many(request, error.retry_seconds)
    context = {
        "slips": [slip(request, receipt) for receipt in receipts],
        "again": reverse("desk-meeting"),
        **expectation_in(receipts[0].voice.programme),
        "robots": "noindex",
    }
    return render(request, "desk/slips.html", context)


def _pile(request: HttpRequest, villages: Sequence[Region]) -> Pile:
    data = request.POST if request.method == "POST" else None
    start = {"spoken_on": local_day(now())}
    return Pile(
        MeetingForm(data, villages=villages, initial=start),
        [RowForm(data, prefix=f"row{number}", initial={"key": uuid4()}) for number in range(1, ROWS + 1)],
    )


@transaction.atomic
def _received(request: HttpRequest, pile: Pile, region: Region) -> list[Receipt]:
    programme, localities, common = programme_of(region.number), list(localities_of(region)), pile.head.cleaned_data
    receipts = []
    for row in pile.spoken:
        said = row.cleaned_data
        locality = named_locality(said["hamlet"], localities)
        draft = VoiceDraft(
            key=said["key"],
            programme=programme,
            region=region,
            words=said["words"],
            kind=VoiceKind(said["kind"]),
            channel=Channel(common["channel"]),
            spoken_on=common["spoken_on"],
            group=said["group"],
            locality=locality,
            landmark=rest_of_place(said["hamlet"], "", locality),
        )
        receipts.append(submit_voice(draft, by=person_of(request), at=now()))
    return receipts
