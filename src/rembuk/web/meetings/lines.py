"""Meetings as a list shows them."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse
from markupsafe import Markup

from rembuk.meetings.listing import MeetingRow
from rembuk.web.drawing import draw
from rembuk.web.meetings.showing import state_label, state_name

MOST_DRAWN = 1_024


@lru_cache(maxsize=MOST_DRAWN)
def drawn_meeting(row: MeetingRow, kind: str, _language: str) -> Markup:
    """Draw a meeting in a line, in the language of this page; `kind` is what its kind is called.

    The same row is drawn the same, so it is drawn once; a row that has changed is another one.
    """
    return draw(
        "meetings/list_parts.html",
        "line",
        row.title,
        reverse("meeting", args=[row.code]),
        row.starts_at,
        kind,
        row.place,
        state_name(row.state, is_missed=row.is_missed),
        state_label(row.state, is_missed=row.is_missed),
    )
