"""Who speaks next (daftar bicara): who asked first, but for those whom the rules put first."""

from __future__ import annotations

from collections.abc import Sequence

from rembuk.meetings.models import Entry
from rembuk.meetings.states import EntryKind

# Not a group but a fact about one: nobody of it has had the floor in this meeting.
UNHEARD = "unheard"


def waiting_to_speak(entries: Sequence[Entry], first: Sequence[str]) -> tuple[Entry, ...]:
    """Return who asked for the floor and has not had it, in the order in which they are to speak.

    `first` are groups, or UNHEARD, the most urgent at the front; among equals, who asked first speaks first. Whoever
    speaks makes their group a heard one, so that the next of an unheard group comes before a second of the same.
    """
    left, heard = unheard_of(entries), heard_groups(entries)
    order: list[Entry] = []
    while left:
        speaker = min(left, key=lambda one: (*(not _is_meant(one.group, rule, heard) for rule in first), one.number))
        left.remove(speaker)
        heard.add(speaker.group)
        order.append(speaker)
    return tuple(order)


def unheard_of(entries: Sequence[Entry]) -> list[Entry]:
    """Return who asked for the floor and has not had it, in the order of asking."""
    spoke = {entry.target_id for entry in entries if entry.kind == EntryKind.FLOOR}
    return [entry for entry in entries if entry.kind == EntryKind.ASKED and entry.pk not in spoke]


def heard_groups(entries: Sequence[Entry]) -> set[str]:
    """Return the groups of which somebody has had the floor."""
    return {entry.target.group for entry in entries if entry.kind == EntryKind.FLOOR and entry.target}


def _is_meant(group: str, rule: str, heard: set[str]) -> bool:
    return group not in heard if rule == UNHEARD else group == rule
