"""What residents give to a work: the page, its file, and the word of those who saw it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from rembuk.kernel.periods import local_day
from rembuk.opendata.gifts import gifts_csv
from rembuk.people.models import Person
from rembuk.projects.bills import sum_of
from rembuk.projects.models import Project
from rembuk.projects.queries import bill_of
from rembuk.projects.states import ProjectState
from rembuk.projects.swadaya.actions import ConfirmedAlready, confirm_gift
from rembuk.projects.swadaya.costs import unit_cost
from rembuk.projects.swadaya.permissions import standing_in
from rembuk.projects.swadaya.queries import (
    FEWEST_SHOWN,
    Confirmed,
    coming_days,
    gifts_of,
    injuries_shown,
    supply_sums,
    unconfirmed_gifts,
)
from rembuk.projects.swadaya.states import Standing
from rembuk.web.access import feed, person_of, public_page, resident_form
from rembuk.web.clock import now
from rembuk.web.plans.cards import decimal
from rembuk.web.projects.views import project_here
from rembuk.web.swadaya.tables import cost_chart, finding_of, given_rows, people_words, price_rows, wanted_rows


@public_page
@conditional_page
def swadaya(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is still wanted and how to join, what was given, and what one unit costs with and without it."""
    project, today = project_here(code), local_day(now())
    if project.code != code:
        return redirect("swadaya", project.code)
    sums = supply_sums(project, today)
    cost = unit_cost(_paid(project), sums, project.volume)
    context = {
        "project": project,
        "is_open": project.state != ProjectState.DONE,
        "finding": finding_of(cost),
        "chart": cost_chart(cost, project.unit),
        "today": today,
        "wanted": wanted_rows(sums),
        "given": given_rows(sums),
        "prices": price_rows(sums),
        "days": list(coming_days(project, today)),
        "people": people_words(sums),
        "unsure": sum(one.unsure for one in sums),
        "injuries": injuries_shown(project),
        "fewest": FEWEST_SHOWN,
    }
    return render(request, "swadaya/page.html", context)


def _paid(project: Project) -> int:
    return sum_of(bill_of(project)).paid_rupiah or project.cost_rupiah


@feed
def swadaya_csv(_request: HttpRequest, code: str) -> HttpResponse:
    """Give what residents gave to a work as CSV, from the same question as the page."""
    project = project_here(code)
    response = HttpResponse(gifts_csv(supply_sums(project, local_day(now()))), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="gotong-royong-{project.code}.csv"'
    return response


@resident_form
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """List what waits for a word, without a name, and take the word of whoever is signed in."""
    project, person = project_here(code), person_of(request)
    if request.method == "POST":
        _take_word(request, project, person)
        return redirect("swadaya-confirm", project.code)
    rows = [_row(one) for one in _waiting_for(person, project)]
    return render(request, "swadaya/confirm.html", {"project": project, "rows": rows, "robots": "noindex"})


def _waiting_for(person: Person | None, project: Project) -> list[Confirmed]:
    standing = standing_in(project, person, at=now())
    if person is None or standing is None:
        return []
    waiting = unconfirmed_gifts(project)
    return [one for one in waiting if standing not in one.standings and one.gift.written_by_id != person.pk]


def _take_word(request: HttpRequest, project: Project, person: Person | None) -> None:
    asked = request.POST.get("gift", "")
    found = next((one.gift for one in gifts_of(project) if str(one.gift.pk) == asked), None)
    if found is None:
        messages.error(request, _("This can no longer be done. Look at the page as it is now."))
        return
    try:
        confirm_gift(found, by=person, at=now())
        messages.success(request, _("Thank you. Your word stands beside it."))
    except ConfirmedAlready:
        messages.error(request, _("Somebody else was faster. Look at the page as it is now."))


def _row(one: Confirmed) -> dict[str, object]:
    gift = one.gift
    return {
        "pk": gift.pk,
        "what": gift.supply.what,
        "much": f"{decimal(gift.quantity)} {gift.supply.unit}",
        "on": gift.given_on,
        "value": gift.value_rupiah if gift.price_rupiah is not None else None,
        "why": gift.why,
        "missing": [Standing(standing).label for standing in Standing if standing not in one.standings],
    }
