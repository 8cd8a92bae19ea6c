"""Reading the journal."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import cast

from django.db import models
from django.db.models import QuerySet

from rembuk.journal.models import Act, Seal

Fact = str | int | bool | None | list[str] | list[int]


def reference(row: models.Model | None) -> str:
    """Name a row as acts do, "voices.voice:018f…"; nobody is the empty string."""
    return f"{row._meta.label_lower}:{row.pk}" if row is not None else ""


def acts_on(subject: models.Model) -> QuerySet[Act]:
    """Return what was done to a row, oldest first."""
    return Act.objects.filter(subject=reference(subject)).order_by("at", "id")


def acts_on_all(subjects: Iterable[models.Model]) -> QuerySet[Act]:
    """Return what was done to several rows, oldest first."""
    return Act.objects.filter(subject__in=[reference(one) for one in subjects]).order_by("at", "id")


def sealed_after(number: int, *, limit: int = 500) -> QuerySet[Seal]:
    """Return sealed acts past a place in the order, for a reader to go on where it stopped."""
    return Seal.objects.filter(number__gt=number).select_related("act").order_by("number")[:limit]


def facts_of(act: Act) -> dict[str, Fact]:
    """Return the facts an act was written with."""
    return cast("dict[str, Fact]", json.loads(act.facts))
