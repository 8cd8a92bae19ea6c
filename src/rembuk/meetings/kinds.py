"""Kinds of meetings, as the rules in force have them."""

from __future__ import annotations

from datetime import datetime

from rembuk.meetings.models import Meeting
from rembuk.people.roles import Role
from rembuk.programmes.models import Programme
from rembuk.programmes.queries import rules_at
from rembuk.programmes.rules import MeetingKind


class UnknownKind(LookupError):
    """The rules in force have no such kind of meeting."""


def kind_named(programme: Programme, key: str, *, at: datetime) -> MeetingKind:
    """Return a kind of meeting by the rules in force at a moment; raise UnknownKind."""
    try:
        return rules_at(programme, at).meeting(key)
    except KeyError as error:
        raise UnknownKind(key) from error


def kind_of(meeting: Meeting) -> MeetingKind:
    """Return the kind of a meeting, by the rules under which it was planned."""
    return kind_named(meeting.programme, meeting.kind, at=meeting.planned_at)


def roles_named(keys: list[str]) -> tuple[Role, ...]:
    """Return the roles that rules name, in their order; what is no role here opens no door."""
    return tuple(Role(key) for key in keys if key in Role.values)
