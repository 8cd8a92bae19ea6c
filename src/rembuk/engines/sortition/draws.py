# SPDX-License-Identifier: Apache-2.0
"""A sealed secret, a word said in public, and the names that follow from both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256


class NotADraw(ValueError):
    """A list names somebody twice or not at all, or more are to be drawn than there are; the message says which."""


@dataclass(frozen=True)
class Proof:
    """What is published of a draw: before it the seal and the list, after it the secret, the word and who was drawn."""

    sealed: str
    names: tuple[str, ...]
    seats: int
    secret: str
    word: str
    drawn: tuple[str, ...]


def seal(secret: str) -> str:
    """Return what is published of a secret before the draw: its SHA-256 in hexadecimal, of its UTF-8 bytes."""
    return _digest(secret)


def seed_of(secret: str, word: str) -> str:
    """Return the seed of a draw: the SHA-256 of the secret and the word with a colon between them."""
    return _digest(f"{secret}:{word}")


def digest_of_list(names: Iterable[str]) -> str:
    """Return the SHA-256 of a list, one name on each line in alphabetical order, so that it cannot grow unseen."""
    return _digest("\n".join(sorted(names)))


def order_of(names: Iterable[str], seed: str) -> list[str]:
    """Return the names in the order in which they are drawn; whoever cannot come is followed by the next."""
    return sorted(names, key=lambda name: (_digest(f"{seed}:{name}"), name))


def draw(names: Sequence[str], seats: int, seed: str) -> list[str]:
    """Return who is drawn, first to last; raise NotADraw for a list that cannot be drawn from."""
    if len(set(names)) != len(names):
        raise NotADraw("The list names somebody twice.")
    if "" in names:
        raise NotADraw("The list has an empty line.")
    if not 0 <= seats <= len(names):
        raise NotADraw(f"{seats} cannot be drawn out of {len(names)}.")
    return order_of(names, seed)[:seats]


def check_draw(proof: Proof) -> str:
    """Return what is wrong with a published draw, "" if it is what its list and seed say."""
    if seal(proof.secret) != proof.sealed:
        return "The secret is not the one that was sealed before the draw."
    try:
        drawn = draw(proof.names, proof.seats, seed_of(proof.secret, proof.word))
    except NotADraw as error:
        return str(error)
    wrong = [place for place, name in enumerate(drawn) if proof.drawn[place : place + 1] != (name,)]
    if wrong or len(proof.drawn) != proof.seats:
        return f"Place {wrong[0] + 1 if wrong else proof.seats + 1} is not who the seed draws."
    return ""


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
