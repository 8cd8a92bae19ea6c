"""The works at the desk: what waits for whom, a new one from the plan, and one of them."""

from __future__ import annotations

from datetime import date
from typing import Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rembuk.journal.queries import acts_on
from rembuk.kernel.periods import local_day, working_days_between
from rembuk.people.queries import holds_any
from rembuk.plans.queries import shown_line_of
from rembuk.programmes.queries import rules_at
from rembuk.projects.actions import prepare_project
from rembuk.projects.bills import sum_of
from rembuk.projects.models import Project
from rembuk.projects.permissions import may_prepare_project
from rembuk.projects.queries import looks_at
from rembuk.projects.tasks import WorkTask, WorkTaskKind, work_tasks
from rembuk.web.access import desk_form, desk_page, person_of
from rembuk.web.charts import share
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Deed, attempt, chosen, shown
from rembuk.web.desk.forms import NoForm
from rembuk.web.desk.works.site import SITE, Site
from rembuk.web.plans.cards import line_facts
from rembuk.web.plans.views import item_here
from rembuk.web.programme import programme_here
from rembuk.web.projects.cards import TONES, bill_rows, facts_of_project, look_rows, reach_words, steps_of
from rembuk.web.projects.views import project_here

UNPROCESSABLE: Final = 422


@desk_page(*SITE)
def works(request: HttpRequest) -> HttpResponse:
    """List what waits about works, the longest waiting first, with the working days left."""
    days_off = rules_at(programme_here(), now()).days_off
    queues = [
        (queue, [(row, _address(queue.kind, row), _days_left(row, days_off)) for row in queue.rows])
        for queue in work_tasks(person_of(request), days_off, at=now())
    ]
    return render(request, "desk/works.html", {"queues": queues, "robots": "noindex"})


def _address(kind: WorkTaskKind, row: WorkTask) -> str:
    return reverse("desk-work-new" if kind is WorkTaskKind.PREPARE else "desk-work", args=[row.code])


def _days_left(row: WorkTask, days_off: frozenset[date]) -> int:
    left = working_days_between(local_day(now()), local_day(row.due_at), days_off)
    return min(left, -1) if row.due_at < now() else left


@desk_form(*SITE)
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Show a line of the plan, and make a project of it."""
    person, item = person_of(request), item_here(code)
    if not holds_any(person, SITE, item.region_number, at=now()):
        raise PermissionDenied
    if made := Project.objects.filter(item=item).first():
        return redirect("desk-work", made.code)
    begin = Deed(
        "prepare",
        _("Make a project of it"),
        _("is being prepared"),
        NoForm,
        lambda _said: prepare_project(item, by=person, at=now()),
        "primary",
    )
    deeds = [begin] if may_prepare_project(person, item, at=now()) else []
    deed = chosen(request, deeds) if request.method == "POST" else None
    failed = deed.form(request.POST) if deed else None
    if deed and failed and attempt(deed, failed):
        messages.success(request, f"{item.code}: {deed.done}")
        return redirect("desk-work", Project.objects.get(item=item).code)
    line = shown_line_of(item)
    context = {
        "item": item,
        "line": line_facts(line) if line else (),
        "forms": shown(deeds, failed),
        "first": "prepare",
        "robots": "noindex",
    }
    return render(request, "desk/work_new.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


@desk_form(*SITE)
def work(request: HttpRequest, code: str) -> HttpResponse:
    """Show a work with what may be done on it, and take one deed."""
    person, found = person_of(request), project_here(code)
    if not holds_any(person, SITE, found.region_number, at=now()):
        raise PermissionDenied
    if found.code != code:
        return redirect("desk-work", found.code)
    site = Site(found, person)
    deeds = list(site.deeds())
    failed: forms.Form | None = None
    if request.method == "POST":
        deed = chosen(request, deeds)
        failed = deed.form(request.POST, request.FILES) if deed else None
        if deed and failed and attempt(deed, failed):
            messages.success(request, f"{found.code}: {deed.done}")
            return redirect("desk-work", found.code)
        # What was tried has left its marks on the row in memory.
        site = Site(project_here(code), person)
        deeds = list(site.deeds())
        if deed is None:
            messages.error(request, _("This can no longer be done. Look at the page as it is now."))
    context = {
        **_context(site),
        "forms": shown(deeds, failed),
        "first": failed.prefix if failed else next((deed.key for deed in deeds), ""),
    }
    return render(request, "desk/work.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _context(site: Site) -> dict[str, object]:
    project, total = site.project, sum_of(site.bill)
    return {
        "project": project,
        "tone": TONES[project.state],
        "facts": facts_of_project(project),
        "said": reach_words(project, site.reach),
        "bill": bill_rows(site.bill),
        "total": total,
        "wages": share(total.wage_rupiah, total.paid_rupiah) if total.paid_rupiah else "",
        "change": site.change,
        "looks": look_rows(looks_at(project)),
        "steps": steps_of(acts_on(project)),
        "robots": "noindex",
    }
