from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from rembuk.journal.queries import facts_of
from rembuk.kernel.states import MoveNotAllowed
from rembuk.voices.actions import (
    BadWords,
    NotRouted,
    UnknownAnswer,
    UnknownReason,
    answer_need,
    decline_need,
    forward_need,
    merge_voice,
    open_need,
    postpone_need,
    receive_voice,
    reopen_need,
    route_need,
    tidy_voice,
)
from rembuk.voices.models import Answer, Need
from rembuk.voices.states import AnswerKind, Channel, NeedState
from tests.cast import MONDAY, THURSDAY, TUESDAY, WEDNESDAY
from tests.voices.scenes import draft_of, last_act, opened, tidied

REFUSALS = {
    "decline": (decline_need, "KEPENTINGAN_PRIBADI", NeedState.DECLINED),
    "postpone": (postpone_need, "PAGU_TIDAK_CUKUP", NeedState.POSTPONED),
}


def entered_by(cast, person):
    """A need whose one voice was entered for somebody by this person."""
    voice = receive_voice(draft_of(cast, "helped", channel=Channel.ASSISTED), by=person, at=MONDAY).voice
    tidy_voice(voice, "Jalan", "", "road", by=cast.officer, at=TUESDAY)
    return open_need(voice, "Jalan", by=cast.officer, at=TUESDAY)


# --- Who is responsible ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["officer", "secretary", "head", "camat_officer", "camat"])
def test_staff_look_up_who_is_responsible(cast, who):
    need, _voice = opened(cast)

    route_need(need, "between_villages", by=getattr(cast, who), at=WEDNESDAY)

    stored = Need.objects.get()
    assert (stored.level, stored.agency) == ("regency", "dinas jalan kabupaten")
    assert facts_of(last_act(need))["answer"] == "between_villages"


@pytest.mark.parametrize("who", ["facilitator", "moderator", "council", "monitor", "other_officer", "resident"])
def test_others_neither_route_nor_send_on(cast, who):
    need, _voice = opened(cast)
    person = getattr(cast, who)

    with pytest.raises(PermissionDenied):
        route_need(need, "lane", by=person, at=WEDNESDAY)
    route_need(need, "provincial", by=cast.officer, at=WEDNESDAY)
    with pytest.raises(PermissionDenied):
        forward_need(need, "BUKAN_KEWENANGAN", "Jalan provinsi.", by=person, at=WEDNESDAY)

    assert Need.objects.get().state == NeedState.OPEN


def test_an_answer_that_the_rules_do_not_know_routes_nowhere(cast):
    need, _voice = opened(cast)

    with pytest.raises(UnknownAnswer):
        route_need(need, "moon", by=cast.officer, at=WEDNESDAY)

    assert Need.objects.get().level == ""


def test_a_need_is_sent_on_with_reason_level_and_agency(cast):
    need, _voice = opened(cast)
    route_need(need, "provincial", by=cast.officer, at=WEDNESDAY)

    answer = forward_need(need, "BUKAN_KEWENANGAN", "Ini jalan provinsi.", by=cast.officer, at=WEDNESDAY)

    stored = Need.objects.get()
    assert (stored.state, stored.answer) == (NeedState.FORWARDED, answer)
    assert (answer.level, answer.agency, answer.answered_as) == ("province", "dinas jalan provinsi", "officer")
    assert answer.next_step.startswith("Kami teruskan")


@pytest.mark.parametrize("key", [None, "lane"])
def test_a_need_is_not_sent_on_to_nowhere_or_to_the_village_itself(cast, key):
    need, _voice = opened(cast)
    if key:
        route_need(need, key, by=cast.officer, at=WEDNESDAY)

    with pytest.raises(NotRouted):
        forward_need(need, "BUKAN_KEWENANGAN", "Bukan kami.", by=cast.officer, at=WEDNESDAY)


def test_what_was_decided_or_sent_on_gets_no_other_to_be_responsible(cast):
    need, _voice = opened(cast)
    route_need(need, "provincial", by=cast.officer, at=WEDNESDAY)
    forward_need(need, "BUKAN_KEWENANGAN", "Jalan provinsi.", by=cast.officer, at=WEDNESDAY)

    with pytest.raises(MoveNotAllowed):
        route_need(need, "lane", by=cast.officer, at=THURSDAY)

    assert Need.objects.get().level == "province"


# --- Yes, no, not yet ------------------------------------------------------------------------------------------------


