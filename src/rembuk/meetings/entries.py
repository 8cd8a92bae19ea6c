"""An entry before it is written: which kind needs which facts, and nothing besides."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from rembuk.kernel.texts import mask_personal, tidy_text
from rembuk.meetings.models import Entry
from rembuk.meetings.states import EntryKind
from rembuk.voices.models import Need, Voice

LONGEST_WORDS = 2_000
LONGEST_OWNER = 100
LONGEST_NAME = 100
MOST_PEOPLE = 100_000

NEEDED: dict[EntryKind, frozenset[str]] = {
    EntryKind.COUNTED: frozenset({"group", "measure", "count"}),
    EntryKind.SPOKEN: frozenset({"voice"}),
    EntryKind.GROUPED: frozenset({"voice", "need"}),
    EntryKind.RANKED: frozenset({"need", "method", "count"}),
    EntryKind.DECIDED: frozenset({"words", "in_favour", "against", "abstained"}),
    EntryKind.OBJECTED: frozenset({"words", "target"}),
    EntryKind.VIEWED: frozenset({"words"}),
    EntryKind.TASKED: frozenset({"words", "owner", "due_on"}),
    EntryKind.FINISHED: frozenset({"words", "target"}),
    EntryKind.SIGNED: frozenset({"name", "owner", "side"}),
    EntryKind.ANNEXED: frozenset({"words"}),
    EntryKind.ASKED: frozenset({"group"}),
    EntryKind.FLOOR: frozenset({"target"}),
}
ALLOWED: dict[EntryKind, frozenset[str]] = {
    EntryKind.SPOKEN: frozenset({"group"}),
    EntryKind.DECIDED: frozenset({"need"}),
    EntryKind.OBJECTED: frozenset({"name", "wants_to_be_named"}),
}
_WRITING = frozenset({"key", "kind", "after", "device"})
TARGETS = {
    EntryKind.OBJECTED: EntryKind.DECIDED,
    EntryKind.FINISHED: EntryKind.TASKED,
    EntryKind.FLOOR: EntryKind.ASKED,
}


class BadEntry(ValueError):
    """An entry lacks something, or says too much; the message names it."""


@dataclass(frozen=True, kw_only=True)
class EntryDraft:
    """What a device wants to write down, under a key it made itself; sent twice, it is one entry.

    `after` is the last number the device had seen, None for who has all before their eyes.
    """

    key: UUID
    kind: EntryKind
    after: int | None = None
    device: UUID | None = None
    group: str = ""
    measure: str = ""
    count: int | None = None
    method: str = ""
    words: str = ""
    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    voice: Voice | None = None
    need: Need | None = None
    target: Entry | None = None
    owner: str = ""
    due_on: date | None = None
    side: str = ""
    name: str = ""
    wants_to_be_named: bool = False

    def __post_init__(self) -> None:
        # All of it may stand in the minutes that everybody reads.
        for name in ("words", "owner", "name"):
            object.__setattr__(self, name, mask_personal(tidy_text(getattr(self, name))))
        self._refuse_too_little_or_too_much()
        self._refuse_out_of_range()

    def _refuse_too_little_or_too_much(self) -> None:
        filled = {name for name, value in self.facts().items() if _is_said(value)}
        needed = NEEDED[self.kind]
        if missing := sorted(needed - filled):
            raise BadEntry(f"{self.kind.value} lacks {', '.join(missing)}")
        if surplus := sorted(filled - needed - ALLOWED.get(self.kind, frozenset())):
            raise BadEntry(f"{self.kind.value} has no {', '.join(surplus)}")
        if self.target is not None and self.target.kind != TARGETS[self.kind]:
            raise BadEntry(f"{self.kind.value} cannot be about {self.target.kind}")
        if self.kind is EntryKind.OBJECTED and bool(self.name) != self.wants_to_be_named:
            raise BadEntry("an objector is named only with consent")

    def _refuse_out_of_range(self) -> None:
        counts = (self.count, self.in_favour, self.against, self.abstained)
        if any(count is not None and not 0 <= count <= MOST_PEOPLE for count in counts):
            raise BadEntry("a count is out of range")
        for text, longest in (
            (self.words, LONGEST_WORDS), (self.owner, LONGEST_OWNER), (self.name, LONGEST_NAME),
        ):  # fmt: skip
            if len(text) > longest:
                raise BadEntry(f"a text has more than {longest} letters")

    def facts(self) -> dict[str, object]:
        """Return the columns that say what happened, and not by whom and after what it was written."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name not in _WRITING}

    def is_told_by(self, entry: Entry) -> bool:
        """Does an entry that is written already say the same?"""
        return entry.kind == self.kind and all(getattr(entry, name) == fact for name, fact in self.facts().items())


def _is_said(value: object) -> bool:
    # A count of nobody is said: 0 is neither nothing nor no.
    return value is not None and value is not False and value != ""
