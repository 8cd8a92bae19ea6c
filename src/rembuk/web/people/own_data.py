"""What somebody's account holds: to see, take along, correct, silence, and have forgotten."""

from __future__ import annotations

import json
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rembuk.journeys.own_data import own_data, portable
from rembuk.people.actions import (
    ask_data_request,
    correct_account,
    hear_again,
    silence_identity,
    withdraw_consent,
)
from rembuk.people.models import DataRequest, Identity, Person
from rembuk.people.purposes import PURPOSES
from rembuk.people.queries import consents_of
from rembuk.people.states import RequestKind, RequestState
from rembuk.projects.queries import works_to_look_at
from rembuk.voices.states import Channel
from rembuk.web.access import person_of, public_page, resident_form, resident_page
from rembuk.web.clock import now
from rembuk.web.people.forms import AboutMeForm, DataWishForm
from rembuk.web.people.labels import contact_label, hours_left, purpose_titles

NEWEST = 20


@resident_page
def my_data(request: HttpRequest) -> HttpResponse:
    """Show in short what is kept, and everything that can be done about it."""
    person = _self(request)
    data = own_data(person)
    return render(
        request,
        "people/my_data.html",
        {
            "person": person,
            "data": data,
            "voices": data.voices[:NEWEST],
            "contacts": [(one, contact_label(one)) for one in data.identities],
            "requests": [(one, hours_left(one, at=now())) for one in data.requests],
            "is_asked_to_forget": _waiting_deletion(data.requests) is not None,
            "purposes": purpose_titles(),
            "works": works_to_look_at(person),
            "robots": "noindex",
        },
    )


@resident_page
def all_my_data(request: HttpRequest) -> HttpResponse:
    """Show everything that is kept, in full, fit for paper."""
    person = _self(request)
    context = {
        "data": own_data(person),
        "person": person,
        "at": now(),
        "purposes": purpose_titles(),
        "channels": dict(Channel.choices),
        "languages": dict(settings.LANGUAGES),
        "robots": "noindex",
    }
    return render(request, "people/all_my_data.html", context)


@resident_page
def download_my_data(request: HttpRequest) -> HttpResponse:
    """Hand everything over as a file that programs read."""
    values = portable(own_data(_self(request)), at=now())
    body = json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rembuk-data-saya.json"'
    return response


@resident_form
def correct_me(request: HttpRequest) -> HttpResponse:
    """Correct name and language at once."""
    person = _self(request)
    start = {"name": person.name, "language": person.language}
    form = AboutMeForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        correct_account(person, form.cleaned_data["name"], form.cleaned_data["language"], by=person, at=now())
        return redirect("my-data")
    return render(request, "people/correct_me.html", {"form": form, "robots": "noindex"})


@resident_form
def ask_about_data(request: HttpRequest) -> HttpResponse:
    """Ask for what cannot be done by oneself; somebody does it within 72 hours."""
    form = DataWishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kind = RequestKind(form.cleaned_data["kind"])
        ask_data_request(kind, form.cleaned_data["wish"], by=_self(request), at=now())
        return redirect("my-data")
    return render(request, "people/ask_about_data.html", {"form": form, "robots": "noindex"})


@resident_form
def forget_me(request: HttpRequest) -> HttpResponse:
    """Say what being forgotten means, and ask for it."""
    person = _self(request)
    if request.method == "POST" and person.is_resident:
        ask_data_request(RequestKind.DELETE, "", by=person, at=now())
        return redirect("my-data")
    context = {"person": person, "count": len(own_data(person).voices), "robots": "noindex"}
    return render(request, "people/forget_me.html", context)


@resident_form
def take_consent_back(request: HttpRequest, consent: UUID) -> HttpResponse:
    """Take one yes back, after asking once."""
    found = consents_of(_self(request)).filter(pk=consent, withdrawn_at__isnull=True).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        withdraw_consent(found, by=_self(request), at=now())
        return redirect("my-data")
    return _confirm(
        request,
        title=_("Take your consent back?"),
        text=_("We write nothing more for this purpose. Your voices stay and keep their numbers."),
        button=_("Take it back"),
        what=str(purpose_titles()[found.purpose]),
    )


@resident_form
def silence(request: HttpRequest, identity: UUID) -> HttpResponse:
    """Stop everything to one contact."""
    contact = _own_contact(request, identity)
    if request.method == "POST":
        silence_identity(contact, by=_self(request), at=now())
        return redirect("my-data")
    return _confirm(
        request,
        title=_("Send nothing more?"),
        text=_("No answer, no news and no code goes there any more. Without a code you cannot sign in with it again."),
        button=_("Send nothing more"),
        what=contact_label(contact),
    )


@resident_form
def hear(request: HttpRequest, identity: UUID) -> HttpResponse:
    """Take a stop back."""
    contact = _own_contact(request, identity)
    if request.method == "POST":
        hear_again(contact, by=_self(request), at=now())
        return redirect("my-data")
    return _confirm(
        request,
        title=_("Send codes here again?"),
        text=_("You can sign in with it again. Other messages come only if you agree to them."),
        button=_("Send codes again"),
        what=contact_label(contact),
    )


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what personal data is kept for, who sees it and how long."""
    return render(request, "people/privacy.html", {"purposes": PURPOSES})


def _confirm(request: HttpRequest, *, title: str, text: str, button: str, what: str) -> HttpResponse:
    words = {"title": title, "text": text, "button_label": button, "what": what, "robots": "noindex"}
    return render(request, "people/confirm.html", words)


def _self(request: HttpRequest) -> Person:
    person = person_of(request)
    assert person is not None  # noqa: S101 - the decorator has let nobody else in; this tells the type checker.
    return person


def _own_contact(request: HttpRequest, identity: UUID) -> Identity:
    found = Identity.objects.filter(pk=identity, person=_self(request)).first()
    if found is None:
        raise Http404
    return found


def _waiting_deletion(requests: list[DataRequest]) -> DataRequest | None:
    waiting = (one for one in requests if one.kind == RequestKind.DELETE and one.state == RequestState.ASKED)
    return next(waiting, None)
