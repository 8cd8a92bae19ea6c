"""Where the number of a need, plan item, project or meeting leads."""

from __future__ import annotations

from django.urls import reverse

from rembuk.meetings.actions.preparing import PREFIX as MEETING
from rembuk.plans.rows import PREFIX as ITEM
from rembuk.projects.rows import PREFIX as PROJECT

_PAGES = {ITEM: "plan-item", PROJECT: "project", MEETING: "meeting"}


def address_of(code: str) -> str:
    """Return the page of a need, plan item, project or meeting."""
    return reverse(_PAGES.get(code.partition("-")[0], "need"), args=[code])
