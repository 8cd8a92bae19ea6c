from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from rembuk.journal.models import Act
from rembuk.journal.queries import facts_of
from rembuk.kernel.codes import is_code
from rembuk.voices.actions import KeyUsedTwice, receive_voice
from rembuk.voices.drafts import MOST_LETTERS, BadDraft
from rembuk.voices.models import Voice
from rembuk.voices.receipts import hash_of
from rembuk.voices.states import Channel, Confidentiality, VoiceKind, VoiceState
from tests.cast import MONDAY, TUESDAY, key_of
from tests.voices.scenes import WORDS, draft_of, received


def test_a_voice_gets_a_number_and_a_receipt_word(cast):
    receipt = receive_voice(draft_of(cast), by=None, at=MONDAY)

    voice = Voice.objects.get()
    assert (voice.code, voice.state, voice.words) == (receipt.voice.code, VoiceState.RECEIVED, WORDS)
    assert voice.code.startswith("BR-")
    assert is_code(voice.code)
    assert voice.secret_hash == hash_of(receipt.secret)
    assert len(receipt.secret) == len("XXXX-XXXX-XXXX")


def test_the_act_of_receiving_is_public_and_names_nobody(cast):
    voice = receive_voice(draft_of(cast, contact=cast.resident_phone), by=None, at=MONDAY).voice

    act = Act.objects.get()
    assert (act.kind, act.by, act.is_public, act.region_number) == ("voice.received", "", True, 1802022005)
    assert facts_of(act) == {"channel": "web", "code": voice.code, "role": "", "wants": "wish"}


def test_the_same_request_again_is_answered_as_the_first_time(cast):
    first = receive_voice(draft_of(cast), by=None, at=MONDAY)

    again = receive_voice(replace(draft_of(cast), spoken_on=TUESDAY.date()), by=None, at=TUESDAY)

    assert (again.voice.code, again.secret, again.replayed) == (first.voice.code, first.secret, True)
    assert (Voice.objects.count(), Act.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"words": "Yang lain lagi"},
        {"landmark": "dekat pasar"},
        {"kind": VoiceKind.QUESTION},
        {"confidentiality": Confidentiality.CONFIDENTIAL},
    ],
)
def test_another_request_under_the_same_key_is_refused(cast, change):
    received(cast)

    with pytest.raises(KeyUsedTwice):
        receive_voice(draft_of(cast, **change), by=None, at=TUESDAY)

    assert Voice.objects.get().words == WORDS


def test_a_row_of_another_system_is_one_voice_under_any_key(cast):
    received(cast, source="sipd", external_id="77")

    with pytest.raises(KeyUsedTwice):
        receive_voice(draft_of(cast, "other", source="sipd", external_id="77"), by=None, at=MONDAY)

    assert Voice.objects.count() == 1


def test_an_anonymous_voice_keeps_nothing_of_sender_or_helper(cast):
    draft = draft_of(cast, confidentiality=Confidentiality.ANONYMOUS, channel=Channel.ASSISTED)

    receive_voice(draft, by=cast.officer, at=MONDAY)

    voice, act = Voice.objects.get(), Act.objects.get()
    assert (voice.contact, voice.assisted_by, act.by) == (None, None, "")
    assert facts_of(act)["role"] == "officer"
    assert str(cast.officer.pk) not in str([list(Voice.objects.values()), list(Act.objects.values())])


def test_an_assisted_voice_says_who_helped(cast):
    voice = receive_voice(draft_of(cast, channel=Channel.ASSISTED), by=cast.facilitator, at=MONDAY).voice

    assert voice.assisted_by == cast.facilitator


@pytest.mark.parametrize("who", ["monitor", "other_officer", "resident", "moderator"])
def test_others_than_the_staff_of_the_place_enter_nothing_for_anybody(cast, who):
    with pytest.raises(PermissionDenied):
        receive_voice(draft_of(cast, channel=Channel.PAPER), by=getattr(cast, who), at=MONDAY)

    assert not Voice.objects.exists()


@pytest.mark.parametrize("channel", [Channel.ASSISTED, Channel.MEETING, Channel.PAPER])
def test_nobody_claims_to_have_been_helped_without_a_helper(cast, channel):
    with pytest.raises(PermissionDenied):
        receive_voice(draft_of(cast, channel=channel), by=None, at=MONDAY)

    assert not Voice.objects.exists()


