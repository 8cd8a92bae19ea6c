"""What invented residents talk about: issues and sentences from the tables beside this file, places, sizes, names."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rembuk.programmes.rules import Level
from rembuk.voices.states import Group, VoiceKind


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing somebody might say, with slots in braces; `style` is formal, plain, chat or jv (Javanese)."""

    kind: VoiceKind
    style: str
    group: Group | None
    words: str


@dataclass(frozen=True, slots=True)
class Issue:
    """What several sentences are about; `title` has slots too, `weight` is how often it comes up.

    Only some issues make a need that many share, and some are about the kampung office itself.
    """

    key: str
    subject: str
    level: Level
    weight: int
    makes_need: bool
    about_office: bool
    title: str
    sentences: tuple[Sentence, ...]


@cache
def issues() -> tuple[Issue, ...]:
    """Return all issues with their sentences."""
    sentences: dict[str, list[Sentence]] = {}
    for row in read_table("sentences.csv"):
        group = Group(row["group"]) if row["group"] else None
        sentences.setdefault(row["issue"], []).append(
            Sentence(VoiceKind(row["kind"]), row["style"], group, row["words"])
        )
    return tuple(
        Issue(
            key=row["issue"],
            subject=row["subject"],
            level=Level(row["level"]),
            weight=int(row["weight"]),
            makes_need=row["makes_need"] == "yes",
            about_office=row["about_office"] == "yes",
            title=row["title"],
            sentences=tuple(sentences[row["issue"]]),
        )
        for row in read_table("issues.csv")
    )


def read_table(name: str) -> Iterator[Mapping[str, str]]:
    """Return the rows of a table beside this file."""
    table = files("rembuk.journeys.year").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(table.splitlines())


# The 17 kampung and how many hamlets the invented year gives each of them; the real numbers are not known here.
HAMLETS: Mapping[int, int] = {
    1802022001: 5,
    1802022002: 6,
    1802022003: 6,
    1802022004: 5,
    1802022005: 8,
    1802022006: 8,
    1802022007: 5,
    1802022008: 6,
    1802022009: 6,
    1802022010: 4,
    1802022011: 5,
    1802022012: 4,
    1802022013: 6,
    1802022014: 6,
    1802022015: 5,
    1802022016: 4,
    1802022017: 4,
}

# A spot to find one's way by, and other ways to write or say it.
SPOTS: Mapping[str, tuple[str, ...]] = {
    "musala": ("musala", "mushola", "musholla", "langgar"),
    "masjid": ("masjid", "mesjid"),
    "balai dusun": ("balai dusun",),
    "simpang tiga": ("simpang tiga", "pertigaan", "prapatan telu"),
    "simpang empat": ("simpang empat", "perempatan", "prapatan"),
    "penggilingan padi": ("penggilingan padi", "selepan", "huller"),
    "gudang singkong": ("gudang singkong", "lapak singkong"),
    "lapak karet": ("lapak karet",),
    "warung kopi": ("warung kopi", "warkop"),
    "toko pupuk": ("toko pupuk", "kios pupuk"),
    "pohon beringin": ("pohon beringin", "ringin"),
    "tikungan": ("tikungan", "enggokan"),
    "gardu listrik": ("gardu listrik", "gardu PLN"),
    "madrasah": ("madrasah",),
    "kolam ikan": ("kolam ikan", "blumbang"),
    "kebun karet": ("kebun karet", "kebon karet"),
    "kandang kelompok": ("kandang kelompok", "kandang sapi"),
    "tugu batas": ("tugu batas", "tugu"),
    "bengkel motor": ("bengkel motor", "bengkel"),
    "tanjakan": ("tanjakan",),
}
# Places with a roof, where people can meet.
VENUES: Mapping[str, tuple[str, ...]] = {
    "musala": ("musala", "mushola", "langgar"),
    "balai dusun": ("balai dusun",),
    "pos ronda": ("pos ronda", "gardu ronda"),
    "madrasah": ("madrasah",),
    "rumah kader": ("rumah kader",),
    "gedung serbaguna": ("gedung serbaguna",),
}

