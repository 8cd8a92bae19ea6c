"""Where the number of a need or plan item leads."""

from __future__ import annotations

from django.urls import reverse

from rembuk.plans.rows import PREFIX


def address_of(code: str) -> str:
    """Return the page of a need or plan item."""
    return reverse("plan-item" if code.startswith(f"{PREFIX}-") else "need", args=[code])
