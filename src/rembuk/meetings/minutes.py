"""What the entries of a meeting add up to (isi berita acara): a pure reading, the same for the same entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rembuk.meetings.conflicts import Conflict, conflicts_in
from rembuk.meetings.models import Entry
from rembuk.meetings.states import Crowd, EntryKind, Measure

Counts = dict[tuple[Crowd, Measure], int]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, with the objections that stand beside it."""

    entry: Entry
    objections: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a need got when the room set its order; by both ways of counting."""

    entry: Entry
    place: int


@dataclass(frozen=True)
class Minutes:
    """The minutes as they stand: of counts of the same thing, the last one counts, unless people must pick."""

    counts: Counts
    spoken: tuple[Entry, ...]
    ranking: tuple[Ranking, ...]
    decisions: tuple[Decision, ...]
    views: tuple[Entry, ...]
    tasks: tuple[Entry, ...]
    finished: tuple[Entry, ...]
    signatures: tuple[Entry, ...]
    annexes: tuple[Entry, ...]
    conflicts: tuple[Conflict, ...]

    def count(self, group: Crowd, measure: Measure = Measure.CAME) -> int | None:
        """Return how many were counted last; None where nobody counted."""
        return self.counts.get((group, measure))

    def is_disputed(self, group: Crowd, measure: Measure = Measure.CAME) -> bool:
        """Do two counts of it contradict each other?"""
        return any((one.entry.group, one.entry.measure) == (group, measure) for one in self.conflicts)


def read_minutes(entries: Sequence[Entry]) -> Minutes:
    """Read entries in their order."""
    of = {kind: tuple(entry for entry in entries if entry.kind == kind) for kind in EntryKind}
    return Minutes(
        counts={(Crowd(one.group), Measure(one.measure)): one.count or 0 for one in of[EntryKind.COUNTED]},
        spoken=of[EntryKind.SPOKEN],
        ranking=_ranking(of[EntryKind.RANKED]),
        decisions=tuple(_decision(one, of[EntryKind.OBJECTED]) for one in of[EntryKind.DECIDED]),
        views=of[EntryKind.VIEWED],
        tasks=of[EntryKind.TASKED],
        finished=of[EntryKind.FINISHED],
        signatures=of[EntryKind.SIGNED],
        annexes=of[EntryKind.ANNEXED],
        conflicts=conflicts_in(entries),
    )


def _decision(entry: Entry, objections: Sequence[Entry]) -> Decision:
    return Decision(entry, tuple(one for one in objections if one.target_id == entry.pk))


def _ranking(entries: Sequence[Entry]) -> tuple[Ranking, ...]:
    last = {(one.need_id, one.method): one for one in entries}
    order = sorted(last.values(), key=lambda one: (one.method, -(one.count or 0), one.number))
    places: list[Ranking] = []
    for entry in order:
        rivals = [other for other in order if other.method == entry.method]
        ahead = sum((other.count or 0) > (entry.count or 0) for other in rivals)
        # Equal counts share a place; nobody is put ahead by the order of writing.
        places.append(Ranking(entry, ahead + 1))
    return tuple(places)
