"""A paper as a page, and as a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rembuk.documents.drawing import CannotDraw, draw
from rembuk.documents.sheets import Sheet

NOT_IMPLEMENTED = 501


def paper_page(request: HttpRequest, paper: Sheet, trail: Sequence[tuple[str, str | None]], pdf: str) -> HttpResponse:
    """Show a paper on the screen, with a link to its PDF."""
    return render(request, "papers/page.html", {"paper": paper, "trail": trail, "pdf": pdf})


def pdf_answer(paper: Sheet, name: str) -> HttpResponse:
    """Return a paper as a PDF to keep and print; in words where none can be drawn."""
    return drawn_answer(lambda: draw(paper), "application/pdf", f"{name}.pdf")


def drawn_answer(make: Callable[[], bytes], kind: str, name: str) -> HttpResponse:
    """Return what is drawn as a file to keep; in words where nothing can be drawn."""
    try:
        drawn = make()
    except CannotDraw:
        said = _("This machine cannot draw a PDF. Open the page of this paper and print it from the browser.")
        return HttpResponse(f"{said}\n", content_type="text/plain; charset=utf-8", status=NOT_IMPLEMENTED)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(drawn, content_type=kind, headers=headers)
