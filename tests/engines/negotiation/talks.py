"""Talks about the five projects of the kampung: the government wants the road, the residents the drain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from rembuk.engines.negotiation import Deed, Party, Step, Terms
from tests.engines.negotiation.kampung import KAMPUNG

MONDAY = datetime(2027, 1, 4, 2, tzinfo=UTC)
TERMS = Terms(KAMPUNG, Fraction(1, 2), rounds=2, opens_at=MONDAY, deadline_at=MONDAY + timedelta(days=7))
PEOPLE = {
    Party.RESIDENTS: "siti",
    Party.GOVERNMENT: "budi",
    Party.MEDIATOR: "ratna",
    Party.CLERK: "joko",
}


def step(deed: Deed, party: Party, hour: int, *projects: str, person: str = "", words: str = "Karena perlu.") -> Step:
    """Return a step some hours after the talks have begun, of the person who usually speaks for the party."""
    return Step(deed, party, person or PEOPLE[party], MONDAY + timedelta(hours=hour), words, frozenset(projects))


ROAD_FIRST = step(Deed.OFFER, Party.GOVERNMENT, 1, "road", "well", "lamps")
DRAIN_FIRST = step(Deed.OFFER, Party.RESIDENTS, 2, "drain", "lamps", "well")
ACCEPTED = (ROAD_FIRST, DRAIN_FIRST, step(Deed.ACCEPT, Party.GOVERNMENT, 3))
SIGNED_ONCE = (*ACCEPTED, step(Deed.SIGN, Party.RESIDENTS, 4))
AGREED = (*SIGNED_ONCE, step(Deed.SIGN, Party.GOVERNMENT, 5))
SPENT = (
    ROAD_FIRST,
    DRAIN_FIRST,
    step(Deed.OFFER, Party.GOVERNMENT, 3, "road", "lamps"),
    step(Deed.OFFER, Party.RESIDENTS, 4, "drain", "lamps"),
)
