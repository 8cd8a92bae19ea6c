"""A vote that is open for a long time, and the codes of its cards, known beforehand to server and browser."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from rembuk.priorities.cards import draw_card_code
from rembuk.priorities.secrecy import KEY_BYTES, ballot_slot, card_mark
from rembuk.priorities.serials import draw_serial

if TYPE_CHECKING:
    from rembuk.people.models import Person
    from rembuk.regions.models import Region

VOTING = UUID("6f3b6c4e-0b6a-4a53-9d39-2f3a1c7c5e11")
# Votes of their own for stories that shut one: by wrong codes, or by the clock.
GUESSED = UUID("6f3b6c4e-0b6a-4a53-9d39-2f3a1c7c5e12")
ENDING = UUID("6f3b6c4e-0b6a-4a53-9d39-2f3a1c7c5e13")
ON_PAPER = UUID("6f3b6c4e-0b6a-4a53-9d39-2f3a1c7c5e14")
KEY = bytes(KEY_BYTES)
CODES = [draw_card_code(random.Random(seed).randrange) for seed in (1, 2)]
# Nine neighbours chose the well on the web. Of three printed sheets two are handed out.
NEIGHBOURS = 9
SHEETS = [draw_serial(random.Random(seed).randrange) for seed in (1, 2)]
CHOSEN = """
SELECT option.key FROM priorities_ballotmark mark
JOIN priorities_ballot ballot ON ballot.id = mark.ballot_id
JOIN priorities_roundoption option ON option.id = mark.option_id
WHERE ballot.voting_id = ? AND ballot.slot = ? ORDER BY option.key
"""
STANDING = """
SELECT option.key, count(*) FROM priorities_ballotmark mark
JOIN priorities_ballot ballot ON ballot.id = mark.ballot_id
JOIN priorities_roundoption option ON option.id = mark.option_id
WHERE ballot.voting_id = ? GROUP BY option.key
"""


def open_votes(region: Region, *, at: datetime, by: Person) -> None:
    """Open the votes, each with a card for each code; in the last of them neighbours have voted, and there is paper."""
    from rembuk.priorities.models import Card, PrintedSheet, Voting
    from rembuk.priorities.writing import write_ballots
    from rembuk.web.staged_votings import give_voting

    for day, pk in enumerate((VOTING, GUESSED, ENDING, ON_PAPER)):
        voting = give_voting(region, at=at - timedelta(days=day), by=by, pk=pk)
        Card.objects.bulk_create(Card(voting=voting, mark=card_mark(KEY, code)) for code in CODES)
    on_paper = Voting.objects.get(pk=ON_PAPER)
    for neighbour in range(NEIGHBOURS):
        write_ballots(on_paper, [{"B": 1}], slot=f"neighbour {neighbour}")
    PrintedSheet.objects.bulk_create(PrintedSheet(voting=on_paper, serial=serial) for serial in SHEETS)


def end_now(database: Path, voting: UUID) -> None:
    """Let one of them have ended a moment ago; the clock of the server beside is nobody's to move."""
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute(
            "UPDATE priorities_voting SET closes_at = datetime('now', '-1 seconds') WHERE id = ?", [voting.hex]
        )


def chosen_with(database: Path, voting: UUID, code: str) -> list[str]:
    """Return what the ballot of a card says, by key of the option."""
    with closing(sqlite3.connect(database)) as opened:
        found = opened.execute(CHOSEN, [voting.hex, ballot_slot(KEY, code)])
        return [key for (key,) in found]


def counted(database: Path, voting: UUID) -> dict[str, int]:
    """Return on how many ballots each option stands."""
    with closing(sqlite3.connect(database)) as opened:
        return dict(opened.execute(STANDING, [voting.hex]).fetchall())
