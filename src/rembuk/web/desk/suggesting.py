"""What a voice is probably about, so that the officer only has to nod."""

from __future__ import annotations

from rembuk.engines.similarity import words
from rembuk.programmes.rules import Authority, Rules


def likely_subject(text: str, rules: Rules) -> str:
    """Return the subject whose keyword a text names first; "" where it names none.

    People begin with the thing: a lamp in a lane is a lamp, a lane without a lamp is a lane.
    """
    said = f" {' '.join(words(text))} "
    found = [(said.find(f" {key} "), entry.subject) for entry in rules.authority for key in _keys(entry)]
    named = [(place, subject) for place, subject in found if place >= 0]
    # A subject that comes earlier in the rules wins where two begin at the same word.
    return min(named, key=lambda one: one[0])[1] if named else ""


def _keys(entry: Authority) -> list[str]:
    return [" ".join(key) for key in map(words, entry.keywords) if key]
