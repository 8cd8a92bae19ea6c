"""When whoever speaks today may expect an answer, and the earliest year in which something is built."""

from __future__ import annotations

from datetime import datetime

from rembuk.kernel.periods import deadline, local_day
from rembuk.programmes.clock import Expectation
from rembuk.programmes.queries import expected_path
from rembuk.programmes.rules import Level, Rules
from rembuk.voices.models import Need, Voice


def expected_of_voice(voice: Voice) -> Expectation:
    """Return what a voice may expect: its need's path once joined, the village's before."""
    if voice.need is not None:
        return expected_of_need(voice.need)
    return expected_path(voice.programme, Level.VILLAGE, local_day(voice.received_at))


def expected_of_need(need: Need) -> Expectation:
    """Return what a need may expect by who is responsible; as long as nobody knows, the village's path."""
    level = Level(need.level) if need.level else Level.VILLAGE
    # Where several are responsible, the longest way counts.
    return expected_path(need.programme, Level.REGENCY if level is Level.MIXED else level, local_day(need.opened_at))


def reply_due_of(voice: Voice, rules: Rules) -> datetime:
    """Return by when a voice is answered that no need was made of: so long after it was read, or had to be."""
    read_at = voice.tidied_at or deadline(voice.received_at, rules.clocks["tidy"].span, rules.days_off)
    return deadline(read_at, rules.clocks["answer"].span, rules.days_off)
