"""Who may start programmes and change their rules."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from rembuk.programmes.models import Programme
from rembuk.regions.models import Region
from rembuk.regions.stewards import is_steward


def may_start_programme(person: models.Model | None, region: Region, *, at: datetime) -> bool:
    """An administrator of the region, or the installation's own command line, starts a programme."""
    return person is None or is_steward(person, region.number, at=at)


def may_publish_rules(person: models.Model | None, programme: Programme, *, at: datetime) -> bool:
    """An administrator of the programme's region publishes a new version of its rules, and nobody else."""
    return is_steward(person, programme.region_id, at=at)


def may_adopt_rules(person: models.Model | None, programme: Programme, *, at: datetime) -> bool:
    """An administrator of the programme's region, or the installation's own command line, takes over a model pack."""
    return person is None or is_steward(person, programme.region_id, at=at)
