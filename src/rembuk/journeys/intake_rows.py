"""From a row of somebody's list to a voice: our own columns, and those of the SIPD export.

Left out on purpose are the names and profiles of people (pengusul, profil), which nobody here needs, and what other
offices noted (status, recommendations), which belongs to later stages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from rembuk.journeys.intake_cells import BadCell, read_amount, read_day, read_place
from rembuk.kernel.money import NotRupiah, parse_rupiah, rupiah
from rembuk.kernel.texts import has_personal, name_key
from rembuk.programmes.models import Programme
from rembuk.regions.models import Alias, Region, Tier
from rembuk.regions.queries import full_name
from rembuk.tenancy import current_tenant
from rembuk.voices.drafts import LONGEST_LANDMARK, MOST_LETTERS, VoiceDraft
from rembuk.voices.states import Channel, VoiceKind

_KEYS: Final = UUID("0b7d5f0e-6a55-5c0f-9a6e-3f2a6f1f9c11")
LONGEST_NUMBER: Final = 60

# How headers are spelled, as `name_key` writes them, and what the columns are called here.
COLUMNS: Final[Mapping[str, str]] = {
    "id": "id",
    "teks": "words",
    "suara": "words",
    "jenis": "kind",
    "kampung": "village",
    "desa": "village",
    "pekon": "village",
    "idusulan": "id",
    "tanggalusul": "spoken_on",
    "tanggal": "spoken_on",
    "usulan": "title",
    "masalah": "problem",
    "alamat": "address",
    "alamatlatlng": "address",
    "kabupaten": "regency",
    "kecamatan": "subdistrict",
    "kelurahan": "village",
    "kabupatenkecamatankelurahan": "path",
    "volume": "volume",
    "satuan": "unit",
    "anggaran": "cost",
}
_KINDS: Final[Mapping[str, VoiceKind]] = {
    "": VoiceKind.WISH,
    "usulan": VoiceKind.WISH,
    "kegiatan": VoiceKind.WISH,
    "lain": VoiceKind.WISH,
    "wish": VoiceKind.WISH,
    "keluhan": VoiceKind.COMPLAINT,
    "complaint": VoiceKind.COMPLAINT,
    "pertanyaan": VoiceKind.QUESTION,
    "negosiasi": VoiceKind.QUESTION,
    "question": VoiceKind.QUESTION,
    "apresiasi": VoiceKind.THANKS,
    "thanks": VoiceKind.THANKS,
    "swadaya": VoiceKind.OFFER,
    "offer": VoiceKind.OFFER,
}
_BEFORE_A_NAME: Final = re.compile(
    r"^(kampung|desa|kelurahan|kel\.?|pekon|kecamatan|kec\.?|kabupaten|kab\.?)\s+", re.IGNORECASE
)


@dataclass(frozen=True)
class Reading:
    """How the rows of one file are read: into which programme, from which source, and where no place is named."""

    programme: Programme
    region: Region
    source: str
    today: date
    _villages: dict[tuple[str, str], Region] = field(default_factory=dict)

    def draft(self, cells: Mapping[str, str]) -> VoiceDraft:
        """Return the voice a row holds; raise BadCell for the first thing that is wrong with it."""
        number = _number_of(cells)
        return VoiceDraft(
            key=uuid5(_KEYS, f"{current_tenant()}:{self.source}:{number}"),
            programme=self.programme,
            region=self._region(cells),
            words=words_of(cells),
            kind=_kind(cells.get("kind", "")),
            channel=Channel.IMPORT,
            spoken_on=self._day(cells.get("spoken_on", "")),
            landmark=_landmark(cells.get("address", "")),
            source=self.source,
            external_id=number,
        )

    def _day(self, text: str) -> date:
        day = read_day(text) if text else self.today
        if day > self.today:
            raise BadCell("tanggal_usul", _("%(day)s is still to come. Write the day it was said.") % {"day": text})
        return day

    def _region(self, cells: Mapping[str, str]) -> Region:
        village, around = cells.get("village", ""), cells.get("subdistrict", "")
        if not village and cells.get("path"):
            parts = [part.strip() for part in cells["path"].split(",")]
            village, around = parts[-1], parts[-2] if len(parts) > 1 else around
        if not village:
            return self.region
        if (village, around) not in self._villages:
            self._villages[village, around] = self._village(village, around)
        return self._villages[village, around]

    def _village(self, name: str, around: str) -> Region:
        within = self.programme.region
        found = [one for one in _named(name, Tier.VILLAGE, within) if not around or _is_called(one.parent, around)]
        if len(found) == 1:
            return found[0]
        if found:
            names = "; ".join(f"{full_name(one)} ({one.code})" for one in found)
            raise BadCell(
                "kelurahan", _("There are several with this name: %(names)s. Write the code.") % {"names": names}
            )
        facts = {"name": name, "programme": within.name}
        raise BadCell(
            "kelurahan", _("No kampung “%(name)s” in %(programme)s. Correct the name or write the code.") % facts
        )


def _number_of(cells: Mapping[str, str]) -> str:
    number = cells.get("id", "")
    if not number:
        raise BadCell("id", _("The number is missing. Give each row one of its own."))
    if len(number) > LONGEST_NUMBER:
        raise BadCell("id", _("The number has more than %(most)s letters.") % {"most": LONGEST_NUMBER})
    if has_personal(number):
        raise BadCell("id", _("Please leave out NIK, phone numbers and e-mail addresses."))
    return number


def words_of(cells: Mapping[str, str]) -> str:
    """Return what a row says: its words, or title and problem of an export with size and cost in plain text."""
    said = cells.get("words", "") or ". ".join(filter(None, (cells.get("title", ""), cells.get("problem", ""))))
    if not said:
        raise BadCell(
            "teks" if "words" in cells else "usulan", _("There are no words. Write what is asked, or remove the row.")
        )
    parts = (said, _size(cells.get("volume", ""), cells.get("unit", "")), _cost(cells.get("cost", "")))
    words = "\n".join(filter(None, parts))
    if len(words) > MOST_LETTERS:
        raise BadCell("teks", _("There are more than %(most)s letters. Shorten it.") % {"most": MOST_LETTERS})
    return words


def _size(volume: str, unit: str) -> str:
    if not volume:
        return ""
    whole, _point, rest = f"{read_amount(volume, 'volume'):f}".partition(".")
    amount = f"{int(whole):,}".replace(",", ".") + (f",{rest}" if rest.strip("0") else "")
    return f"Volume: {amount} {unit}".strip()


def _cost(cost: str) -> str:
    if not cost:
        return ""
    try:
        return f"Anggaran: {rupiah(parse_rupiah(cost))}"
    except NotRupiah as error:
        raise BadCell(
            "anggaran", _("“%(text)s” is no amount. Write for example 12.500.000.") % {"text": cost}
        ) from error


def _kind(text: str) -> VoiceKind:
    try:
        return _KINDS[name_key(text)]
    except KeyError as error:
        known = ", ".join(key for key in _KINDS if key)
        raise BadCell(
            "jenis", _("“%(text)s” is no kind. Write one of: %(known)s.") % {"text": text, "known": known}
        ) from error


def _landmark(address: str) -> str:
    if len(landmark := str(read_place(address))) > LONGEST_LANDMARK:
        raise BadCell(
            "alamat", _("The address has more than %(most)s letters. Shorten it.") % {"most": LONGEST_LANDMARK}
        )
    return landmark


def _named(name: str, tier: Tier, within: Region) -> list[Region]:
    """Return the regions of a tier that are called so, or have this code."""
    inside = Region.objects.select_related("parent").filter(
        tier=tier, valid_to__isnull=True, number__range=(within.number, within.last_number)
    )
    if re.fullmatch(r"\d\d([.\s]?\d\d){2}[.\s]?\d{4}", name):
        digits = re.sub(r"\D", "", name)
        return list(inside.filter(number=int(digits)))
    keys = {name_key(name), name_key(_BEFORE_A_NAME.sub("", name))}
    return list(inside.filter(number__in=Alias.objects.filter(key__in=keys).values("region")).order_by("number"))


def _is_called(region: Region | None, name: str) -> bool:
    if region is None:
        return False
    keys = {name_key(name), name_key(_BEFORE_A_NAME.sub("", name))}
    return name_key(region.name) in keys or Alias.objects.filter(region=region, key__in=keys).exists()


def missing_column(names: Iterable[str]) -> str:
    """Return which column a table lacks to hold voices, "" for none."""
    have = set(names)
    if "id" not in have:
        return "id"
    return "" if have & {"words", "title", "problem"} else "teks"
