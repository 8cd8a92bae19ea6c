"""What is built, as everybody reads it: the list of works, and one of them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page

from rembuk.finance.asking import asked_about_work
from rembuk.journal.queries import acts_on
from rembuk.journeys.work_money import questions_with_money, spending_on
from rembuk.kernel.codes import NotACode
from rembuk.kernel.periods import local_day
from rembuk.projects.bills import sum_of
from rembuk.projects.dossier import dossier_of
from rembuk.projects.impact import activity_of, impact_of
from rembuk.projects.models import Project
from rembuk.projects.queries import (
    audit_ticket_of,
    handover_of,
    list_projects,
    looks_at,
    photos_of_work,
    project_by_code,
    reaches_of,
    witness_draw_of,
)
from rembuk.projects.unit_prices import unit_price_of
from rembuk.regions.queries import villages_of
from rembuk.voices.queries import NotACursor
from rembuk.web.access import public_page
from rembuk.web.asking import questions_shown
from rembuk.web.charts import share
from rembuk.web.clock import now
from rembuk.web.programme import programme_here, rules_today
from rembuk.web.projects.asking import (
    bought_rows,
    change_rows,
    drawings,
    given_rows,
    pictures,
    question_rows,
    team_rows,
)
from rembuk.web.projects.cards import (
    bill_rows,
    facts_of_project,
    look_rows,
    measured_rows,
    project_card,
    reach_chart,
    reach_words,
    steps_of,
)
from rembuk.web.projects.choice import ProjectChoice
from rembuk.web.projects.comparing import (
    impact_columns,
    impact_rows,
    impact_words,
    price_facts,
    price_rule,
    price_words,
    reading_rows,
    uncompared,
)
from rembuk.web.projects.curve import LINES, curve, moments_of
from rembuk.web.speak.things import named

ON_A_PAGE = 12


@public_page
@conditional_page
def projects(request: HttpRequest) -> HttpResponse:
    """Show the works as chosen in the address, each with how far it is."""
    region = programme_here().region
    villages = list(villages_of(region))
    choice = ProjectChoice.read(request.GET.dict(), villages)
    try:
        page = list_projects(choice.number(region, villages), choice.chosen("keadaan"), choice.place, ON_A_PAGE)
    except NotACursor as error:
        raise Http404("No page of this list begins there.") from error
    reaches = reaches_of(page.rows)
    context = {
        "choice": choice,
        "cards": [project_card(one, reaches[one.pk]) for one in page.rows],
        "older": choice.address(mulai=page.older) if page.older else None,
    }
    return render(request, "projects/list.html", context)


@public_page
@conditional_page
def project(request: HttpRequest, code: str) -> HttpResponse:
    """Show a project: how far it is, who builds it, what it takes, who looked, and who asked for it."""
    found = project_here(code)
    if found.code != code:
        return redirect("project", found.code)
    dossier, spending = dossier_of(found), spending_on(found)
    reach, bill, total = dossier.reach, dossier.bill, sum_of(dossier.bill)
    moments = moments_of(found, dossier.steps, spending)
    rules = rules_today(programme_here())
    photos = list(photos_of_work(found))
    activity, handover, today = activity_of(found), handover_of(found), local_day(now())
    impact, price = impact_of(found, activity, handover), unit_price_of(found, activity)
    context = {
        "pictures": pictures(photos, request),
        "drawings": drawings(photos, request),
        "spending": spending,
        "curve": curve(moments) if len(moments) > 1 else None,
        "lines": LINES,
        "questions": question_rows(questions_with_money(dossier, spending, rules.works, at=now())),
        "team": team_rows(dossier.team),
        "changes": change_rows(dossier.changes),
        "given": given_rows(bill),
        "project": found,
        "facts": facts_of_project(found),
        "reach": reach,
        "said": reach_words(found, reach),
        "chart": reach_chart(found, reach),
        "today": today,
        "price_words": price_words(found, price),
        "price_facts": price_facts(found, price),
        "price_rule": price_rule(),
        "impact_words": impact_words(impact),
        "impact_columns": impact_columns(),
        "impact_rows": impact_rows(impact, today),
        "readings": reading_rows(impact),
        "uncompared": uncompared(impact),
        "bill": bill_rows(bill),
        "total": total,
        "wages": share(total.wage_rupiah, total.paid_rupiah) if total.paid_rupiah else "",
        "askable": [(named(row), row.what) for row in bill],
        "asked": questions_shown(asked_about_work(found)),
        "bought": bought_rows(dossier.bought),
        "measured": measured_rows(dossier.steps),
        "looks": look_rows(looks_at(found)),
        "handover": handover,
        "draw": witness_draw_of(found),
        "audit": audit_ticket_of(found),
        "steps": steps_of(acts_on(found)),
    }
    response = render(request, "projects/project.html", context)
    patch_vary_headers(response, ["Save-Data"])
    return response


def project_here(code: str) -> Project:
    """Return the project with this number, or say that there is none."""
    try:
        return project_by_code(code)
    except (NotACode, Project.DoesNotExist) as error:
        raise Http404("No project has this number.") from error
