"""When observers of a vote should ask back."""

from __future__ import annotations

from typing import Annotated

import msgspec

from rembuk.programmes.parts import Percent, Sealed, Text

Number = Annotated[int, msgspec.Meta(ge=1, le=1000)]


class WatchRules(Sealed, frozen=True):
    """From when on observers of a vote are asked to look: each a question, never a reason to void anything.

    Shares are looked at from `fewest` cases on. `operator_percent` is the share of one person among those who handed
    out or exchanged cards, `hamlet_points` how far a hamlet lies above the others.
    """

    fewest: Number = 10
    operator_percent: Percent = 60
    paper_percent: Percent = 30
    cards_in_ten_minutes: Number = 20
    replaced_percent: Percent = 5
    places_locked: Number = 2
    hamlet_points: Percent = 30
    source: Text = "Rembuk: usulan awal, menunggu kesepakatan musyawarah"
    verified: bool = False
