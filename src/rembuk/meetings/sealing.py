"""What a closed meeting is sealed with: one canonical text, and its checksum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

from rembuk.engines.merkle.canonical import canonical_json, digest
from rembuk.meetings.models import AgendaItem, Entry, Meeting
from rembuk.meetings.states import Crowd, EntryKind
from rembuk.tenancy.privacy import blind_index

FORMAT = 1
_PLAIN = ("after", "group", "measure", "count", "method", "words", "in_favour", "against", "abstained", "owner", "side")


def seal_of(
    meeting: Meeting, agenda: Sequence[AgendaItem], invited: Mapping[Crowd, int], entries: Sequence[Entry]
) -> tuple[str, str]:
    """Return the text to seal and its SHA-256; names stand in it only as keyed fingerprints.

    It holds the exact counts, small ones too, so that it is for those who look after the meeting; the checksum is for
    everybody. Annexes stand beside what is sealed: the same rows give the same checksum before and after them.
    """
    content: dict[str, Any] = {  # Any: JSON.
        "format": FORMAT,
        "meeting": meeting.code,
        "kind": meeting.kind,
        "region": meeting.region.code,
        "title": meeting.title,
        "place": meeting.place,
        "starts_at": meeting.starts_at.astimezone(UTC).isoformat(),
        "agenda": [[item.label, item.minutes] for item in agenda],
        "invited": {group.value: people for group, people in invited.items()},
        "quorum_waiver": meeting.quorum_waiver,
        "paper": meeting.paper.digest if meeting.paper else "",
        "entries": [_sealed(entry) for entry in entries if entry.kind != EntryKind.ANNEXED],
    }
    return canonical_json(content).decode(), digest(content)


def _sealed(entry: Entry) -> dict[str, str | int]:
    facts = {name: getattr(entry, name) for name in _PLAIN}
    facts |= {
        "voice": entry.voice.code if entry.voice else "",
        "need": entry.need.code if entry.need else "",
        "about": str(entry.target_id or ""),
        "due_on": entry.due_on.isoformat() if entry.due_on else "",
        "name": blind_index("name in minutes", entry.name) if entry.name else "",
    }
    told = {name: fact for name, fact in facts.items() if fact not in {None, ""}}
    return {"id": str(entry.pk), "number": entry.number, "kind": entry.kind, **told}


def short_checksum(digest: str) -> str:
    """Return the beginning of a checksum as people compare it, "3fa9-01bc-77d2"."""
    return "-".join(digest[start : start + 4] for start in range(0, 12, 4))
