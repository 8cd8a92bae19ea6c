"""The board of sample messages (papan pesan contoh), which plays everybody's phone in a demo."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rembuk.messaging.queries import newest_messages
from rembuk.people.code_apps import code_now
from rembuk.people.models import Person
from rembuk.people.queries import roles_of
from rembuk.people.roles import DECIDING
from rembuk.web.access import probe
from rembuk.web.clock import now

MOST_SHOWN = 30


@probe
def simulator(request: HttpRequest) -> HttpResponse:
    """Show the newest messages, and the code that each account's app shows now; 404 wherever people are real."""
    if not settings.SIMULATOR:
        raise Http404("Here messages go to real people.")
    context = {"messages_sent": newest_messages(MOST_SHOWN), "codes": _codes(), "robots": "noindex"}
    return render(request, "simulator/board.html", context)


def _codes() -> dict[str, list[str]]:
    """Return the codes shown now, each with the logins of the staff whose app shows it."""
    shown: dict[str, list[str]] = {}
    for person in Person.objects.filter(login__isnull=False, is_active=True).order_by("login"):
        if roles_of(person, at=now()) & DECIDING and (code := code_now(person, at=now())):
            shown.setdefault(code, []).append(str(person.login))
    return shown