LENGTHS = (
    "40",
    "60",
    "75",
    "80",
    "90",
    "100",
    "120",
    "150",
    "180",
    "200",
    "250",
    "300",
    "350",
    "400",
    "450",
    "600",
    "750",
)
WIDTHS = ("1,5", "2", "2,5", "3", "3,5")
HOUSEHOLDS = ("9", "12", "15", "18", "20", "24", "25", "30", "35", "40", "45", "60")
PEOPLE = ("10", "12", "15", "18", "20", "22", "25", "27", "30", "32", "35", "40")
COUNTS = ("3", "4", "5", "6", "7", "8", "10", "12")
HECTARES = ("5", "8", "10", "12", "15", "20")
DUES = ("Rp 3.000", "Rp 5.000", "Rp 10.000", "5 ribu", "10 ribu")
DURATIONS = ("dua bulan", "tiga bulan", "empat bulan", "setengah tahun", "setahun", "dua tahun", "tiga tahun")
DURATIONS_JV = ("rong sasi", "telung sasi", "setengah taun", "setaun", "rong taun")

GREETINGS: Mapping[str, tuple[str, ...]] = {
    "formal": ("Assalamualaikum.", "Dengan hormat.", "Om swastyastu.", "Salam sejahtera.", "Selamat pagi."),
    "plain": ("Pak kakam,", "Mohon izin usul.", "Usul dari warga:", "Bu, tolong dicatat:", "Assalamualaikum."),
    "chat": ("Pak,", "Min,", "Assalamualaikum pak,", "Mau lapor,", "Ijin usul pak,", "Bu kader,"),
    "jv": ("Nuwun sewu,", "Pak kakam,", "Kulanuwun.", "Pak lurah,", "Bu kader,"),
}
FAREWELLS: Mapping[str, tuple[str, ...]] = {
    "formal": ("Terima kasih.", "Demikian usul kami.", "Atas perhatiannya kami ucapkan terima kasih."),
    "plain": ("Terima kasih.", "Semoga didengar.", "Mohon ditindaklanjuti.", "Kami tunggu kabarnya."),
    "chat": ("makasih", "tolong ya pak", "🙏", "trims", "ditunggu kabarnya"),
    "jv": ("Matur nuwun.", "Suwun.", "Tak enteni kabare."),
}

# How people shorten words on a phone.
SHORT_FORMS: Mapping[str, str] = {
    "anak-anak": "anak2",
    "belum": "blm",
    "bisa": "bs",
    "dekat": "dkt",
    "dengan": "dgn",
    "depan": "dpn",
    "gorong-gorong": "gorong2",
    "jalan": "jln",
    "kalau": "klo",
    "karena": "krn",
    "orang": "org",
    "rusak": "rsk",
    "sampai": "smp",
    "semua": "smua",
    "sudah": "sdh",
    "tidak": "gak",
    "tolong": "tlg",
    "untuk": "utk",
    "warga": "wrg",
    "yang": "yg",
}

# What arrives besides voices: advertising, noise, rude words, a number that must be hidden. All invented.
UNWANTED = (
    "PINJAMAN CEPAT CAIR TANPA JAMINAN, hubungi 0810-0000-0012",
    "Slot gacor hari ini, bonus new member menunggu",
    "Kerja dari rumah gaji harian, klik link di bio",
    "asdfgh asdf qwerty",
    "test test coba",
    "Pengurusnya goblok semua, kerja tidak becus",
    "Males, tolol semua yang rapat itu",
    "jalan",
    "Hubungi saya saja di 0810 0000 0013 soal jalan dekat musala",
    "Usul bedah rumah, NIK saya 1802020000000000",
    "Promo terbatas pupuk murah, lihat https://contoh.example/promo",
    "tes tes 123",
)


def officer_names() -> tuple[str, ...]:
    """Return sixty invented names, each labelled as an example."""
    first = (
        "Wening",
        "Bagas",
        "Ratri",
        "Danu",
        "Sekar",
        "Jaya",
        "Lintang",
        "Panji",
        "Kinanti",
        "Tirta",
        "Asri",
        "Wira",
    )
    last = ("Pertiwi", "Samudra", "Kencana", "Rembulan", "Cendana")
    return tuple(f"{given} {family} (contoh)" for family in last for given in first)
