from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.models import Act
from rembuk.journal.queries import reference
from rembuk.kernel.states import MoveNotAllowed
from rembuk.tenancy.moves import MovedMeanwhile
from rembuk.voices.actions import (
    AlreadyCounted,
    KnowsNobody,
    NothingToDispute,
    NothingToSupport,
    Proof,
    add_contact,
    answer_need,
    answer_voice,
    detach_sender,
    merge_voice,
    object_to,
    receive_voice,
    settle_objection,
    support_need,
    tidy_voice,
    undo_merge,
    withdraw_support,
    withdraw_voice,
    withhold_voice,
)
from rembuk.voices.models import Merge, Need, Objection, Support, Voice
from rembuk.voices.receipts import receipt_word
from rembuk.voices.states import Channel, Confidentiality, Disputed, NeedState, VoiceState
from tests.cast import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, key_of, make_phone
from tests.voices.scenes import draft_of, last_act, opened, received, tidied

# --- The receipt word ------------------------------------------------------------------------------------------------


def test_the_receipt_word_withdraws_a_voice_however_it_is_typed(cast):
    receipt = receive_voice(draft_of(cast), by=None, at=MONDAY)

    proof = withdraw_voice(receipt.voice, by=None, at=TUESDAY, secret=f" {receipt.secret.lower().replace('-', ' ')}")

    assert (proof, Voice.objects.get().state) == (Proof.RIGHT, VoiceState.WITHDRAWN)
    assert (last_act(receipt.voice).kind, last_act(receipt.voice).by) == ("voice.withdrawn", "")


def test_a_wrong_word_changes_nothing_and_is_remembered(cast):
    voice = received(cast)

    assert withdraw_voice(voice, by=None, at=TUESDAY, secret=receipt_word(key_of("other"))) is Proof.WRONG
    assert Voice.objects.get().state == VoiceState.RECEIVED


def test_five_wrong_words_lock_the_voice_for_an_hour_for_the_right_one_too(cast):
    receipt = receive_voice(draft_of(cast), by=None, at=MONDAY)

    tries = [withdraw_voice(receipt.voice, by=None, at=MONDAY, secret="AAAA-AAAA-AAAA") for _try in range(6)]
    locked = withdraw_voice(receipt.voice, by=None, at=MONDAY, secret=receipt.secret)
    later = withdraw_voice(receipt.voice, by=None, at=MONDAY + timedelta(hours=1), secret=receipt.secret)

    assert tries == [Proof.WRONG] * 5 + [Proof.LOCKED]
    assert (locked, later) == (Proof.LOCKED, Proof.RIGHT)


def test_the_receipt_word_cannot_be_read_from_the_database(cast):
    receipt = receive_voice(draft_of(cast), by=None, at=MONDAY)

    stored = str(list(Voice.objects.values())) + str(list(Act.objects.values()))
    assert receipt.secret not in stored
    assert receipt.secret.replace("-", "") not in stored


def test_receipt_words_differ_from_key_to_key(db):
    words = {receipt_word(key_of(str(number))) for number in range(200)}

    assert len(words) == 200


# --- Withdrawing -----------------------------------------------------------------------------------------------------


def test_a_signed_in_sender_withdraws_without_a_word_and_is_not_named(cast):
    voice = received(cast, contact=cast.resident_phone)

    assert withdraw_voice(voice, by=cast.resident, at=TUESDAY) is Proof.RIGHT
    assert Act.objects.get(kind="voice.withdrawn").by == ""


@pytest.mark.parametrize("who", ["neighbour", "officer", "head", "moderator", "administrator"])
def test_nobody_else_withdraws_or_objects_or_adds_a_contact(cast, who):
    _need, voice = opened(cast, contact=cast.resident_phone)
    person = getattr(cast, who)

    for attempt in (
        lambda: withdraw_voice(voice, by=person, at=WEDNESDAY),
        lambda: object_to(voice, Disputed.TIDYING, "Bukan begitu.", by=person, at=WEDNESDAY),
        lambda: add_contact(voice, cast.neighbour_phone, by=person, at=WEDNESDAY),
    ):
        with pytest.raises(PermissionDenied):
            attempt()

    assert Voice.objects.get().state == VoiceState.MERGED


