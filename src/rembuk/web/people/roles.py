"""Roles for people who are no programmers: who holds what here, give, end, and why somebody may do something."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rembuk.kernel.periods import local_day
from rembuk.people.actions import (
    LastAdministrator,
    NoCertificate,
    NotStaff,
    RolesClash,
    end_role,
    grant_role,
    make_staff,
    renew_access,
    retire_staff,
)
from rembuk.people.actions.accounts import BadLogin, LoginTaken
from rembuk.people.explaining import Explanation, explain
from rembuk.people.models import Person, RoleGrant
from rembuk.people.permissions import may_appoint, may_renew_access
from rembuk.people.queries import grants_in_force, grants_of, regions_of, staff_in, works_elsewhere
from rembuk.people.roles import Role
from rembuk.regions.models import Region
from rembuk.regions.queries import subtree
from rembuk.web.access import desk_form, desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.formats import language
from rembuk.web.people.forms import FirstPasswordForm, GrantForm, ReasonForm, StaffForm


@desk_page(Role.ADMINISTRATOR)
def roles(request: HttpRequest) -> HttpResponse:
    """List who holds which role, region by region."""
    grants = list(staff_in(_own_regions(request), at=now()))
    places: dict[int, list[RoleGrant]] = {}
    for grant in grants:
        places.setdefault(grant.region_id, []).append(grant)
    by_place = [(held[0].region, held) for held in places.values()]
    return render(request, "people/roles.html", {"by_place": by_place, "robots": "noindex"})


@desk_form(Role.ADMINISTRATOR)
def new_staff(request: HttpRequest) -> HttpResponse:
    """Make an account; its first role is given on the next page."""
    form = StaffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            person = make_staff(values["login"], values["name"], values["password"], by=person_of(request), at=now())
        except BadLogin:
            form.add_error("login", _("Use small letters, figures, dots and dashes. No NIK and no phone number."))
        except LoginTaken:
            form.add_error("login", _("Somebody has this login already."))
        else:
            return redirect("staff", person.pk)
    return render(request, "people/new_staff.html", {"form": form, "robots": "noindex"})


@desk_form(Role.ADMINISTRATOR)
def staff(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show what somebody holds and held, and give a further role."""
    found = _staff_in_reach(request, person)
    regions = [region for own in _own_regions(request) for region in subtree(own)]
    today = local_day(now())
    form = GrantForm(request.POST if request.method == "POST" else None, regions=regions, initial={"from_on": today})
    if request.method == "POST" and form.is_valid() and _granted(request, found, form):
        return redirect("staff", found.pk)
    held = [(grant, _may_end(request, grant)) for grant in grants_of(found)]
    context = {
        "staff": found,
        "held": held,
        "form": form,
        "today": today,
        "may_renew": found.is_active and may_renew_access(person_of(request), found, at=now()),
        "robots": "noindex",
    }
    return render(request, "people/staff.html", context)


def _granted(request: HttpRequest, person: Person, form: GrantForm) -> bool:
    values = form.cleaned_data
    try:
        with transaction.atomic():
            grant_role(
                person,
                Role(values["role"]),
                Region.objects.get(number=values["region"]),
                from_on=values["from_on"],
                until_on=values["until_on"],
                decree=values["decree"],
                by=person_of(request),
                at=now(),
            )
    except RolesClash as clash:
        held = _("This person is %(role)s already, and may not be both.") % {"role": clash.other.label}
        form.add_error("role", f"{held} {clash.why.in_language(language())}")
    except NoCertificate as lack:
        form.add_error("role", _("This role needs a certificate first: %(name)s.") % {"name": lack})
    except NotStaff:
        form.add_error(None, _("This account is closed, or has no login."))
    else:
        return True
    return False


