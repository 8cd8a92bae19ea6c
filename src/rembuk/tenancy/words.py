"""What things are called in the kabupaten at work: the texts of the code say kampung, and another place says pekon.

Texts are written, and translated, in the words of Lampung Tengah. Elsewhere each of those words gives way to the local
one as the text is looked up, before names and residents' own words are put into it: those are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Final

# What the texts say, by the key under which a region says its own word; longer words win over those inside them.
OURS: Final[Mapping[str, str]] = {
    "village": "kampung",
    "village_head": "kepala kampung",
    "village_council": "Badan Permusyawaratan Kampung",
    "village_council_short": "BPK",
    "village_secretary": "sekretaris kampung",
    "hamlet": "dusun",
    "hamlet_head": "kepala dusun",
    "village_meeting": "musyawarah kampung",
    "planning_forum": "musrenbang kampung",
    "long_plan": "RPJM Kampung",
    "yearly_plan": "RKP Kampung",
    "budget": "APB Kampung",
}
_spoken: ContextVar[str] = ContextVar("words of the place at work", default="")


def packed_words(said: Mapping[str, str]) -> str:
    """Return the words of a place that are not those of the texts, one to a line, as a tenant keeps them."""
    return "\n".join(f"{ours}={said[key]}" for key, ours in OURS.items() if said.get(key, ours) != ours)


def words_at_work() -> str:
    """Return the packed words of the place at work; empty where it says what the texts say."""
    return _spoken.get()


@contextmanager
def speaking(packed: str) -> Iterator[None]:
    """Say things in a place's own words while this lasts."""
    token = _spoken.set(packed)
    try:
        yield
    finally:
        _spoken.reset(token)


def as_called_here(text: str) -> str:
    """Return a text of ours in the words of the place at work."""
    packed = _spoken.get()
    return in_words(packed, text) if packed else text


def in_words(packed: str, text: str) -> str:
    """Return a text of ours in packed words; capitals stay where they were."""
    pattern, replaced = _reader(packed)
    return pattern.sub(replaced, text)


@lru_cache(maxsize=64)
def _reader(packed: str) -> tuple[re.Pattern[str], Callable[[re.Match[str]], str]]:
    said = dict(line.split("=", 1) for line in packed.split("\n") if "=" in line)
    lowered = {ours.casefold(): theirs for ours, theirs in said.items()}
    longest_first = sorted(said, key=len, reverse=True)
    # A word of capitals is short for something, and stands alone; others may stand inside a word: "antarkampung".
    parts = [rf"(?-i:\b{ours}\b)" if ours.isupper() else re.escape(ours) for ours in longest_first]

    def replaced(found: re.Match[str]) -> str:
        return _cased(found[0], lowered[found[0].casefold()])

    # No packed words: nothing is found anywhere.
    return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE), replaced


def _cased(before: str, after: str) -> str:
    if before.isupper() and len(before) > 1:
        return after.upper()
    if before[0].isupper() and after[0].islower():
        return after[0].upper() + after[1:]
    return after
