"""What is built, as everybody reads it: the list of works, and one of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page

from rembuk.journeys.work_money import money_questions, work_and_money
from rembuk.kernel.codes import NotACode
from rembuk.kernel.periods import local_day
from rembuk.projects.models import Project
from rembuk.projects.queries import list_projects, photos_of_work, project_by_code, reach_of, reaches_of
from rembuk.projects.questions import progress_questions
from rembuk.regions.queries import villages_of
from rembuk.voices.queries import NotACursor
from rembuk.web.access import public_page
from rembuk.web.clock import now
from rembuk.web.programme import programme_here, rules_today
from rembuk.web.projects.asking import drawings, pictures, question_rows
from rembuk.web.projects.cards import facts_of_project, money_facts, project_card, reach_chart, reach_words
from rembuk.web.projects.choice import ProjectChoice

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
    """Show a project in short: before and after, how far it is, who builds it, its money, and how to help or ask."""
    with _or_nothing():
        found, money = work_and_money(code)
    if found.code != code:
        return redirect("project", found.code)
    at, reach, photos = now(), reach_of(found), list(photos_of_work(found))
    rules = rules_today(programme_here()).works
    asked = [*progress_questions(found, reach, at=at), *money_questions(found, reach, money, rules)]
    context = {
        "project": found,
        "pictures": pictures(photos, request),
        "drawings": drawings(photos, request),
        "facts": (*facts_of_project(found), *money_facts(money)),
        "said": reach_words(found, reach),
        "chart": reach_chart(found, reach),
        "today": local_day(at),
        "questions": question_rows(found, asked),
    }
    response = render(request, "projects/project.html", context)
    patch_vary_headers(response, ["Save-Data"])
    return response


def project_here(code: str) -> Project:
    """Return the project with this number, or say that there is none."""
    with _or_nothing():
        return project_by_code(code)


@contextmanager
def _or_nothing() -> Iterator[None]:
    try:
        yield
    except (NotACode, Project.DoesNotExist) as error:
        raise Http404("No project has this number.") from error