def test_the_head_answers_for_the_village(cast):
    need, _voice = opened(cast)

    answer = answer_need(need, "Dikerjakan bulan Maret.", "Datang ke musyawarah.", by=cast.head, at=WEDNESDAY)

    assert (Need.objects.get().state, Need.objects.get().answer) == (NeedState.ANSWERED, answer)
    assert (answer.answered_as, answer.next_step, answer.reason_code) == ("head", "Datang ke musyawarah.", "")
    assert facts_of(last_act(need))["sentence"] == "Dikerjakan bulan Maret."


@pytest.mark.parametrize("refusal", REFUSALS)
def test_the_head_refuses_with_reason_sentence_and_next_step(cast, refusal):
    refuse, code, state = REFUSALS[refusal]
    need, _voice = opened(cast)

    answer = refuse(need, code, "Alasannya begini.", by=cast.head, at=WEDNESDAY)

    assert Need.objects.get().state == state
    assert (answer.reason_code, answer.sentence) == (code, "Alasannya begini.")
    assert answer.next_step


NOT_DECIDERS = ["officer", "facilitator", "secretary", "council", "moderator", "camat_officer", "monitor", "other_head"]


@pytest.mark.parametrize("who", [*NOT_DECIDERS, "resident", "camat"])
def test_nobody_else_decides_what_is_the_villages(cast, who):
    need, _voice = opened(cast)
    person = getattr(cast, who)

    for attempt in (
        lambda: answer_need(need, "Ya.", by=person, at=WEDNESDAY),
        lambda: decline_need(need, "KEPENTINGAN_PRIBADI", "Tidak.", by=person, at=WEDNESDAY),
        lambda: postpone_need(need, "PAGU_TIDAK_CUKUP", "Nanti.", by=person, at=WEDNESDAY),
    ):
        with pytest.raises(PermissionDenied):
            attempt()

    assert (Need.objects.get().state, Answer.objects.count()) == (NeedState.OPEN, 0)


def test_the_camat_answers_what_was_sent_on_and_the_head_does_not(cast):
    need, _voice = opened(cast)
    route_need(need, "between_villages", by=cast.officer, at=WEDNESDAY)
    forward_need(need, "BUKAN_KEWENANGAN", "Jalan kabupaten.", by=cast.secretary, at=WEDNESDAY)

    with pytest.raises(PermissionDenied):
        answer_need(need, "Ya.", by=cast.head, at=THURSDAY)
    answer_need(need, "Masuk rencana kabupaten 2028.", by=cast.camat, at=THURSDAY)

    assert Need.objects.get().answer.answered_as == "subdistrict_head"


