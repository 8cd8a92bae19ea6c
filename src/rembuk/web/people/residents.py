"""Signing in without a password: one field, then a code. What is answered never tells whether a number is known."""

from __future__ import annotations

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rembuk.people.actions import check_code, claim_contact, send_code
from rembuk.people.actions.contacts import CodeOutcome
from rembuk.people.contacts import masked
from rembuk.people.limits import count_up
from rembuk.people.models import Identity, Person
from rembuk.people.states import Scheme
from rembuk.regions.models import Region
from rembuk.regions.queries import UnknownRegion, region_by_code
from rembuk.tenancy import current_tenant
from rembuk.web.access import person_of, public_form
from rembuk.web.clock import now
from rembuk.web.errors import too_many
from rembuk.web.formats import language
from rembuk.web.people.forms import CodeForm, ContactForm
from rembuk.web.people.safe_next import safe_next

CODE_FOR = "code_for"
HOUR = timedelta(hours=1)
MOST_CONTACTS = 3_000
BACKEND = "rembuk.people.signin.StaffBackend"


@public_form
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask where the code should go, and send it."""
    person = person_of(request)
    if person is not None:
        return redirect(safe_next(request) or reverse("my-data" if person.is_resident else "desk"))
    form = ContactForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/sign_in.html", {"form": form, "next": safe_next(request)})
    if not count_up(f"contacts-in:{current_tenant()}", at=now(), window=HOUR, limit=MOST_CONTACTS):
        return too_many(request, int(HOUR.total_seconds()))
    scheme, value = form.cleaned_data["contact"]
    identity = claim_contact(scheme, value, by=None, at=now())
    send_code(identity, language=language(), place=_place(request), by=None, at=now())
    request.session[CODE_FOR] = str(identity.pk)
    return redirect(_with_next(reverse("sign-in-code"), safe_next(request)))


@public_form
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Compare the code; the right one signs in, and makes an account if there was none."""
    identity = _asked_for(request)
    if identity is None:
        return redirect("sign-in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        result = check_code(identity, form.cleaned_data["code"], language=language(), by=None, at=now())
        if result.person is not None:
            return _signed_in(request, result.person)
        form.add_error("code", _refusal(result.outcome))
    hidden = masked(Scheme(identity.scheme), identity.value)
    return render(request, "people/sign_in_code.html", {"form": form, "contact": hidden, "next": safe_next(request)})


def _asked_for(request: HttpRequest) -> Identity | None:
    held = request.session.get(CODE_FOR)
    return Identity.objects.filter(pk=held).select_related("person").first() if held else None


def _refusal(outcome: CodeOutcome) -> str:
    if outcome is CodeOutcome.WRONG:
        return _("This code is not right. Look again.")
    return _("This code works no more. Ask for a new one.")


def _signed_in(request: HttpRequest, person: Person) -> HttpResponse:
    following = safe_next(request) or reverse("my-data")
    login(request, person, backend=BACKEND)
    UserSession.objects.create_from_request(request)
    request.session.pop(CODE_FOR, None)
    return redirect(following)


@public_form
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; by a form, so that no picture on another page can do it."""
    if request.method == "POST":
        logout(request)
        answer = redirect("home")
        # Pages that were read, but not the words that a phone keeps until it has a network again.
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer
    return render(request, "people/sign_out.html", {"person": person_of(request)})


def _place(request: HttpRequest) -> Region | None:
    try:
        return region_by_code(request.GET.get("wilayah", ""))
    except UnknownRegion:
        return None


def _with_next(address: str, following: str) -> str:
    return f"{address}?{urlencode({'next': following})}" if following else address
