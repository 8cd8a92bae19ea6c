"""The audit draws of works at the desk: one announces, another draws."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from secrets import token_hex
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rembuk.people.models import Person
from rembuk.people.queries import regions_of
from rembuk.people.roles import Role
from rembuk.programmes.queries import with_programme
from rembuk.projects.actions import announce_audit, hold_draw
from rembuk.projects.models import Draw
from rembuk.projects.permissions import AUDITORS, may_announce_audit, may_hold_draw
from rembuk.projects.queries import list_draws
from rembuk.projects.states import DrawState
from rembuk.regions.models import Region
from rembuk.web.access import desk_form, person_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed, attempt, chosen, shown
from rembuk.web.desk.forms import NoForm
from rembuk.web.desk.works.forms import WordForm
from rembuk.web.desk.works.site import SITE
from rembuk.web.programme import programme_here

UNPROCESSABLE: Final = 422


@desk_form(*SITE)
def audits(request: HttpRequest) -> HttpResponse:
    """List the audit draws, and take one deed: announcing one, or drawing one that another announced."""
    person = person_of(request)
    draws = list(list_draws(programme_here().region.number))
    deeds = list(_deeds(person, draws))
    failed: forms.Form | None = None
    if request.method == "POST":
        deed = chosen(request, deeds)
        failed = deed.form(request.POST) if deed else None
        if deed and failed and attempt(deed, failed):
            messages.success(request, str(deed.done))
            return redirect("desk-audits")
        if deed is None:
            messages.error(request, _("This can no longer be done. Look at the page as it is now."))
    context = {
        "draws": draws,
        "forms": shown(deeds, failed),
        "first": failed.prefix if failed else next((deed.key for deed in deeds), ""),
        "robots": "noindex",
    }
    return render(request, "desk/audits.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _deeds(person: Person | None, draws: list[Draw]) -> Iterator[Deed]:
    for region in _regions(person):
        if may_announce_audit(person, region, at=now()):
            label = _("Announce an audit draw of works in %(place)s") % {"place": region.name}
            announce = partial(_announce, region, person)
            yield Deed(
                f"audit{region.number}", label, _("Announced. Somebody else draws."), NoForm, announce, "primary"
            )
    # One after another in each place, the one that waits longest first.
    waiting = {draw.region_number: draw for draw in draws if draw.state == DrawState.ANNOUNCED}
    for draw in waiting.values():
        if may_hold_draw(person, draw, at=now()):
            label = _("Draw the works in %(place)s") % {"place": draw.region.name}
            yield Deed(f"draw{draw.pk.hex}", label, _("Drawn."), WordForm, partial(_draw, draw, person), "primary")


def _regions(person: Person | None) -> list[Region]:
    """Return where somebody may audit works, and a programme has the rules for it."""
    found = {one.number: one for role in AUDITORS for one in regions_of(person, Role(role), at=now())}
    return with_programme(found[number] for number in sorted(found))


def _announce(region: Region, person: Person | None, _said: Cleaned) -> None:
    announce_audit(region, token_hex(32), by=person, at=now())


def _draw(draw: Draw, person: Person | None, said: Cleaned) -> None:
    hold_draw(draw, said["word"], by=person, at=now())
