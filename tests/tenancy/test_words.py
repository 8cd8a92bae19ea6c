"""Texts in the words of a place."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext, gettext_lazy, override

from rembuk.tenancy.words import OURS, as_called_here, packed_words, speaking

PEKON = packed_words({
    **OURS,
    "village": "pekon",
    "village_head": "peratin",
    "village_council": "Lembaga Himpun Pekon",
    "village_council_short": "LHP",
    "yearly_plan": "RKP Pekon",
})
LAZY = gettext_lazy("Only this kampung")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Kantor kampung", "Kantor pekon"),
        ("Kampung %(name)s", "Pekon %(name)s"),
        ("KAMPUNG", "PEKON"),
        ("jalan antarkampung", "jalan antarpekon"),
        ("Kepala kampung memutuskan", "Peratin memutuskan"),
        ("kepala kampung", "peratin"),
        ("Badan Permusyawaratan Kampung", "Lembaga Himpun Pekon"),
        ("RKP Kampung", "RKP Pekon"),
        ("DU-RKP Kampung", "DU-RKP Pekon"),
        ("BPK kampung, dan BPKP", "LHP pekon, dan BPKP"),
        ("bpk Contoh", "bpk Contoh"),
        ("Suara Anda tercatat.", "Suara Anda tercatat."),
    ],
)
def test_each_word_gives_way_to_the_local_one_and_capitals_stay(ours, theirs):
    with speaking(PEKON):
        assert as_called_here(ours) == theirs

    assert as_called_here(ours) == ours


def test_only_words_that_differ_are_kept():
    assert packed_words(OURS) == ""
    assert packed_words({"village": "pekon", "hamlet": "dusun", "unknown": "apa"}) == "kampung=pekon"


def test_every_way_of_looking_a_text_up_says_the_local_word_while_it_lasts():
    with override("id"), speaking(PEKON):
        assert (gettext("Only this kampung"), str(LAZY)) == ("Hanya pekon ini", "Hanya pekon ini")
    with override("en"), speaking(PEKON):
        assert gettext("Only this kampung") == "Only this pekon"
    with override("id"):
        assert str(LAZY) == "Hanya kampung ini"


def test_what_people_wrote_is_never_touched():
    with override("id"), speaking(PEKON):
        assert gettext("All needs of %(place)s") % {"place": "Kampung Baru"} == "Semua kebutuhan Kampung Baru"
