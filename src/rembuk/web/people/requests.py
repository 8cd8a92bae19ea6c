"""Requests about personal data, as the administrator handles them, with their clocks."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rembuk.journeys.own_data import forget
from rembuk.people.actions import finish_data_request, refuse_data_request
from rembuk.people.models import DataRequest
from rembuk.people.permissions import may_handle_data
from rembuk.people.queries import data_requests_waiting
from rembuk.people.roles import Role
from rembuk.people.states import RequestKind, RequestState
from rembuk.voices.queries import voices_of_person
from rembuk.web.access import desk_form, desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.people.forms import OutcomeForm
from rembuk.web.people.labels import hours_left


@desk_page(Role.ADMINISTRATOR)
def data_requests(request: HttpRequest) -> HttpResponse:
    """List the requests that wait, the most pressing first."""
    waiting = [(one, hours_left(one, at=now())) for one in data_requests_waiting(person_of(request), at=now())]
    return render(request, "people/data_requests.html", {"waiting": waiting, "robots": "noindex"})


@desk_form(Role.ADMINISTRATOR)
def data_request(request: HttpRequest, wanted: UUID) -> HttpResponse:
    """Do what is asked, or refuse it with a reason."""
    found = DataRequest.objects.select_related("person").filter(pk=wanted).first()
    if found is None or not may_handle_data(person_of(request), found, at=now()):
        raise Http404
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and found.state == RequestState.ASKED and form.is_valid():
        _close(request, found, form.cleaned_data["outcome"])
        return redirect("data-requests")
    is_deletion = found.kind == RequestKind.DELETE
    context = {
        "wanted": found,
        "form": form,
        "hours_left": hours_left(found, at=now()),
        "voices": list(voices_of_person(found.person)) if is_deletion else [],
        "is_deletion": is_deletion,
        "robots": "noindex",
    }
    return render(request, "people/data_request.html", context)


def _close(request: HttpRequest, wanted: DataRequest, outcome: str) -> None:
    by, at = person_of(request), now()
    if "refuse" in request.POST:
        refuse_data_request(wanted, outcome, by=by, at=at)
    elif wanted.kind == RequestKind.DELETE:
        forget(wanted, outcome, by=by, at=at)
    else:
        finish_data_request(wanted, outcome, by=by, at=at)