def test_a_withdrawn_voice_leaves_its_need(cast):
    need, voice = opened(cast, contact=cast.resident_phone)

    withdraw_voice(voice, by=cast.resident, at=WEDNESDAY)

    assert (Voice.objects.get().state, Voice.objects.get().need) == (VoiceState.WITHDRAWN, None)
    assert (Need.objects.get().state, Need.objects.get().voice_count) == (NeedState.EMPTIED, 0)
    assert Merge.objects.get(need=need).undone_why == "Ditarik oleh pengirimnya"


def test_a_withdrawn_voice_stays_withdrawn(cast):
    voice = received(cast, contact=cast.resident_phone)
    withdraw_voice(voice, by=cast.resident, at=TUESDAY)

    with pytest.raises(MoveNotAllowed):
        withdraw_voice(voice, by=cast.resident, at=WEDNESDAY)


# --- Objecting -------------------------------------------------------------------------------------------------------


def objected(cast, against=Disputed.TIDYING):
    need, voice = opened(cast, contact=cast.resident_phone)
    if against == Disputed.ANSWER:
        answer_need(need, "Dikerjakan 2028.", by=cast.head, at=WEDNESDAY)
        voice = Voice.objects.get()
    object_to(voice, against, "Bukan itu maksud saya, telp 081234567890.", by=cast.resident, at=WEDNESDAY)
    return Objection.objects.get()


def test_an_objection_waits_for_somebody_else_than_who_did_it(cast):
    objection = objected(cast)

    for who in (cast.officer, cast.resident, cast.head, cast.monitor, cast.other_officer):
        with pytest.raises(PermissionDenied):
            settle_objection(objection, "Kami perbaiki.", by=who, at=THURSDAY)
    settle_objection(objection, "Kami perbaiki.", by=cast.facilitator, at=THURSDAY)

    stored = Objection.objects.get()
    assert (stored.settled_by, stored.settled_as, stored.sentence) == (
        cast.facilitator,
        "facilitator",
        "Kami perbaiki.",
    )
    assert "telp" not in Act.objects.get(kind="voice.objected").facts


@pytest.mark.parametrize("who", ["officer", "facilitator", "head"])
def test_an_objection_to_an_answer_goes_above_the_village(cast, who):
    objection = objected(cast, Disputed.ANSWER)

    with pytest.raises(PermissionDenied):
        settle_objection(objection, "Tetap.", by=getattr(cast, who), at=THURSDAY)
    settle_objection(objection, "Kami bicarakan lagi.", by=cast.camat, at=THURSDAY)

    assert Objection.objects.get().settled_as == "subdistrict_head"


def test_who_answered_does_not_settle_the_objection_to_it(cast):
    voice = tidied(cast, contact=cast.resident_phone, about_office=True)
    answer_voice(voice, "Ya.", by=cast.camat, at=WEDNESDAY)
    object_to(voice, Disputed.ANSWER, "Belum.", by=cast.resident, at=WEDNESDAY)

    with pytest.raises(PermissionDenied):
        settle_objection(Objection.objects.get(), "Tetap.", by=cast.camat, at=THURSDAY)


def test_who_withheld_does_not_settle_the_objection_to_it(cast):
    receipt = receive_voice(draft_of(cast), by=None, at=MONDAY)
    withhold_voice(receipt.voice, "IKLAN", "Ini iklan.", by=cast.moderator, at=TUESDAY)
    object_to(receipt.voice, Disputed.WITHHOLDING, "Bukan iklan.", by=None, at=TUESDAY, secret=receipt.secret)

    with pytest.raises(PermissionDenied):
        settle_objection(Objection.objects.get(), "Tetap.", by=cast.moderator, at=WEDNESDAY)
    settle_objection(Objection.objects.get(), "Benar, bukan iklan.", by=cast.camat_officer, at=WEDNESDAY)


