"""Comparing the page of a paper with its PDF, and both with what the law asks for."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client

from rembuk.documents.sheets import Sheet
from tests.documents.reading import Read, squeezed

# Which words of a paper answer which field of `form_fields.csv`, by its English name.
FIELDS = {
    "title, legal_basis": ("Berita acara", "Dasar hukum"),
    "held_at, place": ("Waktu", "Tempat"),
    "region_code": ("Kampung", "Kecamatan", "Kabupaten", "Provinsi"),
    "participants_by_group": ("Siapa diundang, hadir, dan didengar",),
    "agenda": ("A. Acara",),
    "chair, minute_taker, resource_persons": ("Pimpinan musyawarah", "Dicatat oleh", "Narasumber"),
    "discussion": ("C. Yang disampaikan",),
    "decisions": ("D. Keputusan dan keberatan",),
    "bpd_view": ("Pandangan resmi Badan Permusyawaratan Kampung",),
    "decision_mode": ("Diputuskan dengan suara terbanyak",),
    "follow_up": ("E. Tindak lanjut",),
    "signatures": ("Untuk warga", "Untuk pemerintah", "Mengetahui Badan Permusyawaratan Kampung"),
    "invited, present, absent": ("Jumlah diundang", "Jumlah hadir", "Jumlah tidak hadir"),
    "activity, location, volume": ("Talud", "Lokasi", "Volume"),
    "cost_idr, fund_source": ("Biaya", "Sumber dana"),
    "period, implementer": ("Waktu pelaksanaan", "Pelaksana"),
    "self_help_value": ("Swadaya warga",),
    "complaint_address": ("Pengaduan",),
    "no": ("No.",),
    "name": ("Nama",),
    "sex": ("L/P",),
    "hamlet": ("Alamat, RT, dusun",),
    "group": ("Unsur atau jabatan",),
    "signature": ("Tanda tangan",),
}


def pdf_at(address: str) -> Read:
    """Open the PDF of a paper as anybody does."""
    return pdf_of(Client().get(address))


def pdf_of(answer: HttpResponseBase) -> Read:
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    return Read(answer.getvalue())


def strings_of(value: object) -> list[str]:
    """Return every word that a paper says, the address in its square and what names its form left out."""
    if isinstance(value, str):
        return [squeezed(value)]
    if isinstance(value, tuple):
        return [text for one in value for text in strings_of(one)]
    names = getattr(value, "__struct_fields__", ())
    silent = {"form", "language", "drawn_on", "label", "address"}
    return [text for name in names if name not in silent for text in strings_of(getattr(value, name))]


def missing_from(text: str, paper: Sheet, *, but: tuple[str, ...] = ()) -> list[str]:
    """Return what a paper says and a text does not."""
    unsaid = {squeezed(one) for one in but} | {"text", "number"}
    return [said for said in strings_of(paper) if said not in unsaid and said not in text]


def fields_of_form(form: str) -> list[str]:
    """Return the fields that a form of the law has, by their English names; skip where the list is not at hand."""
    for folder in Path(__file__).resolve().parents:
        if (found := folder / "shared" / "data" / "form_fields.csv").is_file():
            with found.open(newline="") as opened:
                return [row["nama_kode_en"] for row in csv.DictReader(opened) if row["formulir"] == form]
    pytest.skip("form_fields.csv is not at hand")
