"""A gift is offered from outside: counted by kampung, so that no flood of promises hides the true ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from rembuk.finance.actions import offer_contribution, promise_contribution
from rembuk.finance.actions.giving import Offered
from rembuk.finance.giving import ContributionDraft
from rembuk.people.limits import count_up
from rembuk.people.models import Person

HOUR: Final = timedelta(hours=1)
# Enough for a collection in a full hall.
MOST_PER_PLACE: Final = 60


class TooManyOffers(Exception):
    """A kampung is offered more gifts in an hour than anybody can read; try again later."""

    retry_seconds = 600


@transaction.atomic
def submit_offer(draft: ContributionDraft, *, by: Person | None, at: datetime) -> Offered:
    """Take in a wish to give; what comes again counts for no limit."""
    return _counted(offer_contribution, draft, by=by, at=at)


@transaction.atomic
def submit_promise(draft: ContributionDraft, *, by: Person | None, at: datetime) -> Offered:
    """Take in a firm promise; what comes again counts for no limit."""
    return _counted(promise_contribution, draft, by=by, at=at)


def _counted(deed: Callable[..., Offered], draft: ContributionDraft, *, by: Person | None, at: datetime) -> Offered:
    offered = deed(draft, by=by, at=at)
    place = f"gifts-to:{draft.region.number}"
    if not offered.replayed and not count_up(place, at=at, window=HOUR, limit=MOST_PER_PLACE):
        raise TooManyOffers
    return offered
