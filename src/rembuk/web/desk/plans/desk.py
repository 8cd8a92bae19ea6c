"""The plans at the desk: what waits for whom, and the plan of a kampung and year."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from rembuk.journeys.intake_tables import UnreadableFile
from rembuk.journeys.plan_books import rkpdes_matrix
from rembuk.journeys.plan_intake import import_lines
from rembuk.journeys.whole_tables import LinesReport
from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.people.queries import holds_any
from rembuk.plans import actions
from rembuk.plans.models import LongPlan, LongPlanYear, YearPlan
from rembuk.plans.permissions import (
    PROPOSERS,
    may_approve_plan,
    may_draw_up_plan,
    may_make_long_plan,
    may_propose_item,
)
from rembuk.plans.queries import lines_of, plan_tasks, versions_of
from rembuk.plans.states import Fund, PlanState
from rembuk.programmes.queries import programme_of
from rembuk.regions.models import Region
from rembuk.web.access import desk_form, desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed, attempt, chosen, shown
from rembuk.web.desk.forms import NoForm
from rembuk.web.desk.plans.forms import MatrixForm, MeetingForm, OfficeItemForm, PlanForm
from rembuk.web.desk.plans.item import HANDLERS, UNPROCESSABLE
from rembuk.web.desk.queues import places_of
from rembuk.web.plans.files import as_workbook
from rembuk.web.plans.views import number_here
from rembuk.web.programme import full_name

YEARS_SHOWN = 2


@desk_page(*HANDLERS)
def plans(request: HttpRequest) -> HttpResponse:
    """List what waits about plans, the longest waiting first, and lead to the plan of each kampung."""
    person, year = person_of(request), local_day(now()).year
    villages = places_of(person, PROPOSERS, at=now())
    context = {
        "queues": plan_tasks(person, at=now()),
        "villages": villages,
        "years": range(year, year + YEARS_SHOWN),
        "robots": "noindex",
    }
    return render(request, "desk/plans.html", context)


@desk_form(*PROPOSERS)
def plan(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show the draft or plan of a kampung and year, and take one deed about it as a whole."""
    work = _work(request, code, year)
    deeds = list(work.deeds())
    failed: forms.Form | None = None
    if request.method == "POST":
        deed = chosen(request, deeds)
        failed = deed.form(request.POST) if deed else None
        if deed and failed and attempt(deed, failed):
            messages.success(request, f"{deed.done}")
            return redirect("desk-plan", work.region.code, year)
        if deed is None:
            messages.error(request, _("This can no longer be done. Look at the page as it is now."))
    context = {
        "work": work,
        "place": full_name(work.region),
        "lines": [(line, Fund(line.fund).label) for line in work.lines],
        "cost": sum(line.cost_rupiah for line in work.lines),
        "forms": shown(deeds, failed),
        "first": failed.prefix if failed else next((deed.key for deed in deeds), ""),
        "robots": "noindex",
    }
    return render(request, "desk/plan.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


@desk_page(*PROPOSERS)
def matrix(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Give the matrix of the version that is worked on; the public one is of the plan in force."""
    work = _work(request, code, year)
    return as_workbook(rkpdes_matrix(work.newest, year), f"rkpdes-{work.region.code}-{year}")


@desk_form(*PROPOSERS)
def take_in(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Take a matrix into the draft of a year: all of its rows or none."""
    work = _work(request, code, year)
    form = MatrixForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    report = _imported(form, work) if request.method == "POST" and form.is_valid() else None
    refused = request.method == "POST" and (report is None or report.faults)
    context = {
        "form": form,
        "report": report,
        "work": work,
        "place": full_name(work.region),
        "robots": "noindex",
    }
    return render(request, "desk/plan_import.html", context, status=UNPROCESSABLE if refused else 200)


def _imported(form: forms.Form, work: PlanWork) -> LinesReport | None:
    said = form.cleaned_data
    if work.draft is None:
        form.add_error("file", _("There is no draft of this year. Draw one up first."))
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "matriks"
        with path.open("wb") as written:
            written.writelines(said["file"].chunks())
        try:
            return import_lines(path, work.draft, said["why"], by=work.person, at=now())
        except UnreadableFile as error:
            form.add_error("file", str(error))
            return None


def _work(request: HttpRequest, code: str, year: int) -> PlanWork:
    number = number_here(code)
    region = Region.objects.filter(number=number).first()
    if region is None or not 2000 <= year <= 2200:
        raise Http404(code)
    person = person_of(request)
    if not holds_any(person, PROPOSERS, number, at=now()):
        raise PermissionDenied
    return PlanWork(region, year, person)


@dataclass
class PlanWork:
    """The plan of a kampung and year in somebody's hands: what they may do with it now."""

    region: Region
    year: int
    person: Person | None

    @cached_property
    def versions(self) -> list[YearPlan]:
        """All versions, newest first."""
        return list(versions_of(self.region.number, self.year))

    @property
    def newest(self) -> YearPlan | None:
        """The newest version: the draft, where there is one."""
        return self.versions[0] if self.versions else None

    @property
    def draft(self) -> YearPlan | None:
        """The draft, if there is one."""
        return self.newest if self.newest and self.newest.state == PlanState.DRAFT else None

    @cached_property
    def lines(self) -> list:  # type: ignore[type-arg]  # lines of the newest version
        """The lines of the newest version."""
        return list(lines_of(self.newest)) if self.newest else []

    @cached_property
    def long_plan(self) -> LongPlan | None:
        """The long plan that has this year."""
        years = LongPlanYear.objects.filter(region_number=self.region.number, year=self.year)
        found = years.select_related("long_plan__region").first()
        return found.long_plan if found else None

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done, the usual thing first."""
        if self.draft and self.lines and may_approve_plan(self.person, self.draft, at=now()):
            yield Deed(
                "approve", _("Approve the plan"), _("The plan is approved."), MeetingForm, self._approve, "primary"
            )
        if self.long_plan is None and may_make_long_plan(self.person, self.region, at=now()):
            label = _("Begin a long plan of %(years)s years") % {"years": actions.DEFAULT_YEARS}
            yield Deed("long", label, _("The long plan is begun."), NoForm, self._begin, "primary")
        if self.long_plan and not self.draft and may_draw_up_plan(self.person, self.region, at=now()):
            label = _("Draw up a new version") if self.versions else _("Draw up the plan")
            yield Deed("draw", label, _("The draft is begun."), PlanForm, self._draw_up, "primary")
        if may_propose_item(self.person, self.region, at=now()):
            yield Deed("propose", _("Propose something for the office"), _("Proposed."), OfficeItemForm, self._propose)

    def _approve(self, said: Cleaned) -> None:
        if self.draft:
            actions.approve_plan(self.draft, said["meeting"], by=self.person, at=now())

    def _begin(self, _said: Cleaned) -> None:
        actions.make_long_plan(programme_of(self.region.number), self.region, self.year, by=self.person, at=now())

    def _draw_up(self, said: Cleaned) -> None:
        if self.long_plan:
            actions.draw_up_plan(self.long_plan, self.year, said["why"], by=self.person, at=now())

    def _propose(self, said: Cleaned) -> None:
        programme = programme_of(self.region.number)
        actions.propose_item(programme, self.region, said["title"], self.year, by=self.person, at=now())
