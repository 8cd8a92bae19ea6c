"""The rounds for everybody: which there are, what one of them declares and decides, and how it was reckoned."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import conditional_page

from rembuk.priorities.models import Round
from rembuk.priorities.phases import phase_of_round
from rembuk.priorities.rounds import (
    options_of,
    room_of,
    rounds_with_sums,
    voting_of,
    votings_by_round,
    years_with_rounds,
)
from rembuk.priorities.states import Way
from rembuk.web.access import public_page
from rembuk.web.clock import now
from rembuk.web.priorities.shown import RoundShown
from rembuk.web.priorities.working import Working
from rembuk.web.programme import programme_here

MOST_LISTED = 60


@public_page
@conditional_page
def rounds(request: HttpRequest) -> HttpResponse:
    """Show the newest rounds of the programme or of one year, the one that is due last first."""
    here = programme_here().region.number
    years = years_with_rounds(here)
    year = next((one for one in years if str(one) == request.GET.get("tahun")), None)
    listed = rounds_with_sums(here)
    found = list((listed.filter(year=year) if year else listed)[:MOST_LISTED])
    votings = votings_by_round(found)
    rows = [(one, phase_of_round(one, votings.get(one.pk), at=now())) for one in found]
    return render(request, "priorities/list.html", {"rows": rows, "years": years, "year": year})


@public_page
@conditional_page
def round_page(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show a round: what may be chosen, how much money there is, how and when it is decided, and what came of it."""
    return render(request, "priorities/round.html", {"shown": RoundShown(round_here(round_id), at=now())})


@public_page
def why(request: HttpRequest, round_id: UUID, code: str) -> HttpResponse:
    """Lead to where it stands why a round gave a wish money, or did not."""
    del request
    found = round_here(round_id)
    option = next((one for one in options_of(found) if one.code == code), None)
    if option is None:
        raise Http404("There is no such wish in this round.")
    return redirect(f"{_explained_at(found)}#usulan-{option.key}")


@public_page
@conditional_page
def working(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show how the places of a round were reckoned, score by score, and how firmly they stand."""
    return render(request, "priorities/working.html", {"shown": Working(round_here(round_id))})


def _explained_at(round_: Round) -> str:
    """Return the page that says why: how ballots were counted, places reckoned, or what both sides said."""
    if round_.way == Way.CRITERIA:
        return reverse("round-working", args=[round_.pk])
    if round_.way == Way.TALKS and room_of(round_) is not None:
        return reverse("room", args=[round_.pk])
    voting = voting_of(round_)
    if voting is not None and voting.counted_at is not None:
        return reverse("voting-result", args=[voting.pk])
    return reverse("round", args=[round_.pk])


def round_here(round_id: UUID) -> Round:
    """Return the round with this id; else 404."""
    near = ("rule_set", "region", "sealed_in__meeting", "closed_in__meeting")
    try:
        return Round.objects.select_related(*near).get(pk=round_id)
    except Round.DoesNotExist as error:
        raise Http404("There is no such round.") from error
