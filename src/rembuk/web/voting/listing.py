"""The votes of residents as everybody finds them: open, coming, ended."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import conditional_page

from rembuk.priorities.models import Voting
from rembuk.priorities.phases import phase_of
from rembuk.priorities.queries import public_votings
from rembuk.priorities.states import Phase
from rembuk.regions.queries import villages_of
from rembuk.web.access import public_page
from rembuk.web.clock import now
from rembuk.web.programme import programme_here

MOST_LISTED = 60


@dataclass(frozen=True)
class Listed:
    """A vote in the list."""

    voting: Voting

    @cached_property
    def phase(self) -> Phase:
        """Where the vote is now."""
        return phase_of(self.voting, at=now())

    @property
    def href(self) -> str:
        """The ballot, or the result once there is one."""
        return reverse("voting-result" if self.phase is Phase.COUNTED else "voting", args=[self.voting.pk])

    @property
    def takes_objections(self) -> bool:
        """May somebody still object to the roll?"""
        return now() < self.voting.objections_end_at


@public_page
@conditional_page
def votings(request: HttpRequest) -> HttpResponse:
    """Show the votes of all kampung or one, the open ones first."""
    region = programme_here().region
    villages = list(villages_of(region))
    village = next((one for one in villages if one.code == request.GET.get("kampung")), None)
    listed = [Listed(voting) for voting in public_votings(village or region)[:MOST_LISTED]]
    context = {
        "open": [one for one in listed if one.phase is Phase.OPEN],
        "coming": [one for one in listed if one.phase is Phase.PREPARING],
        "ended": [one for one in listed if one.phase in {Phase.CLOSED, Phase.COUNTED}],
        "village": village,
        "villages": villages,
    }
    return render(request, "voting/list.html", context)
