"""For observers of a vote: who did what at the table, and what to ask about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rembuk.journal.queries import reference
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.priorities.models import Voting
from rembuk.priorities.permissions import ENDED, may_watch_voting
from rembuk.priorities.phases import phase_of
from rembuk.priorities.queries import photographed_sheets
from rembuk.priorities.watching import Ask, Question, Seen, questions_about, seen_in, share_of
from rembuk.programmes.queries import rules_of
from rembuk.web.access import desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.formats import number

COUNTED: Final = frozenset({Ask.RUSH, Ask.GUESSING})


@dataclass(frozen=True)
class Watched:
    """A vote as its observers see it."""

    voting: Voting

    @cached_property
    def seen(self) -> Seen:
        """What was done."""
        return seen_in(self.voting)

    @property
    def photographed(self) -> list[str]:
        """The sheets of which there is a picture; observers look at them once voting has ended."""
        return photographed_sheets(self.voting) if phase_of(self.voting, at=now()) in ENDED else []

    @property
    def people(self) -> list[tuple[str, int, int, str]]:
        """Who handed out and exchanged how many cards, and how much of their cards ended as paper."""
        counts = ((key, len(self.seen.handed.get(key, ())), len(self.seen.exchanged.get(key, ()))) for key in self._who)
        return [
            (self._who[key], handed, exchanged, f"{share_of(exchanged, self.seen.cards)} %")
            for key, handed, exchanged in counts
        ]

    @cached_property
    def questions(self) -> list[tuple[str, str, str, str]]:
        """Each question, whom or what it is about, what was found, and from where on it is asked."""
        rules = rules_of(self.voting.round.rule_set).watch
        return [self._told(one) for one in questions_about(self.seen, rules)]

    @cached_property
    def _who(self) -> Mapping[str, str]:
        """The people at the table by reference, the busiest first."""
        known = {reference(one): str(one) for one in Person.objects.filter(pk__in=map(_key, self.seen.people))}
        return {key: known.get(key, "") for key in self.seen.people}

    def _told(self, one: Question) -> tuple[str, str, str, str]:
        unit = "" if one.ask in COUNTED else " %"
        about = self._who.get(one.about, one.about)
        return str(one.ask.label), about, f"{number(one.found)}{unit}", f"{number(one.threshold)}{unit}"


@desk_page(Role.MONITOR, Role.COUNCIL)
def watching(request: HttpRequest, voting: UUID) -> HttpResponse:
    """Show observers what the journal says of a vote, and what the rules have them ask."""
    found = Voting.objects.filter(pk=voting).select_related("region", "round__rule_set").first()
    if found is None:
        raise Http404(voting)
    if not may_watch_voting(person_of(request), found, at=now()):
        raise PermissionDenied
    return render(request, "desk/voting_watch.html", {"watched": Watched(found), "robots": "noindex"})


def _key(who: str) -> str:
    return who.rpartition(":")[2]
