"""The programme that Rembuk began with, and its rules."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import models, transaction

from rembuk.programmes.actions import start_programme
from rembuk.programmes.models import Programme
from rembuk.programmes.rules import Rules, read_rules
from rembuk.regions.actions import open_tenant
from rembuk.regions.queries import region_by_code
from rembuk.tenancy import in_tenant

LAMPUNG_TENGAH = Path(__file__).parent / "lampung_tengah_2026.json"
PREFIX = "BR"


def preset_rules() -> Rules:
    """Return the rules that come with Rembuk; agreeing on them is up to the people who use them."""
    return read_rules(LAMPUNG_TENGAH.read_bytes())


@transaction.atomic
def start_bangun_rejo(*, by: models.Model | None, at: datetime) -> Programme:
    """Return the programme of Kecamatan Bangun Rejo, started now if it has not been; needs the preset regions."""
    regency, subdistrict = region_by_code("18.02"), region_by_code("18.02.02")
    with in_tenant(regency.tenant):
        known = Programme.objects.select_related("region").filter(prefix=PREFIX).first()
        if known is not None:
            return known
        open_tenant(regency, by=by, at=at)
        return start_programme(subdistrict, "Kemitraan Bangun Rejo", PREFIX, preset_rules(), by=by, at=at)
