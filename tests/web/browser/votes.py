"""A vote that is open for a long time, and the codes of its cards, known beforehand to server and browser."""

from __future__ import annotations

import random
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from rembuk.priorities.cards import draw_card_code
from rembuk.priorities.secrecy import KEY_BYTES, card_mark

if TYPE_CHECKING:
    from rembuk.people.models import Person
    from rembuk.regions.models import Region

VOTING = UUID("6f3b6c4e-0b6a-4a53-9d39-2f3a1c7c5e11")
KEY = bytes(KEY_BYTES)
CODES = [draw_card_code(random.Random(seed).randrange) for seed in (1, 2)]


def open_vote(region: Region, *, at: datetime, by: Person) -> None:
    """Open the vote, with a card for each code."""
    from rembuk.priorities.models import Card
    from rembuk.web.staged_votings import give_voting

    voting = give_voting(region, at=at, by=by, pk=VOTING)
    Card.objects.bulk_create(Card(voting=voting, mark=card_mark(KEY, code)) for code in CODES)
