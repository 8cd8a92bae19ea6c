"""Who may change the tree."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from rembuk.regions.stewards import is_steward


def may_keep_regions(person: models.Model | None, region_number: int, *, at: datetime) -> bool:
    """An administrator of the region, or the installation's own command line, changes its tree, names and shapes."""
    return person is None or is_steward(person, region_number, at=at)
