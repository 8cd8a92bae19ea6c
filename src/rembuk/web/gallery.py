"""Every component with its odd cases, for people who build pages and for the tests that look at them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

from rembuk.web.charts import Bar, bars, divided_bar, rupiah_bar, sparkline
from rembuk.web.form_parts import Choice
from rembuk.web.maps import Shape, Tile, boundary_map, tile_map
from rembuk.web.thread import Paper, StageFigures, Step, thread_of

DAY = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)
LONG_WORD = "Pertanggungjawabannya-dipertanggungjawabkan-bersama-sama-sekampung"
LONG_WORDS = (
    "Jalan dari mushola sampai kebun karet rusak sejak musim hujan, motor sering jatuh, anak sekolah harus jalan kaki, "
    "dan kalau panen truk tidak mau masuk sehingga ongkos angkut naik dua kali lipat"
)


def gallery_context() -> dict[str, object]:
    """Everything that gallery.html shows; the same on every day."""
    return {
        "day_of": DAY,
        "moment_of": MOMENT,
        "long_word": LONG_WORD,
        "long_words": LONG_WORDS,
        "young_thread": thread_of(
            {"voices": StageFigures(3214, "/kebutuhan"), "needs": StageFigures(412, "/kebutuhan")},
        ),
        "full_thread": thread_of(_all_stages()),
        "steps": _steps(),
        "choices": _choices(),
        "states": ["received", "held", "tidied", "merged", "forwarded", "answered", "declined", "withdrawn"],
        "bar_chart": bars("subjects", "Suara menurut bidang", _subjects(), label="Bidang", unit="Suara"),
        "money_chart": bars("money", "Biaya menurut bidang", _costs(), label="Bidang", unit="Rupiah", kind="money"),
        "divided_chart": divided_bar("channels", "Saluran suara", _channels(), label="Saluran", unit="Suara"),
        "one_bar_chart": bars("one", "Satu bidang", [Bar("Jalan", 0)], label="Bidang", unit="Suara"),
        "spark": sparkline("weeks", "Suara tiap minggu", [4, 7, 3, 12, 18, 9, 14]),
        "flat_spark": sparkline("flat", "Suara tiap minggu", [5, 5, 5]),
        "tiles": tile_map("tiles", "Suara menurut kampung", _tiles(), unit="suara"),
        "boundaries": boundary_map("boundaries", "Suara menurut kampung", _shapes(), unit="suara"),
        "answers": _answers(),
        "events": _events(),
        "selects": _selects(),
    }


def _all_stages() -> dict[str, StageFigures]:
    return {
        "voices": StageFigures(128_456, "/kebutuhan"),
        "needs": StageFigures(4120, "/kebutuhan"),
        "plans": StageFigures(310, "/kebutuhan", 48_750_000_000),
        "agreed": StageFigures(96, "/kebutuhan", 12_500_000_000),
        "funded": StageFigures(41, "/kebutuhan", 6_125_000_000),
        "built": StageFigures(17, "/kebutuhan", 2_480_000_000),
        "kept": StageFigures(1, "/kebutuhan", 0),
    }


def _steps() -> list[Step]:
    return [
        Step("Suara diterima", date(2026, 3, 2), "Warga Dusun 3, lewat kertas"),
        Step("Teks dirapikan", date(2026, 3, 4), "Petugas kampung"),
        Step(
            "Digabung ke KB-7KQ2M: Perbaikan jalan Dusun 3",
            date(2026, 3, 9),
            "Petugas kampung",
            papers=(Paper("Kebutuhan KB-7KQ2M", "/k/KB-7KQ2M"),),
        ),
        Step(
            "Diteruskan ke kecamatan",
            DAY,
            "Sekretaris kampung",
            words="Jalan ini milik kabupaten. Kampung mengirimnya ke musrenbang kecamatan bulan Februari.",
            papers=(Paper("Berita acara musdus", "/kebutuhan"), Paper("Surat pengantar", "/kebutuhan")),
            is_now=True,
        ),
        Step("Dijawab oleh kecamatan", expected="Paling lambat Februari 2027"),
        Step("Dibangun, kalau disetujui", expected="Paling cepat 2028"),
    ]


def _choices() -> list[Choice]:
    return [
        Choice("wish", "Usulan", "Sesuatu yang perlu dibangun atau diubah", "hammer"),
        Choice("complaint", "Keluhan", "Sesuatu yang tidak berjalan baik", "alert"),
        Choice("question", "Pertanyaan", "", "help"),
        Choice("other", LONG_WORDS, LONG_WORD),
    ]


def _subjects() -> list[Bar]:
    return [
        Bar("Jalan", 1043, href="/kebutuhan"),
        Bar("Saluran air dan siring", 412, href="/kebutuhan"),
        Bar("Air bersih", 388),
        Bar(LONG_WORD, 12),
        Bar("Lain-lain", 0),
    ]


def _costs() -> list[Bar]:
    amounts = {"Jalan": 1_250_000_000, "Jembatan": 87_500_000, "Posyandu": 999_999}
    return [rupiah_bar(label, amount) for label, amount in amounts.items()]


def _channels() -> list[Bar]:
    return [
        Bar("Musyawarah", 1620),
        Bar("Kertas", 804),
        Bar("Didampingi kader", 512),
        Bar("Web", 270),
        Bar("WhatsApp", 8),
    ]


def _tiles() -> list[Tile]:
    places = {
        (3, 0): "Sukowaringin", (4, 0): "Mekar Jaya", (1, 1): "Timbul Rejo", (2, 1): "Suka Negeri",
        (3, 1): "Suka Negara", (4, 1): "Sri Pendowo", (5, 1): "Tanjung Jaya", (1, 2): "Sido Mulyo",
        (2, 2): "Sido Luhur", (3, 2): "Sinar Seputih", (4, 2): "Sinar Luas", (5, 2): "Tanjung Pandan",
        (0, 3): "Purwodadi", (1, 3): "Sido Dadi", (2, 3): "Sido Rejo", (3, 3): "Bangun Rejo", (4, 3): "Cimarias",
    }  # fmt: skip
    return [
        Tile(column, row, label, "/kebutuhan", (column * 97 + row * 61) % 241)
        for (column, row), label in places.items()
    ]


def _shapes() -> list[Shape]:
    west, middle, east, south, north = 104.95, 105.02, 105.09, -5.17, -5.08
    bend = (middle + 0.01, -5.12)
    left = ((west, south), (middle, south), bend, (middle, north), (west, north), (west, south))
    right = ((middle, south), (east, south), (east, north), (middle, north), bend, (middle, south))
    pond = ((105.06, -5.16), (105.08, -5.16), (105.08, -5.145), (105.06, -5.145), (105.06, -5.16))
    return [
        Shape((left,), "Sido Luhur", "/kebutuhan", 214),
        Shape((right,), "Sri Pendowo", "/kebutuhan", 96),
        Shape((pond,), "Sinar Seputih", "/kebutuhan", 0),
    ]


def _answers() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(label="Apa yang ingin Anda sampaikan?", value=LONG_WORDS, change="/sampaikan"),
        SimpleNamespace(label="Di dusun mana?", value="Dusun 3", change="/sampaikan"),
        SimpleNamespace(label="Nomor telepon", value="", change="/sampaikan"),
        SimpleNamespace(label="Dicatat oleh", value="Kader contoh", change=None),
    ]


def _events() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(at=DAY, what="Jalan Dusun 3 selesai diukur", who="Tim pelaksana", href="/kebutuhan"),
        SimpleNamespace(at=date(2026, 11, 2), what="Musyawarah dusun", who=None, href=None),
    ]


def _selects() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            name="wilayah", label="Kampung", value="2005",
            options=[("", "Semua kampung"), ("2005", "Bangun Rejo"), ("2006", "Sido Luhur")],
        ),
        SimpleNamespace(name="bidang", label="Bidang", value="", options=[("", "Semua bidang"), ("road", "Jalan")]),
    ]  # fmt: skip
