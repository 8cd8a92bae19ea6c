"""Who came to a meeting, by name, for those who record it: a page that no phone keeps and nobody else is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rembuk.kernel.codes import NotACode, read_code
from rembuk.meetings.actions import count_attendance, strike_attendee, write_attendee
from rembuk.meetings.attending import attendance_until, attendees_of
from rembuk.meetings.entries import LONGEST_NAME
from rembuk.meetings.models import Attendee, Meeting
from rembuk.meetings.permissions import may_see_attendance
from rembuk.meetings.queries import meeting_by_code
from rembuk.meetings.states import Crowd, MeetingState
from rembuk.people.models import Person
from rembuk.people.queries import holds_any
from rembuk.web.access import desk_form, person_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed, attempt, chosen, shown
from rembuk.web.desk.hall import STAFF
from rembuk.web.desk.hall_forms import KeyedForm, Labels
from rembuk.web.formats import capital

UNPROCESSABLE = 422


class AttendeeForm(KeyedForm):
    """Somebody who came."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Write the name.")},
    )
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Counts in which groups?"),
        choices=[(group.value, capital(str(group.label))) for group in Crowd if group is not Crowd.EVERYBODY],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class StrikeForm(forms.Form):
    """Who is taken off the list."""

    person = forms.ChoiceField(label=gettext_lazy("Who?"))

    def __init__(self, *arguments: Any, people: Labels, **options: Any) -> None:  # Any: Django's own form arguments.
        super().__init__(*arguments, **options)
        self.fields["person"].choices = people  # type: ignore[attr-defined]  # every such field has choices


@dataclass
class List:
    """The list of one meeting in the hands of who may see it."""

    meeting: Meeting
    by: Person | None
    people: Sequence[Attendee]
    may_see: bool

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done with it now."""
        is_running = self.meeting.state == MeetingState.RUNNING
        if self.may_see and is_running and attendance_until(self.meeting):
            yield Deed("write", _("Write a name"), _("The name is on the list."), AttendeeForm, self._write, "primary")
        if self.people:
            names = [(str(one.pk), one.name) for one in self.people]
            strike = partial(StrikeForm, people=names)
            if is_running:
                yield Deed("count", _("Count the list into the minutes"), _("It is counted."), KeyedForm, self._count)
            yield Deed("strike", _("Take a name off the list"), _("The name is gone."), strike, self._strike, "danger")

    def _write(self, said: Cleaned) -> None:
        groups = [Crowd(group) for group in said["groups"]]
        write_attendee(self.meeting, said["key"], said["name"], groups, by=self.by, at=now())

    def _count(self, said: Cleaned) -> None:
        count_attendance(self.meeting, said["key"], by=self.by, at=now())

    def _strike(self, said: Cleaned) -> None:
        strike_attendee(next(one for one in self.people if str(one.pk) == said["person"]), by=self.by, at=now())


@desk_form(*STAFF)
def attendance(request: HttpRequest, code: str) -> HttpResponse:
    """Show who came by name to those who record the meeting, and take one deed."""
    names = _list_of(request, code)
    deeds = list(names.deeds())
    failed: forms.Form | None = None
    if request.method == "POST":
        deed = chosen(request, deeds)
        failed = deed.form(request.POST) if deed else None
        if deed and failed and attempt(deed, failed):
            messages.success(request, str(deed.done))
            return redirect("desk-attendance", names.meeting.code)
    context = {
        "meeting": names.meeting,
        "people": names.people,
        "may_see": names.may_see,
        "until": attendance_until(names.meeting),
        "forms": shown(deeds, failed),
        "first": failed.prefix if failed else (deeds[0].key if deeds else ""),
        "robots": "noindex",
    }
    return render(request, "desk/attendance.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _list_of(request: HttpRequest, code: str) -> List:
    try:
        meeting = meeting_by_code(read_code(code))
    except NotACode as error:
        raise Http404("This is no number.") from error
    if meeting is None:
        raise Http404("No meeting has this number.")
    person = person_of(request)
    if not holds_any(person, STAFF, meeting.region_number, at=now()):
        raise PermissionDenied
    may_see = may_see_attendance(person, meeting, at=now())
    return List(meeting, person, attendees_of(meeting) if may_see else [], may_see)