@desk_form(Role.ADMINISTRATOR)
def renew(request: HttpRequest, person: UUID) -> HttpResponse:
    """Give a new first password to whoever lost theirs, or the phone with their codes."""
    found = _renewable(request, person)
    form = FirstPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        renew_access(found, form.cleaned_data["password"], by=person_of(request), at=now())
        return redirect("staff", found.pk)
    return render(request, "people/renew_access.html", {"staff": found, "form": form, "robots": "noindex"})


@desk_form(Role.ADMINISTRATOR)
def close(request: HttpRequest, person: UUID) -> HttpResponse:
    """Close an account for good, with the reason."""
    found = _renewable(request, person)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        retire_staff(found, form.cleaned_data["why"], by=person_of(request), at=now())
        return redirect("staff", found.pk)
    return render(request, "people/close_account.html", {"staff": found, "form": form, "robots": "noindex"})


def _renewable(request: HttpRequest, person: UUID) -> Person:
    found = _staff_in_reach(request, person)
    if not found.is_active or not may_renew_access(person_of(request), found, at=now()):
        raise PermissionDenied
    return found


@desk_form(Role.ADMINISTRATOR)
def end(request: HttpRequest, grant: UUID) -> HttpResponse:
    """End a role, with the reason."""
    found = RoleGrant.objects.select_related("person", "region").filter(pk=grant, ended_at__isnull=True).first()
    if found is None:
        raise Http404
    if not _may_end(request, found):
        raise PermissionDenied
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            end_role(found, form.cleaned_data["why"], by=person_of(request), at=now())
        except LastAdministrator:
            form.add_error(None, _("Nobody would be left to give roles. Appoint another administrator first."))
        else:
            return redirect("staff", found.person_id)
    return render(request, "people/end_role.html", {"grant": found, "form": form, "robots": "noindex"})


@desk_page(Role.ADMINISTRATOR)
def explain_staff(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show what somebody may do, where, and why."""
    return _explained(request, _staff_in_reach(request, person))


@desk_page()
def explain_me(request: HttpRequest) -> HttpResponse:
    """Show staff what they may do themselves, and why."""
    person = person_of(request)
    if person is None:
        raise PermissionDenied
    return _explained(request, person)


def _explained(request: HttpRequest, person: Person) -> HttpResponse:
    explanations = explain(person, at=now())
    context = {
        "staff": person,
        "may": [(_rule(one), _because(one)) for one in explanations if one.grants],
        "may_not": [(_rule(one), _roles(one)) for one in explanations if one.rule.roles and not one.grants],
        "everybody": [_rule(one) for one in explanations if not one.rule.roles],
        "held": list(grants_in_force(person, at=now()).select_related("region").order_by("region_id", "role")),
        "robots": "noindex",
    }
    return render(request, "people/explain.html", context)


def _rule(explanation: Explanation) -> str:
    return _(explanation.rule.sentence)


def _because(explanation: Explanation) -> str:
    held = [
        _("as %(role)s in %(place)s") % {"role": grant.get_role_display(), "place": grant.region.name}
        for grant in explanation.grants
    ]
    return "; ".join(held)


def _roles(explanation: Explanation) -> str:
    # In the order in which the roles are written down, from the village upward.
    return ", ".join(str(role.label) for role in Role if role in explanation.rule.roles)


def _own_regions(request: HttpRequest) -> tuple[Region, ...]:
    return regions_of(person_of(request), Role.ADMINISTRATOR, at=now())


def _staff_in_reach(request: HttpRequest, person: UUID) -> Person:
    """Return an account of staff that holds or held a role in reach, or none at all yet; 404 for any other."""
    found = Person.objects.filter(pk=person, login__isnull=False).first()
    if found is None:
        raise Http404
    numbers = list(grants_of(found).values_list("region_id", flat=True))
    if numbers and not any(may_appoint(person_of(request), number, at=now()) for number in numbers):
        raise Http404
    if not numbers and works_elsewhere(found):
        raise Http404
    return found


def _may_end(request: HttpRequest, grant: RoleGrant) -> bool:
    return grant.ended_at is None and may_appoint(person_of(request), grant.region_id, at=now())
