"""What waits about gifts: proposals to decide, gifts at each step, payments that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rembuk.finance.gifts import gifts_that_wait, open_proposals, payments_that_wait
from rembuk.finance.models import Contribution
from rembuk.finance.permissions import APPROVERS, CARETAKERS, DECIDERS
from rembuk.finance.states import ContributionState
from rembuk.kernel.periods import local_day
from rembuk.people.roles import Role
from rembuk.web.access import desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.desk.queues import places_of

KEEPERS: Final = tuple(dict.fromkeys((*CARETAKERS, *APPROVERS, *DECIDERS)))
HEADINGS: Final[Mapping[ContributionState, Promise]] = {
    ContributionState.WISHED: _("To talk about with the donor"),
    ContributionState.PLEDGED: _("To agree on in writing"),
    ContributionState.SIGNED: _("To receive"),
    ContributionState.RECEIVED: _("To spend, or to give back"),
    ContributionState.SPENT: _("To report to the donor"),
}


@desk_page(*KEEPERS)
def gifts(request: HttpRequest) -> HttpResponse:
    """List what waits about gifts in one's kampung."""
    person = person_of(request)
    numbers = [place.number for place in places_of(person, KEEPERS, at=now())]
    paid_into = places_of(person, (Role.TREASURER,), at=now())
    context = {
        "proposals": list(open_proposals(numbers)),
        "queues": _queues(gifts_that_wait(numbers), local_day(now())),
        "payments": payments_that_wait([place.number for place in paid_into]),
        "villages": paid_into,
        "robots": "noindex",
    }
    return render(request, "desk/gifts.html", context)


def _queues(gifts: Iterable[Contribution], today: date) -> list[tuple[Promise, list[tuple[Contribution, bool]]]]:
    """Return the gifts by what is to be done, each with whether the day to spend it by is over."""
    known = list(gifts)
    rows = {state: [(one, _is_late(one, today)) for one in known if one.state == state] for state in HEADINGS}
    return [(heading, rows[state]) for state, heading in HEADINGS.items() if rows[state]]


def _is_late(gift: Contribution, today: date) -> bool:
    return gift.state == ContributionState.RECEIVED and gift.spend_until_on is not None and gift.spend_until_on < today
