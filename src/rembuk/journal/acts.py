"""What an act looks like before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import models

from rembuk.engines.merkle.canonical import canonical_json
from rembuk.journal.models import Act
from rembuk.journal.queries import Fact, reference


def draw_up_act(
    kind: str,
    subject: models.Model,
    facts: Mapping[str, Fact],
    *,
    by: models.Model | None,
    at: datetime,
    public: bool,
    region_number: int | None,
) -> Act:
    """Return an act that is not written yet; many at once are written in one step."""
    return Act(
        kind=kind,
        subject=reference(subject),
        by=reference(by),
        region_number=region_number,
        at=at,
        is_public=public,
        facts=canonical_json(dict(facts)).decode(),
    )
