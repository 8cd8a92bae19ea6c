"""Confirming who lives in a kampung: two of the village, in person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.actions import (
    TooManyVouchings,
    annul_vouching,
    contest_vouching,
    uphold_vouching,
    vouch_first,
    vouch_second,
)
from rembuk.people.actions.vouchings import AlreadyVouched
from rembuk.people.models import Identity, Person, Vouching
from rembuk.people.permissions import VOUCHERS, may_contest, may_settle, may_vouch
from rembuk.people.queries import identity_of, regions_of, waiting_vouchings
from rembuk.people.roles import Role
from rembuk.people.states import VouchingState
from rembuk.regions.models import Region
from rembuk.regions.queries import villages_of
from rembuk.tenancy.moves import MovedMeanwhile
from rembuk.web.access import desk_form, person_of
from rembuk.web.clock import now
from rembuk.web.people.forms import ReasonForm, VouchForm
from rembuk.web.people.labels import contact_label

KEEPERS = (*sorted(VOUCHERS), Role.ADMINISTRATOR)


@desk_form(*KEEPERS)
def neighbours(request: HttpRequest) -> HttpResponse:
    """List who waits for a second word, and give a first one."""
    person = person_of(request)
    regions = _own_regions(person)
    form = VouchForm(request.POST if request.method == "POST" else None, regions=_villages(person))
    if request.method == "POST" and form.is_valid() and _vouched(request, form):
        return redirect("neighbours")
    vouchings = list(waiting_vouchings(regions))
    labels = _labels(vouchings)
    waiting = [(one, labels[one.person_id]) for one in vouchings]
    return render(request, "people/neighbours.html", {"form": form, "waiting": waiting, "robots": "noindex"})


def _vouched(request: HttpRequest, form: VouchForm) -> bool:
    scheme, value = form.cleaned_data["contact"]
    identity = identity_of(scheme, value)
    if identity is None or identity.person is None:
        form.add_error("contact", _("Nobody has signed in with this yet. Help them to do it first."))
        return False
    region = Region.objects.get(number=form.cleaned_data["region"])
    method = Vouching.Method(form.cleaned_data["method"])
    try:
        vouch_first(identity.person, region, method, by=person_of(request), at=now())
    except AlreadyVouched:
        form.add_error("contact", _("Somebody has confirmed this resident here already."))
    except TooManyVouchings:
        form.add_error(None, _("You have confirmed as many residents this year as one person may."))
    else:
        return True
    return False


@desk_form(*KEEPERS)
def neighbour(request: HttpRequest, vouching: UUID) -> HttpResponse:
    """Give the second word, contest, or settle; each needs its own button."""
    found = Vouching.objects.select_related("region", "person", "first_by").filter(pk=vouching).first()
    person = person_of(request)
    if found is None or not (may_contest(person, found, at=now()) or may_settle(person, found, at=now())):
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" and "second" not in request.POST else None)
    if request.method == "POST" and _done(request, found, form):
        return redirect("neighbours")
    context = {
        "vouching": found,
        "contact": _label(found),
        "form": form,
        "may_second": _may_second(person, found),
        "may_contest": found.state in {VouchingState.WAITING, VouchingState.CONFIRMED},
        "may_settle": found.state == VouchingState.CONTESTED and may_settle(person, found, at=now()),
        "robots": "noindex",
    }
    return render(request, "people/neighbour.html", context)


def _done(request: HttpRequest, vouching: Vouching, form: ReasonForm) -> bool:
    person = person_of(request)
    try:
        if "second" in request.POST:
            vouch_second(vouching, by=person, at=now())
            return True
        if not form.is_valid():
            return False
        if "contest" in request.POST:
            contest_vouching(vouching, form.cleaned_data["why"], by=person, at=now())
        elif "uphold" in request.POST:
            uphold_vouching(vouching, form.cleaned_data["why"], by=person, at=now())
        elif "annul" in request.POST:
            annul_vouching(vouching, form.cleaned_data["why"], by=person, at=now())
    except (MoveNotAllowed, MovedMeanwhile) as error:
        raise PermissionDenied from error
    return True


def _may_second(person: Person | None, vouching: Vouching) -> bool:
    return (
        person is not None
        and vouching.state == VouchingState.WAITING
        and person.pk not in {vouching.first_by_id, vouching.person_id}
        and may_vouch(person, vouching.region_id, at=now())
    )


def _label(vouching: Vouching) -> str:
    """Return what one resident is called here."""
    return _labels([vouching])[vouching.person_id]


def _labels(vouchings: Sequence[Vouching]) -> dict[UUID, str]:
    """Return each resident's own name, or what may be shown of a contact: whoever vouches has met them."""
    people = {one.person_id: one.person for one in vouchings}
    contacts = Identity.objects.filter(person__in=people).order_by("-verified_at", "-id")
    first = {contact.person_id: contact for contact in contacts}
    return {
        key: str(person) if person.name or key not in first else contact_label(first[key])
        for key, person in people.items()
    }


def _own_regions(person: Person | None) -> list[Region]:
    found = {region.number: region for role in KEEPERS for region in regions_of(person, role, at=now())}
    return [found[number] for number in sorted(found)]


def _villages(person: Person | None) -> list[Region]:
    """Return the kampung somebody may vouch in: those inside the places where they hold a role that vouches."""
    found = {
        village.number: village
        for role in sorted(VOUCHERS)
        for region in regions_of(person, role, at=now())
        for village in villages_of(region)
    }
    return [found[number] for number in sorted(found)]