def test_numbers_in_the_words_are_masked_for_all_and_kept_encrypted(cast):
    voice = received(cast, words="Telp saya 0812-3456-7890, jalan rusak", landmark="rumah 081234567890")

    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM voices_voice")
        stored = cursor.fetchone()[0]
    assert voice.words == "Telp saya 0812-3456-7890, jalan rusak"
    assert voice.shown_words == "Telp saya [nomor disembunyikan], jalan rusak"
    assert "081234567890" not in voice.landmark
    assert "3456" not in stored
    assert "jalan" not in stored


def test_what_could_mislead_the_eye_is_not_shown(cast):
    voice = received(cast, words="Jalan\u202e rusak\x00\n\n  di   dusun 3")

    assert voice.shown_words == "Jalan rusak\ndi dusun 3"
    assert Voice.objects.get().words == "Jalan\u202e rusak\x00\n\n  di   dusun 3"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"words": " \n\u200b"}, "Nothing was said."),
        ({"words": "a" * (MOST_LETTERS + 1)}, "More than 5000 letters."),
        ({"group": "pemarah"}, "There is no group pemarah."),
        ({"external_id": "1"}, "A foreign number needs its source."),
    ],
)
def test_a_draft_that_cannot_be_received_says_why(cast, change, fault):
    with pytest.raises(BadDraft, match=fault):
        draft_of(cast, **change)


def test_an_anonymous_draft_with_a_sender_is_refused(cast):
    with pytest.raises(BadDraft, match="names nobody"):
        draft_of(cast, confidentiality=Confidentiality.ANONYMOUS, contact=cast.resident_phone)


def test_a_hamlet_of_another_kampung_is_refused(cast):
    with pytest.raises(BadDraft, match="elsewhere"):
        draft_of(cast, region=cast.other_kampung, locality=cast.hamlet)


def test_a_voice_from_outside_the_programme_is_refused(cast):
    with pytest.raises(BadDraft, match="does not run there"):
        draft_of(cast, region=cast.kecamatan.parent)


def test_two_keys_with_the_same_number_get_two_numbers(cast, monkeypatch):
    from rembuk.voices import numbers

    seeds: list[str] = []
    original = numbers._draw

    def always_the_same_first(seed: str):
        seeds.append(seed)
        return original("same" if seed.endswith(":0") else seed)

    monkeypatch.setattr(numbers, "_draw", always_the_same_first)
    first, second = received(cast, "one"), received(cast, "two")

    assert first.code != second.code
    assert [seed.rpartition(":")[2] for seed in seeds] == ["0", "0", "1"]


def test_numbers_grow_by_a_symbol_after_every_three_that_are_taken(db):
    from itertools import islice

    from rembuk.voices.numbers import candidates

    codes = list(islice(candidates("BR", key_of("x")), 7))

    assert [len(code) for code in codes] == [8, 8, 8, 9, 9, 9, 10]
    assert codes == list(islice(candidates("BR", key_of("x")), 7))


# --- What the database itself refuses --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        {"words": ""},
        {"state": VoiceState.MERGED},
        {"state": VoiceState.TIDIED},
        {"state": VoiceState.ANSWERED, "title": "x", "tidied_at": MONDAY},
        {"state": VoiceState.DECLINED, "title": "x", "tidied_at": MONDAY},
        {"state": VoiceState.HELD},
        {"channel": Channel.ASSISTED},
    ],
)
def test_the_database_refuses_a_voice_that_contradicts_itself(cast, facts):
    voice = received(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.filter(pk=voice.pk).update(**facts)


@pytest.mark.parametrize("who", ["contact", "assisted_by"])
def test_the_database_refuses_an_anonymous_voice_with_a_name(cast, who):
    voice = received(cast, confidentiality=Confidentiality.ANONYMOUS)
    name = {"contact": cast.resident_phone, "assisted_by": cast.officer}[who]

    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.filter(pk=voice.pk).update(**{who: name})


@pytest.mark.parametrize("column", ["code", "key"])
def test_the_database_refuses_a_second_voice_of_the_same_number_or_key(cast, column):
    first, second = received(cast, "one"), received(cast, "two")

    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.filter(pk=second.pk).update(**{column: getattr(first, column)})


def test_the_database_refuses_a_row_of_another_system_twice(cast):
    received(cast, "one", source="sipd", external_id="1")
    second = received(cast, "two", source="sipd", external_id="2")

    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.filter(pk=second.pk).update(external_id="1")
