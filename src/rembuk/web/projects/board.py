"""The board of a project, as a page and as PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from rembuk.documents.sheets import Sheet
from rembuk.journeys.papers import board_facts
from rembuk.projects.models import Project
from rembuk.web.access import public_page
from rembuk.web.papers import boards
from rembuk.web.papers.answers import paper_page, pdf_answer
from rembuk.web.projects.views import project_here


@public_page
@conditional_page
def board(request: HttpRequest, code: str) -> HttpResponse:
    """Show the board of a project, made for paper."""
    found = project_here(code)
    trail = [
        (_("Works"), reverse("projects")),
        (found.code, reverse("project", args=[found.code])),
        (_("Project board"), None),
    ]
    return paper_page(request, _board(request, found), trail, reverse("project-board-pdf", args=[found.code]))


@public_page
@conditional_page
def board_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the board as a PDF."""
    found = project_here(code)
    return pdf_answer(_board(request, found), f"papan-{found.code}")


def _board(request: HttpRequest, project: Project) -> Sheet:
    href = request.build_absolute_uri(reverse("project", args=[project.code]))
    complain = request.build_absolute_uri(reverse("speak"))
    return boards.board(board_facts(project), href, complain)
