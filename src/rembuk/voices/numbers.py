"""The numbers of voices and needs: drawn from the key, so that the same key leads to the same number."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import count
from uuid import UUID

from rembuk.kernel.codes import LONGEST, SHORTEST, make_code
from rembuk.tenancy import current_tenant

NEED_PREFIX = "KB"
TRIES_PER_LENGTH = 3


def candidates(prefix: str, key: UUID) -> Iterator[str]:
    """Yield the numbers to try for a key, one symbol longer after every three that are taken."""
    for attempt in count():
        length = min(SHORTEST + attempt // TRIES_PER_LENGTH, LONGEST)
        yield make_code(prefix, _draw(f"{current_tenant()}:{key}:{attempt}"), length)


def _draw(seed: str) -> Callable[[int], int]:
    """Draw evenly from the stream SHA-256(seed:0), SHA-256(seed:1), … (counter mode)."""
    stream = (byte for block in count() for byte in hashlib.sha256(f"{seed}:{block}".encode()).digest())

    def draw(n: int) -> int:
        # Bytes past the last whole multiple of n would favour the first symbols.
        return next(byte for byte in stream if byte < 256 - 256 % n) % n

    return draw
