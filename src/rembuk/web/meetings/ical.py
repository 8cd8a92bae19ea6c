"""Meetings for the calendar of a phone (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from rembuk.meetings.models import Meeting
from rembuk.meetings.states import MeetingState

LONGEST_LINE = 75
# How long a meeting takes is said by its agenda; a calendar only needs to keep the afternoon free.
LASTS = timedelta(minutes=135)


def calendar_text(name: str, events: Iterable[tuple[Meeting, str]]) -> str:
    """Return a calendar with a name; `events` are meetings with the addresses of their pages."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rembuk//ID", f"X-WR-CALNAME:{_text(name)}"]
    for meeting, address in events:
        lines += _event(meeting, address)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(meeting: Meeting, address: str) -> list[str]:
    status = "CANCELLED" if meeting.state == MeetingState.CANCELLED else "CONFIRMED"
    return [
        "BEGIN:VEVENT",
        f"UID:{meeting.pk}@rembuk",
        f"DTSTAMP:{_moment(meeting.called_at or meeting.planned_at)}",
        f"DTSTART:{_moment(meeting.starts_at)}",
        f"DTEND:{_moment(meeting.starts_at + LASTS)}",
        f"SUMMARY:{_text(meeting.title)}",
        f"LOCATION:{_text(f'{meeting.place}, {meeting.region.name}')}",
        f"STATUS:{status}",
        f"URL:{address}",
        "END:VEVENT",
    ]


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def _folded(line: str) -> str:
    """Break a line so that no part has more than 75 bytes and no letter is cut in two (section 3.1)."""
    parts, part = [], ""
    for letter in line:
        if len(f"{part}{letter}".encode()) > LONGEST_LINE:
            parts.append(part)
            part = " "
        part += letter
    return "\r\n".join([*parts, part])
