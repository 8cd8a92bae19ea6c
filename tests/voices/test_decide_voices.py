from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from rembuk.journal.queries import facts_of
from rembuk.kernel.states import MoveNotAllowed
from rembuk.voices.actions import (
    UnknownReason,
    answer_voice,
    decline_voice,
    receive_voice,
    reopen_voice,
    tidy_voice,
)
from rembuk.voices.models import Answer, Voice
from rembuk.voices.states import Channel, VoiceKind, VoiceState
from tests.cast import MONDAY, THURSDAY, TUESDAY, WEDNESDAY
from tests.voices.scenes import draft_of, last_act, opened, received, tidied


@pytest.mark.parametrize("kind", [VoiceKind.QUESTION, VoiceKind.THANKS])
@pytest.mark.parametrize("who", ["officer", "secretary", "head"])
def test_village_staff_answer_questions_and_thanks(cast, kind, who):
    voice = tidied(cast, kind=kind)

    answer = answer_voice(voice, "Papan sudah ditempel.", by=getattr(cast, who), at=WEDNESDAY)

    assert (Voice.objects.get().state, Voice.objects.get().answer) == (VoiceState.ANSWERED, answer)
    assert answer.answered_as == who


@pytest.mark.parametrize("kind", [VoiceKind.WISH, VoiceKind.COMPLAINT, VoiceKind.OFFER])
@pytest.mark.parametrize("who", ["officer", "secretary", "facilitator", "camat_officer", "moderator", "other_head"])
def test_only_who_decides_answers_the_rest(cast, kind, who):
    voice = tidied(cast, kind=kind)

    with pytest.raises(PermissionDenied):
        answer_voice(voice, "Ya.", by=getattr(cast, who), at=WEDNESDAY)
    answer_voice(voice, "Ya.", by=cast.head, at=WEDNESDAY)

    assert Answer.objects.get().answered_as == "head"


def test_a_question_about_the_office_is_answered_by_the_camat_alone(cast):
    voice = tidied(cast, kind=VoiceKind.QUESTION, about_office=True)

    for who in (cast.officer, cast.secretary, cast.head, cast.camat_officer):
        with pytest.raises(PermissionDenied):
            answer_voice(voice, "Ya.", by=who, at=WEDNESDAY)
    answer_voice(voice, "Sudah kami periksa.", by=cast.camat, at=WEDNESDAY)

    assert Voice.objects.get().state == VoiceState.ANSWERED


def test_a_voice_is_declined_with_reason_and_next_step(cast):
    voice = tidied(cast)

    decline_voice(voice, "KEPENTINGAN_PRIBADI", "Hanya untuk satu rumah.", by=cast.head, at=WEDNESDAY)

    facts = facts_of(last_act(voice))
    assert Voice.objects.get().state == VoiceState.DECLINED
    assert (facts["reason"], facts["role"]) == ("KEPENTINGAN_PRIBADI", "head")
    assert facts["next_step"]


@pytest.mark.parametrize("who", ["officer", "secretary", "camat", "moderator", "other_head", "resident"])
def test_nobody_else_declines_a_voice(cast, who):
    voice = tidied(cast)

    with pytest.raises(PermissionDenied):
        decline_voice(voice, "KEPENTINGAN_PRIBADI", "Tidak.", by=getattr(cast, who), at=WEDNESDAY)

    assert Voice.objects.get().state == VoiceState.TIDIED


def test_who_entered_a_voice_does_not_decline_it_and_the_camat_stands_in(cast):
    voice = receive_voice(draft_of(cast, channel=Channel.ASSISTED), by=cast.head, at=MONDAY).voice
    tidy_voice(voice, "Jalan", "", "road", by=cast.officer, at=TUESDAY)

    with pytest.raises(PermissionDenied):
        decline_voice(voice, "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.head, at=WEDNESDAY)
    decline_voice(voice, "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.camat, at=WEDNESDAY)

    assert Voice.objects.get().state == VoiceState.DECLINED


def test_a_voice_is_not_declined_without_a_reason_of_the_rules(cast):
    voice = tidied(cast)

    with pytest.raises(UnknownReason):
        decline_voice(voice, "NGA_SUKA", "Tidak.", by=cast.head, at=WEDNESDAY)

    assert (Voice.objects.get().state, Answer.objects.count()) == (VoiceState.TIDIED, 0)


def test_a_voice_is_decided_on_only_by_itself_and_once_tidied(cast):
    _need, joined = opened(cast, "joined")

    for voice in (joined, received(cast, "raw")):
        with pytest.raises(MoveNotAllowed):
            answer_voice(voice, "Ya.", by=cast.head, at=WEDNESDAY)

    assert not Answer.objects.exists()


@pytest.mark.parametrize("who", ["head", "camat"])
def test_a_voice_is_taken_up_again(cast, who):
    voice = tidied(cast)
    decline_voice(voice, "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.head, at=WEDNESDAY)

    reopen_voice(voice, "Ada keterangan baru.", by=getattr(cast, who), at=THURSDAY)

    assert (Voice.objects.get().state, Voice.objects.get().answer) == (VoiceState.TIDIED, None)
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("who", ["officer", "secretary", "moderator", "other_head", "resident"])
def test_nobody_else_takes_a_voice_up_again(cast, who):
    voice = tidied(cast)
    answer_voice(voice, "Ya.", by=cast.head, at=WEDNESDAY)

    with pytest.raises(PermissionDenied):
        reopen_voice(voice, "Ayo.", by=getattr(cast, who), at=THURSDAY)
