"""The seal of a round: what was declared before anybody scores or votes is what is decided on afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from rembuk.engines.merkle.canonical import digest
from rembuk.priorities.models import Room, Round, RoundFund, RoundOption
from rembuk.priorities.rounds import funds_of, options_of, room_of, weights_of
from rembuk.priorities.states import Way

FORMAT = 1
# Enough of the checksum to be read out and written down in a meeting. Letters only: figures in minutes may be taken for
# somebody's number, and masked.
SPOKEN = 12
_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjkmnpqrstv")


class RoundTampered(RuntimeError):
    """What stands in a sealed round does not fit the checksum it was sealed with."""


def declared_in(
    round_: Round,
    funds: Iterable[RoundFund],
    options: Iterable[RoundOption],
    weights: Mapping[str, int],
    room: Room | None = None,
) -> dict[str, Any]:  # Any: JSON.
    """Return all that is sealed, so that anybody can compute the checksum again; the rules have the criteria.

    Talks are sealed with their terms.
    """
    return {
        **({"talks": _terms_of(room)} if room else {}),
        "format": FORMAT,
        "region": round_.region.code,
        "year": round_.year,
        "title": round_.title,
        "way": round_.way,
        "rules": round_.rule_set.digest,
        "scores_end_at": round_.scores_end_at.astimezone(UTC).isoformat(),
        "result_at": round_.result_at.astimezone(UTC).isoformat(),
        "funds": {fund.fund: fund.amount_rupiah for fund in funds},
        "options": [
            {
                "key": option.key,
                "about": option.code,
                "title": option.title,
                "cost_rupiah": option.cost_rupiah,
                "cost_source": option.cost_source,
            }
            for option in options
        ],
        "weights": weights,
    }


def seal_of(round_: Round) -> str:
    """Return the SHA-256 of what a round declares now, in canonical form."""
    room = room_of(round_) if round_.way == Way.TALKS else None
    return digest(declared_in(round_, funds_of(round_), options_of(round_), weights_of(round_), room))


def _terms_of(room: Room) -> dict[str, Any]:  # Any: JSON.
    """Say what was announced of the talks; without an agreement the leximin proposal of the engine decides."""
    return {
        "offers_each": room.offers_each,
        "residents_share_percent": room.residents_share,
        "review_on": room.review_on.isoformat(),
        "without_agreement": "leximin",
    }


def insist_as_sealed(round_: Round) -> None:
    """Raise RoundTampered unless a sealed round stands as it was sealed."""
    if seal_of(round_) != round_.digest:
        raise RoundTampered(round_.pk)


def spoken(checksum: str) -> str:
    """Return the part of a checksum that the minutes of a meeting have to name, "bkdp-gstf-hhkm"."""
    letters = checksum[:SPOKEN].translate(_LETTERS)
    return "-".join(letters[start : start + 4] for start in range(0, SPOKEN, 4))
