"""What the database may know of a card: marks that only the key of its round can make, and that no table joins.

A card is known by its mark, a ballot by its slot. Both come from the code on the card, each under a purpose of its own
(HMAC-SHA256, RFC 2104), so that without code and key neither leads to the other. The key goes when voting closes.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable
from typing import TypeVar

KEY_BYTES = 32
SMALLEST_BATCH = 10

T = TypeVar("T")


class TooFewBallots(ValueError):
    """So few ballots that publishing them would say who voted what; the message is how many there are."""


def card_mark(key: bytes, code: str) -> str:
    """Return what the list of cards holds of a card."""
    return _keyed(key, "card", code)


def ballot_slot(key: bytes, code: str) -> str:
    """Return the place of the card's ballot: the same each time, so that the last ballot replaces the one before."""
    return _keyed(key, "ballot", code)


def client_mark(key: bytes, address: str) -> str:
    """Return what is kept of the place that wrong codes came from."""
    return _keyed(key, "client", address)


def sending_mark(key: bytes, *, slot: str, sending: str) -> str:
    """Return what is kept of a sending, so that the same one from the same card is known again."""
    return _keyed(key, "sending", f"{slot}\0{sending}")


def receipt(slot: str) -> str:
    """Return what a voter takes home: it shows that a ballot is among those counted, and nothing of what it says."""
    digest = hashlib.sha256(f"receipt\0{slot}".encode()).hexdigest()
    return "-".join(digest[start : start + 4] for start in range(0, 16, 4))


def shuffled(things: Iterable[T], draw: Callable[[int], int]) -> list[T]:
    """Return things in an order of chance, each equally likely (Fisher and Yates; Knuth, TAOCP 3.4.2, algorithm P)."""
    mixed = list(things)
    for place in range(len(mixed) - 1, 0, -1):
        other = draw(place + 1)
        mixed[place], mixed[other] = mixed[other], mixed[place]
    return mixed


def publishable(ballots: Iterable[T], draw: Callable[[int], int]) -> list[T]:
    """Return ballots as they may be published: mixed, and only as a batch of at least ten."""
    mixed = shuffled(ballots, draw)
    if len(mixed) < SMALLEST_BATCH:
        raise TooFewBallots(len(mixed))
    return mixed


def order_of_options(slot: str, options: Iterable[str]) -> list[str]:
    """Return the options in the order of one voter: by chance, and the same when the page is opened again."""
    return sorted(options, key=lambda option: hashlib.sha256(f"option\0{slot}\0{option}".encode()).digest())


def _keyed(key: bytes, purpose: str, code: str) -> str:
    if len(key) != KEY_BYTES:
        raise ValueError(f"the key of a round has {KEY_BYTES} bytes")
    return hmac.new(key, f"{purpose}\0{code}".encode(), hashlib.sha256).hexdigest()
