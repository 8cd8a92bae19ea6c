"""What pages and papers show of a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rembuk.meetings.attendance import Cell, Turnout, public_cells, public_counts, turnouts
from rembuk.meetings.kinds import roles_named
from rembuk.meetings.minutes import Minutes, read_minutes
from rembuk.meetings.models import AgendaItem, Entry, Meeting
from rembuk.meetings.queries import agenda_of, entries_of, invited_to, is_missed
from rembuk.meetings.sealing import seal_of, short_checksum
from rembuk.meetings.states import Crowd, Measure, MeetingState
from rembuk.programmes.queries import rules_at
from rembuk.programmes.rules import MeetingKind, Rules
from rembuk.web.formats import capital, language

HEADINGS = {
    Measure.CAME: gettext_lazy("Came"),
    Measure.SPOKE: gettext_lazy("Spoke"),
    Measure.PROPOSED: gettext_lazy("Proposed"),
    Measure.WON: gettext_lazy("Decided as asked"),
}
# Shown with every meeting, whoever the rules ask to it.
ALWAYS = (Crowd.EVERYBODY, Crowd.WOMEN, Crowd.MEN)
UNKNOWN = Cell(None)


@dataclass(frozen=True)
class Equity:
    """A table of groups, as components/table.html takes it."""

    columns: list[tuple[str, str]]
    rows: list[tuple[str, ...]]


@dataclass
class Shown:
    """One meeting with all that is read about it, each read once."""

    meeting: Meeting
    at: datetime

    @cached_property
    def rules(self) -> Rules:
        """The rules under which it was planned."""
        return rules_at(self.meeting.programme, self.meeting.planned_at)

    @cached_property
    def kind(self) -> MeetingKind:
        """Its kind, by these rules."""
        return self.rules.meeting(self.meeting.kind)

    @property
    def kind_label(self) -> str:
        """What the kind is called."""
        return self.kind.label.in_language(language())

    @property
    def recorders(self) -> str:
        """Who opens it and writes it down, by these rules."""
        return ", ".join(str(role.label) for role in roles_named(self.kind.recorded_by))

    @property
    def state_label(self) -> str:
        """Where it is, in a word."""
        return state_label(self.meeting.state, is_missed=self.is_missed)

    @property
    def state(self) -> str:
        """The same for the stylesheet."""
        return state_name(self.meeting.state, is_missed=self.is_missed)

    @property
    def is_missed(self) -> bool:
        """Was it called and never opened?"""
        return is_missed(self.meeting.state, self.meeting.starts_at, at=self.at)

    @property
    def is_running(self) -> bool:
        """Is it going on?"""
        return self.meeting.state == MeetingState.RUNNING

    @property
    def is_closed(self) -> bool:
        """Are its minutes sealed?"""
        return self.meeting.state == MeetingState.CLOSED

    @property
    def place(self) -> str:
        """Where it is held."""
        return ", ".join(filter(None, (self.meeting.place, str(self.meeting.locality or ""), self.meeting.region.name)))

    @cached_property
    def agenda(self) -> list[AgendaItem]:
        """What it goes through."""
        return agenda_of(self.meeting)

    @cached_property
    def invited(self) -> Mapping[Crowd, int]:
        """How many of each group are asked."""
        return invited_to(self.meeting)

    @cached_property
    def entries(self) -> list[Entry]:
        """What was written down."""
        return entries_of(self.meeting)

    @property
    def last_number(self) -> int:
        """The number of what was written down last, 0 before anything was."""
        return self.entries[-1].number if self.entries else 0

    @cached_property
    def minutes(self) -> Minutes:
        """What the entries add up to."""
        return read_minutes(self.entries)

    @property
    def groups(self) -> list[Crowd]:
        """The groups that are asked or were counted."""
        counted = {group for group, _measure in self.minutes.counts}
        return [group for group in Crowd if group in {*ALWAYS, *self.invited, *counted}]

    @property
    def turnouts(self) -> list[Turnout]:
        """What the rules ask of the attendance, and what came of it."""
        return turnouts(self.rules.quorum_of(self.meeting.kind), self.minutes, self.invited)

    @cached_property
    def equity(self) -> Equity:
        """Who was asked, came, spoke, proposed and won, small numbers masked; what nobody counted is left out."""
        table = public_counts(self.minutes, self.groups)
        asked = public_cells({group: people for group, people in self.invited.items() if people})
        measured = [measure for measure in Measure if any(table[group][measure].is_known for group in self.groups)]
        cells = {
            group: [asked.get(group, Cell(None)), *(table[group][one] for one in measured)] for group in self.groups
        }
        return Equity(
            [(_("Group"), "text"), (_("Invited"), "number"), *((str(HEADINGS[one]), "number") for one in measured)],
            [
                (capital(str(group.label)), *(_written(cell) for cell in cells[group]))
                for group in self.groups
                if any(cell.is_known for cell in cells[group])
            ],
        )

    @property
    def asked(self) -> str:
        """The groups that are asked, in a line."""
        return ", ".join(str(group.label) for group in self.invited if group is not Crowd.EVERYBODY)

    @property
    def checksum(self) -> str:
        """The beginning of the checksum, "" before closing."""
        return short_checksum(self.meeting.digest) if self.is_closed else ""

    @property
    def is_intact(self) -> bool:
        """Do the rows that this page reads still give the checksum that was sealed?"""
        return self.is_closed and self._sealed_anew == (self.meeting.record, self.meeting.digest)

    @property
    def _sealed_anew(self) -> tuple[str, str]:
        return seal_of(self.meeting, self.agenda, self.invited, self.entries)

    @property
    def total_minutes(self) -> int:
        """How long the agenda is."""
        return sum(item.minutes for item in self.agenda)


def state_label(state: str, *, is_missed: bool) -> str:
    """Return where a meeting is, in a word; a meeting that nobody opened was not held."""
    return _("not held") if is_missed else str(MeetingState(state).label)


def state_name(state: str, *, is_missed: bool) -> str:
    """Return the same for the stylesheet."""
    return "missed" if is_missed else state


def _written(cell: Cell) -> str:
    if cell.is_masked:
        return _("masked")
    return "–" if cell.shown is None else str(cell.shown)
