"""The region data that comes with Rembuk: Lampung Tengah whole, one kecamatan of another kabupaten, and local words."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from rembuk.regions.drafts import Kept
from rembuk.regions.importing import import_regions, import_words

FOLDER = Path(__file__).parent


@transaction.atomic
def load_presets(*, at: datetime) -> Kept:
    """Take in the regions and words that come with Rembuk; doing it twice changes nothing."""
    kept = Kept()
    for name in ("lampung_tengah.csv", "balik_bukit.csv"):
        kept += import_regions(FOLDER / name, by=None, at=at)
    return kept + import_words(FOLDER / "words.csv", by=None, at=at)