def test_a_matter_about_the_office_is_never_decided_by_the_head(cast):
    need, _voice = opened(cast, about_office=True)

    for attempt in (
        lambda: answer_need(need, "Ya.", by=cast.head, at=WEDNESDAY),
        lambda: decline_need(need, "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.head, at=WEDNESDAY),
        lambda: route_need(need, "lane", by=cast.secretary, at=WEDNESDAY),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    answer_need(need, "Sudah kami periksa.", by=cast.camat, at=WEDNESDAY)

    assert Need.objects.get().state == NeedState.ANSWERED


@pytest.mark.parametrize("refusal", REFUSALS)
def test_who_entered_a_voice_does_not_refuse_its_need_and_the_camat_stands_in(cast, refusal):
    refuse, code, state = REFUSALS[refusal]
    need = entered_by(cast, cast.head)

    with pytest.raises(PermissionDenied):
        refuse(need, code, "Tidak.", by=cast.head, at=WEDNESDAY)
    refuse(need, code, "Tidak.", by=cast.camat, at=WEDNESDAY)

    assert Need.objects.get().state == state


def test_the_camat_stands_in_only_where_the_head_had_a_part(cast):
    need = entered_by(cast, cast.officer)

    with pytest.raises(PermissionDenied):
        decline_need(need, "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.camat, at=WEDNESDAY)


def test_a_sender_who_is_the_head_does_not_refuse_the_own_need(cast):
    from tests.cast import make_phone

    phone = make_phone("+6281200000009", cast.head)
    need, _voice = opened(cast, contact=phone)

    with pytest.raises(PermissionDenied):
        decline_need(need, "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.head, at=WEDNESDAY)


@pytest.mark.parametrize("code", ["", "NGA_SUKA", "PAGU_TIDAK_CUKUP", "DATA_PRIBADI"])
def test_a_need_is_declined_only_for_a_reason_that_allows_it(cast, code):
    need, _voice = opened(cast)

    with pytest.raises(UnknownReason):
        decline_need(need, code, "Tidak.", by=cast.head, at=WEDNESDAY)

    assert (Need.objects.get().state, Answer.objects.count()) == (NeedState.OPEN, 0)


def test_a_need_is_not_declined_without_a_sentence(cast):
    need, _voice = opened(cast)

    with pytest.raises(BadWords):
        decline_need(need, "KEPENTINGAN_PRIBADI", " ", by=cast.head, at=WEDNESDAY)

    assert Need.objects.get().state == NeedState.OPEN


def test_a_number_in_an_answer_is_masked(cast):
    need, _voice = opened(cast)

    answer = answer_need(need, "Hubungi Pak RT di 081234567890.", by=cast.head, at=WEDNESDAY)

    assert answer.sentence == "Hubungi Pak RT di [nomor disembunyikan]."


def test_a_declined_need_is_not_declined_again(cast):
    need, _voice = opened(cast)
    decline_need(need, "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.head, at=WEDNESDAY)

    with pytest.raises(MoveNotAllowed):
        decline_need(need, "KEPENTINGAN_PRIBADI", "Tetap tidak.", by=cast.head, at=THURSDAY)

    assert Answer.objects.count() == 1


@pytest.mark.parametrize("who", ["head", "camat"])
def test_a_need_is_taken_up_again_and_earlier_answers_stay(cast, who):
    need, _voice = opened(cast)
    decline_need(need, "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.head, at=WEDNESDAY)

    reopen_need(need, "Ada keterangan baru.", by=getattr(cast, who), at=THURSDAY)

    assert (Need.objects.get().state, Need.objects.get().answer) == (NeedState.OPEN, None)
    assert Answer.objects.count() == 1
    assert facts_of(last_act(need))["why"] == "Ada keterangan baru."


@pytest.mark.parametrize("who", [*NOT_DECIDERS, "resident"])
def test_nobody_else_takes_a_need_up_again(cast, who):
    need, _voice = opened(cast)
    decline_need(need, "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.head, at=WEDNESDAY)

    with pytest.raises(PermissionDenied):
        reopen_need(need, "Ayo.", by=getattr(cast, who), at=THURSDAY)


def test_a_voice_joined_to_a_forwarded_need_shares_its_fate(cast):
    need, _voice = opened(cast)
    route_need(need, "provincial", by=cast.officer, at=WEDNESDAY)
    forward_need(need, "BUKAN_KEWENANGAN", "Jalan provinsi.", by=cast.officer, at=WEDNESDAY)

    merge_voice(tidied(cast, "later"), need, by=cast.officer, at=THURSDAY)

    assert (Need.objects.get().state, Need.objects.get().voice_count) == (NeedState.FORWARDED, 2)


# --- What the database itself refuses --------------------------------------------------------------------------------


def an_answer(cast, need, **facts):
    rule_set = answer_need(need, "Ya.", by=cast.head, at=WEDNESDAY).rule_set
    values = {
        "need": need,
        "kind": AnswerKind.DECLINED,
        "rule_set": rule_set,
        "reason_code": "GANDA",
        "sentence": "Tidak.",
        "next_step": "Tunggu.",
        "answered_by": cast.head,
        "answered_as": "head",
        "answered_at": THURSDAY,
    }
    return Answer(**values | facts)


@pytest.mark.parametrize("kind", [AnswerKind.DECLINED, AnswerKind.POSTPONED, AnswerKind.FORWARDED])
@pytest.mark.parametrize("missing", ["reason_code", "next_step", "sentence"])
def test_the_database_refuses_a_refusal_without_reason_or_next_step(cast, kind, missing):
    need, _voice = opened(cast)
    answer = an_answer(cast, need, kind=kind, **{missing: ""})

    with pytest.raises(IntegrityError), transaction.atomic():
        answer.save()


def test_the_database_refuses_an_answer_to_nothing_or_to_two(cast):
    need, voice = opened(cast)
    to_nothing, to_two = an_answer(cast, need), an_answer(cast, opened(cast, "other")[0])
    to_nothing.need, to_two.voice = None, voice

    for wrong in (to_nothing, to_two):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()


def test_the_database_keeps_an_answer_as_it_was_given(cast):
    need, _voice = opened(cast)
    answer_need(need, "Ya.", by=cast.head, at=WEDNESDAY)

    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.update(sentence="Tidak.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.all().delete()

    assert Answer.objects.get().sentence == "Ya."
