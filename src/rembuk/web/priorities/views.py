"""The rounds for everybody: which there are, what one of them declares and decides, and how it was reckoned."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page

from rembuk.priorities.models import Round
from rembuk.priorities.phases import phase_of_round
from rembuk.priorities.rounds import rounds_with_sums, votings_by_round
from rembuk.web.access import public_page
from rembuk.web.clock import now
from rembuk.web.priorities.shown import RoundShown
from rembuk.web.priorities.working import Working
from rembuk.web.programme import programme_here

MOST_LISTED = 60


@public_page
@conditional_page
def rounds(request: HttpRequest) -> HttpResponse:
    """Show the newest rounds of the programme, the one that is due last first."""
    found = list(rounds_with_sums(programme_here().region.number)[:MOST_LISTED])
    votings = votings_by_round(found)
    rows = [(one, phase_of_round(one, votings.get(one.pk), at=now())) for one in found]
    return render(request, "priorities/list.html", {"rows": rows})


@public_page
@conditional_page
def round_page(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show a round: what may be chosen, how much money there is, how and when it is decided, and what came of it."""
    return render(request, "priorities/round.html", {"shown": RoundShown(round_here(round_id), at=now())})


@public_page
@conditional_page
def working(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show how the places of a round were reckoned, score by score, and how firmly they stand."""
    return render(request, "priorities/working.html", {"shown": Working(round_here(round_id))})


def round_here(round_id: UUID) -> Round:
    """Return the round with this id; else 404."""
    near = ("rule_set", "region", "sealed_in__meeting", "closed_in__meeting")
    try:
        return Round.objects.select_related(*near).get(pk=round_id)
    except Round.DoesNotExist as error:
        raise Http404("There is no such round.") from error