def test_an_objection_is_settled_once(cast):
    objection = objected(cast)
    settle_objection(objection, "Kami perbaiki.", by=cast.facilitator, at=THURSDAY)

    with pytest.raises(MovedMeanwhile):
        settle_objection(objection, "Tidak jadi.", by=cast.camat, at=THURSDAY)


@pytest.mark.parametrize("against", [Disputed.MERGING, Disputed.ANSWER, Disputed.WITHHOLDING])
def test_there_must_be_something_to_object_to(cast, against):
    voice = tidied(cast, contact=cast.resident_phone)

    with pytest.raises(NothingToDispute):
        object_to(voice, against, "Saya tidak setuju.", by=cast.resident, at=WEDNESDAY)

    assert not Objection.objects.exists()


def test_one_objection_waits_at_a_time(cast):
    voice = objected(cast).voice

    with pytest.raises(NothingToDispute):
        object_to(voice, Disputed.TIDYING, "Sekali lagi.", by=cast.resident, at=WEDNESDAY)


def test_the_database_refuses_a_second_waiting_objection_and_a_silent_settlement(cast):
    objection = objected(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.create(voice=objection.voice, against="tidying", why="x", raised_at=THURSDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.update(settled_at=THURSDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.update(why="")


# --- Being reached, and being forgotten ------------------------------------------------------------------------------


def test_a_sender_adds_a_contact_with_the_receipt_word(cast):
    receipt = receive_voice(draft_of(cast), by=None, at=MONDAY)

    proof = add_contact(receipt.voice, cast.resident_phone, by=None, at=TUESDAY, secret=receipt.secret)

    assert (proof, Voice.objects.get().contact) == (Proof.RIGHT, cast.resident_phone)


def test_an_anonymous_voice_takes_no_contact_and_a_voice_takes_one(cast):
    anonymous = receive_voice(draft_of(cast, "a", confidentiality=Confidentiality.ANONYMOUS), by=None, at=MONDAY)
    taken = receive_voice(draft_of(cast, "b", contact=cast.neighbour_phone), by=None, at=MONDAY)

    for receipt in (anonymous, taken):
        with pytest.raises(KnowsNobody):
            add_contact(receipt.voice, cast.resident_phone, by=None, at=TUESDAY, secret=receipt.secret)

    assert list(Voice.objects.filter(contact=cast.resident_phone)) == []


@pytest.mark.parametrize("who", ["resident", "administrator"])
def test_a_detached_voice_forgets_its_sender_and_keeps_what_was_said(cast, who):
    words = "Jalan rusak, hubungi 081234567890"
    receipt = receive_voice(draft_of(cast, words=words, contact=cast.resident_phone), by=None, at=MONDAY)

    detach_sender(receipt.voice, by=getattr(cast, who), at=TUESDAY)

    stored = Voice.objects.get()
    assert (stored.contact, stored.words) == (None, "Jalan rusak, hubungi [nomor disembunyikan]")
    assert withdraw_voice(stored, by=None, at=TUESDAY, secret=receipt.secret) is Proof.WRONG
    assert Act.objects.get(kind="voice.detached").by == {"resident": ""}.get(who, reference(cast.administrator))
    assert str(cast.resident.pk) not in str(list(Act.objects.values()))


@pytest.mark.parametrize("who", ["neighbour", "officer", "head", "camat", "moderator"])
def test_nobody_else_detaches_a_sender(cast, who):
    voice = received(cast, contact=cast.resident_phone)

    with pytest.raises(PermissionDenied):
        detach_sender(voice, by=getattr(cast, who), at=TUESDAY)

    assert Voice.objects.get().contact == cast.resident_phone


# --- Saying "saya juga" ----------------------------------------------------------------------------------------------


def test_a_resident_supports_a_need_once(cast):
    need, _voice = opened(cast)

    first = support_need(need, cast.neighbour_phone, by=cast.neighbour, at=TUESDAY)
    again = support_need(need, cast.neighbour_phone, by=cast.neighbour, at=WEDNESDAY)

    assert first == again
    assert (Need.objects.get().support_count, Support.objects.count()) == (1, 1)
    assert [act.by for act in Act.objects.filter(kind="need.supported")] == [""]


def test_nobody_supports_under_the_number_of_another_or_an_unconfirmed_one(cast):
    need, _voice = opened(cast)
    unconfirmed = make_phone("+6281200000077")

    for identity, by in ((cast.neighbour_phone, cast.resident), (unconfirmed, cast.resident), (unconfirmed, None)):
        with pytest.raises(PermissionDenied):
            support_need(need, identity, by=by, at=TUESDAY)
        with pytest.raises(PermissionDenied):
            withdraw_support(need, identity, by=by, at=TUESDAY)

    assert Need.objects.get().support_count == 0


def test_a_sender_counts_with_the_own_voice_already(cast):
    need, _voice = opened(cast, contact=cast.resident_phone)

    with pytest.raises(AlreadyCounted):
        support_need(need, cast.resident_phone, by=cast.resident, at=TUESDAY)

    assert Need.objects.get().support_count == 0


def test_a_supporter_whose_voice_is_joined_counts_once_and_is_never_lost(cast):
    need, _voice = opened(cast)
    support_need(need, cast.neighbour_phone, by=cast.neighbour, at=TUESDAY)
    own = tidied(cast, "own", contact=cast.neighbour_phone)

    merge_voice(own, need, by=cast.officer, at=WEDNESDAY)
    joined = Need.objects.get()
    undo_merge(own, "Hal lain.", by=cast.officer, at=THURSDAY)
    parted = Need.objects.get()

    assert (joined.voice_count, joined.support_count) == (2, 0)
    assert (parted.voice_count, parted.support_count) == (1, 1)
    assert Support.objects.count() == 1


def test_a_person_with_two_contacts_counts_once(cast):
    need, _voice = opened(cast, contact=cast.resident_phone)
    second = make_phone("+6281200000008", cast.neighbour)
    own_second = make_phone("+6281200000009", cast.resident)

    first = support_need(need, cast.neighbour_phone, by=cast.neighbour, at=TUESDAY)
    again = support_need(need, second, by=cast.neighbour, at=TUESDAY)
    with pytest.raises(AlreadyCounted):
        support_need(need, own_second, by=cast.resident, at=TUESDAY)

    assert (first, Support.objects.count(), Need.objects.get().support_count) == (again, 1, 1)


def test_support_is_taken_back(cast):
    need, _voice = opened(cast)
    support_need(need, cast.neighbour_phone, by=cast.neighbour, at=TUESDAY)

    withdraw_support(need, cast.neighbour_phone, by=cast.neighbour, at=WEDNESDAY)

    assert (Need.objects.get().support_count, Support.objects.count()) == (0, 0)
    assert last_act(need).kind == "need.support_withdrawn"


def test_an_emptied_need_is_not_supported(cast):
    need, voice = opened(cast)
    undo_merge(voice, "Keliru.", by=cast.officer, at=WEDNESDAY)

    with pytest.raises(NothingToSupport):
        support_need(need, cast.neighbour_phone, by=cast.neighbour, at=THURSDAY)


def test_an_assisted_voice_is_withdrawn_with_the_slip_that_its_sender_got(cast):
    receipt = receive_voice(draft_of(cast, channel=Channel.ASSISTED), by=cast.officer, at=MONDAY)
    tidy_voice(receipt.voice, "Jalan", "", "road", by=cast.facilitator, at=TUESDAY)

    assert withdraw_voice(receipt.voice, by=None, at=WEDNESDAY, secret=receipt.secret) is Proof.RIGHT
