"""How the invented year ends for a voice or need: which reasons are given, how often, and what they come to."""

from __future__ import annotations

from rembuk.voices.states import AnswerKind

# How often a need of the village meets which end, once somebody has decided; "" is an answer in kind.
VILLAGE_REASONS = {
    "": 9,
    "PAGU_TIDAK_CUKUP": 5,
    "SUDAH_DIRENCANAKAN": 3,
    "PRIORITAS_LEBIH_RENDAH": 2,
    "LAHAN_BELUM_JELAS": 2,
    "DATA_KURANG": 1,
    "SUDAH_DIBANGUN": 1,
    "TIDAK_LAYAK_TEKNIS": 1,
    "BARANG_TERLARANG": 1,
}
FOR_ONE_HOUSE = "KEPENTINGAN_PRIBADI"
DECLINES = frozenset({"SUDAH_DIBANGUN", "TIDAK_LAYAK_TEKNIS", "BARANG_TERLARANG", FOR_ONE_HOUSE})
SENT_ON = "BUKAN_KEWENANGAN"
WITHHELD_FOR = {"insult": "KATA_KASAR", "contact_details": "DATA_PRIBADI", "spam": "IKLAN", "gibberish": "IKLAN"}


def kind_of(reason: str) -> AnswerKind:
    """Return what an answer for a reason comes to; "" is an answer in kind."""
    if reason == SENT_ON:
        return AnswerKind.FORWARDED
    if not reason:
        return AnswerKind.ANSWERED
    return AnswerKind.DECLINED if reason in DECLINES else AnswerKind.POSTPONED
