"""Gotong royong at the desk: the works, one of them, one work day, its photo and the paper to sign."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rembuk.kernel.periods import local_day
from rembuk.media.files import path_of
from rembuk.people.queries import holds_any
from rembuk.projects.models import Project
from rembuk.projects.swadaya.models import WorkDay
from rembuk.projects.swadaya.permissions import ORGANISERS
from rembuk.projects.swadaya.queries import gatherings_in
from rembuk.web.access import desk_form, desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import forms_of, status_of, tried
from rembuk.web.desk.queues import places_of
from rembuk.web.desk.swadaya.attending import DayWork
from rembuk.web.desk.swadaya.gathering import GatheringWork
from rembuk.web.projects.views import project_here
from rembuk.web.swadaya.tables import given_rows

BLANK_LINES = 24


@desk_page(*ORGANISERS)
def gatherings(request: HttpRequest) -> HttpResponse:
    """List the works of one's kampung, those whose lists are due first."""
    numbers = [place.number for place in places_of(person_of(request), ORGANISERS, at=now())]
    rows = gatherings_in(numbers, local_day(now()))
    return render(request, "desk/gatherings.html", {"rows": rows, "robots": "noindex"})


@desk_form(*ORGANISERS)
def gathering(request: HttpRequest, code: str) -> HttpResponse:
    """Show what residents give to a work with what may be done about it, and take one deed."""
    project = project_here(code)
    _insist(request, project)
    if project.code != code:
        return redirect("desk-gathering", project.code)
    work = GatheringWork(project, person_of(request), request.FILES)
    done, failed = tried(request, list(work.deeds()))
    if done:
        return redirect("desk-gathering", project.code)
    # What was tried has left its marks on the rows in memory.
    work = GatheringWork(project_here(code), person_of(request), request.FILES)
    context = {"work": work, "given": given_rows(work.sums), **forms_of(list(work.deeds()), failed)}
    return render(request, "desk/gathering.html", context, status=status_of(request))


@desk_form(*ORGANISERS)
def day(request: HttpRequest, day: UUID) -> HttpResponse:
    """Show a work day with what may be done about it, and take one deed."""
    work = DayWork(_day(request, day), person_of(request), request.FILES)
    done, failed = tried(request, list(work.deeds()))
    if done:
        return redirect("desk-work-day", day)
    work = DayWork(_day(request, day), person_of(request), request.FILES)
    context = {"work": work, "day": work.day, **forms_of(list(work.deeds()), failed)}
    return render(request, "desk/work_day.html", context, status=status_of(request))


@desk_page(*ORGANISERS)
def sheet(request: HttpRequest, day: UUID) -> HttpResponse:
    """Show the list to sign, for paper."""
    found = _day(request, day)
    context = {
        "day": found,
        "lines": range(1, BLANK_LINES + 1),
        "href": request.build_absolute_uri(reverse("swadaya", args=[found.project.code])),
        "robots": "noindex",
    }
    return render(request, "desk/work_day_sheet.html", context)


@desk_page(*ORGANISERS)
def paper(request: HttpRequest, day: UUID) -> FileResponse:
    """Serve the photo of a signed list to those who read it."""
    photo = DayWork(_day(request, day), person_of(request), request.FILES).photo
    if photo is None:
        raise Http404("This day has no photo.")
    # The server closes the file when it has sent it.
    response = FileResponse(path_of(photo.digest).open("rb"), content_type="image/jpeg")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _day(request: HttpRequest, pk: UUID) -> WorkDay:
    found = WorkDay.objects.filter(pk=pk).select_related("project__region", "supply__project").first()
    if found is None:
        raise Http404(pk)
    _insist(request, found.project)
    return found


def _insist(request: HttpRequest, project: Project) -> None:
    if not holds_any(person_of(request), ORGANISERS, project.region_number, at=now()):
        raise PermissionDenied
