"""The receipt word: three groups of four symbols that prove, without an account, that a voice is somebody's own.

It is derived from the sender's key under a secret of the installation. So a phone whose answer was lost gets the same
word again with the same key, nobody can make it up from the database, and only its keyed hash is stored.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from rembuk.kernel.codes import ALPHABET
from rembuk.people.limits import count_up, is_full
from rembuk.tenancy import current_tenant
from rembuk.tenancy.privacy import blind_index
from rembuk.voices.models import Voice

GROUPS = 3
SYMBOLS = 4
WRONG_TRIES = 5
LOCKED_FOR = timedelta(hours=1)

_READ_AS = str.maketrans("SZ", "52", " -\u2010\u2011\u2012\u2013\u2014\u00a0")


class Proof(Enum):
    """Whether somebody is the sender of a voice."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


def receipt_word(key: UUID) -> str:
    """Return the receipt word of a key, "7KQM-4XTD-9WRA"."""
    # 256 bits taken apart in base 29: twelve symbols use 59 of them, so the bias is far below one in 2 to the 190th.
    number = int(blind_index("receipt word", f"{current_tenant()}:{key}"), 16)
    symbols = []
    for _place in range(GROUPS * SYMBOLS):
        number, rest = divmod(number, len(ALPHABET))
        symbols.append(ALPHABET[rest])
    return "-".join("".join(symbols[start : start + SYMBOLS]) for start in range(0, len(symbols), SYMBOLS))


def hash_of(word: str) -> str:
    """Return the keyed hash under which a receipt word is stored; case, dashes and spaces do not matter."""
    return blind_index("receipt hash", word.upper().translate(_READ_AS))


def prove(voice: Voice, word: str, *, at: datetime) -> Proof:
    """Compare the receipt word of a voice, as `prove_word` does."""
    return prove_word(f"receipt:{voice.pk}", voice.secret_hash, word, at=at)


def prove_word(tries: str, stored: str, word: str, *, at: datetime) -> Proof:
    """Compare a receipt word with its stored hash; count a wrong one under the key of the tries.

    Five wrong ones lock whatever the key names for an hour, for the right one too.
    """
    if is_full(tries, at=at, window=LOCKED_FOR, limit=WRONG_TRIES):
        return Proof.LOCKED
    if stored and hmac.compare_digest(stored, hash_of(word)):
        return Proof.RIGHT
    count_up(tries, at=at, window=LOCKED_FOR, limit=WRONG_TRIES)
    return Proof.WRONG
