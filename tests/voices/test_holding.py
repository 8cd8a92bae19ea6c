from __future__ import annotations

import pytest

from rembuk.voices.held_words import INSULTING_PHRASES, INSULTS, SPAM, THREATS
from rembuk.voices.holding import HoldReason, plain, reasons_to_hold

ORDINARY = [
    "Pak kakam, jln dsn 4 dpn musholla rsk parah, tlg dicor",
    "Dalan ngarep mushola wis ajur, mbok ndang didandani",
    "Siring kiri kanan jalan Dusun 4 dangkal, tiap hujan air masuk rumah warga RT 10.",
    "Anjing liar di dusun 3 banyak, anak sekolah takut lewat",
    "Minta bibit babi untuk kelompok ternak banjar",
    "Pelatihan bikin pupuk organik dari tai kambing",
    "Butuh sumur pantek di dekat sawah, 3 titik",
    "Siring minta dikeruk pakai bego, panjang 120 meter",
    "Maling sapi lagi marak, tolong ada ronda malam",
    "Kapan BLT cair? Di papan belum ditempel",
    "Koperasi butuh modal untuk ibu-ibu pembuat keripik",
    "Rabat beton gang RT 07 panjang 180 m lebar 2,5 m tebal 15 cm, kira-kira Rp 12.500.000",
    "Petanya di https://maps.app.goo.gl/contoh",
    "Matur nuwun sanget, banyune saiki wis lancar",
    "Umur jembatan sudah 15 tahun, kayunya lapuk",
    "Pak tolong jangan ada pungli di kantor",
    "Jalan rigid",
    "Ibu-ibu kumpul posyandu pukul 8 pagi",
    "Pak kakam, maling sapi lagi marak",
    "Bapak ibu pengurus, tolong jadwal ronda ditempel",
    "HP kami susah sinyal, anak belajar di bukit",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_what_residents_ordinarily_say_is_not_held(text):
    assert reasons_to_hold(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Pengurusnya goblok semua, kerja ndak becus",
        "g0bl0k kalian",
        "dasar t o l o l yang ngurus siring",
        "GOOOBLOOOK kabeh pengurus iki",
        "b4ngs4t, jalan ini dari dulu begini terus",
        "jalane rusak, asu tenan",
        "Dasar anjing, omongan doang dari dulu",
        "Kalau tidak dicor tak bacok yang punya proyek",
    ],
)
def test_insults_and_threats_wait_for_a_human_however_they_are_spelt(text):
    assert reasons_to_hold(text) == (HoldReason.INSULT,)


@pytest.mark.parametrize(
    "text",
    [
        "Pinjaman cepat cair tanpa jaminan khusus warga desa",
        "S1tus gac0r hari ini, daftar dapat bonus new member",
        "Lihat promo kami di https://contoh.example/jual",
        "klik link di bawah ini ya kak bit.ly/contoh",
        "beli beli beli beli beli beli murah murah murah murah",
    ],
)
def test_advertising_waits_for_a_human(text):
    assert reasons_to_hold(text) == (HoldReason.SPAM,)


@pytest.mark.parametrize(
    "text",
    [
        "Tetangga saya, suaminya sering mukul istri kalau malam",
        "Suami tetangga sering memukuli istrinya, saya takut lapor",
        "Ada anak umur 15 mau dinikahkan bulan depan, tolong dicegah",
        "Mau dinikahkan padahal umurnya baru 14",
        "Anak itu dipaksa kawin sama orang tuanya",
        "Ada korban pelecehan seksual di dekat kami, harus lapor ke mana",
        "Pak Contoh korupsi uang semen jembatan",
        "bendahara nilep uang kas, warga tahu semua",
        "Semen dicuri oleh Pak Contoh malam itu",
    ],
)
def test_somebodys_safety_or_good_name_is_not_shown_before_a_human_looked(text):
    assert reasons_to_hold(text) == (HoldReason.SENSITIVE,)


@pytest.mark.parametrize(
    "text",
    [
        "Hubungi saya di 0810-0000-0011 soal jalan ini",
        "Usul bedah rumah, NIK 1802 0200 0000 0000",
        "Kirim suratnya ke contoh@contoh.example saja",
    ],
)
def test_contact_details_wait_for_a_human(text):
    assert reasons_to_hold(text) == (HoldReason.CONTACT_DETAILS,)


@pytest.mark.parametrize("text", ["asdfgh qwerty", "test test coba", "xkcdzz brtqp zzzzt", "hhhhhhhhhh aaaaaaaaa"])
def test_noise_waits_for_a_human(text):
    assert reasons_to_hold(text) == (HoldReason.GIBBERISH,)


@pytest.mark.parametrize("text", ["Drainase", "air pak", "jalan", "???", ""])
def test_a_word_alone_waits_for_somebody_who_asks_back(text):
    assert reasons_to_hold(text) == (HoldReason.TOO_SHORT,)


def test_several_findings_come_most_serious_first():
    text = "Pinjaman cepat cair tanpa agunan, goblok kalau tidak mau, hubungi 0810 0000 0011"

    assert reasons_to_hold(text) == (HoldReason.CONTACT_DETAILS, HoldReason.INSULT, HoldReason.SPAM)


def test_digits_are_read_as_letters_only_inside_words():
    assert plain("g0bl0k di RT07, 3600 meter, 10rb") == "goblok di rt07 360 meter 10rb"


def test_invisible_letters_and_accents_do_not_hide_a_word():
    assert reasons_to_hold("gob\u200blok kalian ini, jalan rusak") == (HoldReason.INSULT,)
    assert reasons_to_hold("jalan rusak, góblok kabeh") == (HoldReason.INSULT,)


def test_every_listed_phrase_is_found_in_a_sentence():
    listed = [*INSULTS, *INSULTING_PHRASES, *THREATS, *SPAM]

    assert [phrase for phrase in listed if reasons_to_hold(f"Jalan rusak, {phrase}, kapan dicor") == ()] == []


def test_a_very_long_text_is_judged_quickly_and_completely():
    text = "Jalan dusun kami rusak dan banyak lubang di dekat musala. " * 200 + "Dasar tolol."

    assert HoldReason.INSULT in reasons_to_hold(text)
