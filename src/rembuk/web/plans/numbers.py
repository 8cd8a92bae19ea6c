"""Where the number of a need, plan item or project leads."""

from __future__ import annotations

from django.urls import reverse

from rembuk.plans.rows import PREFIX as ITEM
from rembuk.projects.rows import PREFIX as PROJECT

_PAGES = {ITEM: "plan-item", PROJECT: "project"}


def address_of(code: str) -> str:
    """Return the page of a need, plan item or project."""
    return reverse(_PAGES.get(code.partition("-")[0], "need"), args=[code])
