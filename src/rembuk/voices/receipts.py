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
    """Compare a receipt word; count a wrong one. Five wrong ones lock the voice for an hour, for the right one too."""
    tries = f"receipt:{voice.pk}"
    if is_full(tries, at=at, window=LOCKED_FOR, limit=WRONG_TRIES):
        return Proof.LOCKED
    if voice.secret_hash and hmac.compare_digest(voice.secret_hash, hash_of(word)):
        return Proof.RIGHT
    count_up(tries, at=at, window=LOCKED_FOR, limit=WRONG_TRIES)
    return Proof.WRONG
