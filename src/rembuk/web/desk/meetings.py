"""The meetings of somebody's places at the desk, and planning one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rembuk.meetings.actions import MeetingDraft, PlannedOtherwise, plan_meeting
from rembuk.meetings.models import Meeting
from rembuk.meetings.permissions import may_plan_meeting
from rembuk.meetings.queries import ahead_of, behind, meetings_in
from rembuk.programmes.queries import rules_at
from rembuk.regions.models import Region
from rembuk.voices.wording import BadWords
from rembuk.web.access import desk_form, person_of
from rembuk.web.clock import now
from rembuk.web.desk.hall import STAFF, UNPROCESSABLE
from rembuk.web.desk.hall_forms import PlanForm
from rembuk.web.desk.queues import places_of
from rembuk.web.formats import language
from rembuk.web.meetings.showing import Shown
from rembuk.web.programme import programme_here

ON_A_PAGE = 40


@desk_form(*STAFF)
def meetings(request: HttpRequest) -> HttpResponseBase:
    """List the meetings of one's places, what comes next first, and plan another one."""
    villages = places_of(person_of(request), STAFF, at=now())
    form = _form(request, villages)
    if request.method == "POST" and form.is_valid() and (meeting := _planned(request, form, villages)):
        return redirect("desk-hall", meeting.code)
    return _listed(request, villages, form)


def _form(request: HttpRequest, villages: list[Region]) -> PlanForm:
    person = person_of(request)
    kinds = [
        (kind.key, kind.label.in_language(language()))
        for kind in rules_at(programme_here(), now()).meetings
        if any(may_plan_meeting(person, kind, village, at=now()) for village in villages[:1])
    ]
    places = [(village.code, village.name) for village in villages]
    return PlanForm(request.POST if request.method == "POST" else None, kinds=kinds, villages=places)


def _planned(request: HttpRequest, form: PlanForm, villages: list[Region]) -> Meeting | None:
    said = form.cleaned_data
    draft = MeetingDraft(
        key=said["key"],
        programme=programme_here(),
        region=next(village for village in villages if village.code == said["region"]),
        kind=said["kind"],
        title=said["title"],
        place=said["place"],
        starts_at=form.starts_at,
        has_ramp=said["has_ramp"],
        has_interpreter=said["has_interpreter"],
    )
    try:
        return plan_meeting(draft, by=person_of(request), at=now())
    except PermissionDenied:
        form.add_error("kind", _("You cannot prepare this kind of meeting there."))
    except PlannedOtherwise:
        form.add_error(None, _("This page was sent before with another meeting. Begin a new page."))
    except BadWords:
        form.add_error("title", _("A text is missing or too long."))
    return None


def _listed(request: HttpRequest, villages: list[Region], form: PlanForm) -> HttpResponse:
    kinds = {one.key: one.label.in_language(language()) for one in rules_at(programme_here(), now()).meetings}
    here = meetings_in(villages).defer("record")
    ahead, over = ahead_of(here, at=now())[:ON_A_PAGE], behind(here, at=now())[:ON_A_PAGE]
    context = {"ahead": _rows(ahead, kinds), "over": _rows(over, kinds), "form": form, "robots": "noindex"}
    return render(request, "desk/meetings.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _rows(meetings: Iterable[Meeting], kinds: Mapping[str, str]) -> list[tuple[Shown, str]]:
    return [(Shown(one, now()), kinds.get(one.kind, one.kind)) for one in meetings]
