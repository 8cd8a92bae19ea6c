"""A draw by lot as everybody may check it."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page

from rembuk.projects.models import Draw
from rembuk.projects.queries import draw_by_id, tickets_of
from rembuk.projects.states import DrawKind, DrawState
from rembuk.web.access import feed, public_page

SCRIPT: Final = Path(__file__).with_name("redraw.py")


@public_page
@conditional_page
def draw(request: HttpRequest, draw: UUID) -> HttpResponse:
    """Show a draw: its list and seal, and once it is drawn the secret, the word and who was drawn."""
    found = _draw_here(draw)
    tickets = list(tickets_of(found).select_related("project"))
    drawn = sorted((one for one in tickets if one.place), key=lambda one: one.place or 0)
    context = {
        "draw": found,
        "tickets": tickets,
        "winners": drawn,
        "is_drawn": found.state == DrawState.DRAWN,
        "are_residents": found.kind == DrawKind.WITNESSES,
        "script": SCRIPT.read_text(encoding="utf-8"),
    }
    return render(request, "projects/draw.html", context)


@feed
def draw_file(_request: HttpRequest, draw: UUID) -> JsonResponse:
    """Publish a draw as a file that a short script draws again."""
    found = _draw_here(draw)
    tickets = list(tickets_of(found))
    published: dict[str, object] = {
        "sealed": found.sealed,
        "list_digest": found.list_digest,
        "names": [one.name for one in tickets],
        "seats": found.seats,
        "announced_at": found.announced_at.isoformat(),
    }
    if found.state == DrawState.DRAWN:
        drawn = sorted((one for one in tickets if one.place), key=lambda one: one.place or 0)
        published |= {"secret": found.secret, "word": found.word, "drawn": [one.name for one in drawn]}
    return JsonResponse(published, headers={"Content-Disposition": 'attachment; filename="draw.json"'})


@feed
def redraw_script(_request: HttpRequest) -> HttpResponse:
    """Hand out the short script that draws again from such a file."""
    headers = {"Content-Disposition": 'attachment; filename="redraw.py"'}
    return HttpResponse(SCRIPT.read_bytes(), content_type="text/plain; charset=utf-8", headers=headers)


def _draw_here(key: UUID) -> Draw:
    try:
        return draw_by_id(key)
    except Draw.DoesNotExist as error:
        raise Http404("There is no such draw.") from error
