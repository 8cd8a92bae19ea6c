from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.queries import acts_on, facts_of
from rembuk.kernel.states import MoveNotAllowed
from rembuk.voices.actions import (
    BadWords,
    UnknownReason,
    decline_need,
    hold_voice,
    receive_voice,
    release_voice,
    show_voice,
    withhold_voice,
)
from rembuk.voices.holding import HoldReason
from rembuk.voices.models import Merge, Need, Voice, Withholding
from rembuk.voices.states import Channel, NeedState, VoiceState
from tests.cast import MONDAY, THURSDAY, TUESDAY, WEDNESDAY
from tests.voices.scenes import draft_of, last_act, opened, received, tidied

NOT_CHECKERS = ["officer", "facilitator", "head", "camat", "monitor", "other_officer", "resident", "administrator"]


def withhold(voice, by):
    return withhold_voice(voice, "DATA_PRIBADI", "Ada nama anak di dalamnya.", by=by, at=WEDNESDAY)


def test_the_intake_holds_a_doubtful_voice_by_itself(cast):
    voice = received(cast)

    hold_voice(voice, [HoldReason.SPAM, HoldReason.INSULT], by=None, at=MONDAY)

    assert (voice.state, voice.held_for) == (VoiceState.HELD, "insult,spam")
    assert [act.kind for act in acts_on(voice)] == ["voice.received", "voice.held"]


def test_a_voice_is_not_held_for_nothing(cast):
    with pytest.raises(BadWords):
        hold_voice(received(cast), [], by=None, at=MONDAY)

    assert Voice.objects.get().state == VoiceState.RECEIVED


@pytest.mark.parametrize("who", NOT_CHECKERS)
def test_only_checkers_hold_release_withhold_or_show(cast, who):
    person = getattr(cast, who)
    fresh, held, shown, hidden = (received(cast, name) for name in ("fresh", "held", "shown", "hidden"))
    hold_voice(held, [HoldReason.SPAM], by=None, at=MONDAY)
    withhold(hidden, cast.moderator)

    for attempt in (
        lambda: hold_voice(fresh, [HoldReason.SPAM], by=person, at=TUESDAY),
        lambda: release_voice(held, by=person, at=TUESDAY),
        lambda: withhold(shown, person),
        lambda: show_voice(hidden, "Sudah ditutup.", by=person, at=THURSDAY),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert sorted(Voice.objects.values_list("state", flat=True)) == ["held", "received", "received", "withheld"]


@pytest.mark.parametrize("who", ["moderator", "camat_officer"])
def test_a_checker_releases_a_held_voice(cast, who):
    voice = received(cast)
    hold_voice(voice, [HoldReason.SPAM], by=None, at=MONDAY)

    release_voice(voice, by=getattr(cast, who), at=TUESDAY)

    assert Voice.objects.get().state == VoiceState.RECEIVED


def test_who_entered_a_voice_does_not_check_or_withhold_it(cast):
    voice = receive_voice(draft_of(cast, channel=Channel.ASSISTED), by=cast.camat_officer, at=MONDAY).voice

    with pytest.raises(PermissionDenied):
        withhold(voice, cast.camat_officer)
    hold_voice(voice, [HoldReason.SPAM], by=None, at=MONDAY)
    with pytest.raises(PermissionDenied):
        release_voice(voice, by=cast.camat_officer, at=TUESDAY)


def test_withholding_says_in_which_role_when_and_why(cast):
    voice = tidied(cast)

    withhold(voice, cast.moderator)

    row = Withholding.objects.get()
    assert (row.withheld_as, row.withheld_at, row.reason_code) == ("moderator", WEDNESDAY, "DATA_PRIBADI")
    assert row.next_step.startswith("Bagian itu kami tutup")
    assert facts_of(last_act(voice)) == {
        "code": voice.code,
        "next_step": row.next_step,
        "reason": "DATA_PRIBADI",
        "role": "moderator",
        "sentence": "Ada nama anak di dalamnya.",
    }


@pytest.mark.parametrize("code", ["PAGU_TIDAK_CUKUP", "NGA_SUKA", ""])
def test_a_voice_is_withheld_only_for_a_reason_that_allows_it(cast, code):
    with pytest.raises(UnknownReason):
        withhold_voice(received(cast), code, "Tidak pantas.", by=cast.moderator, at=TUESDAY)

    assert Voice.objects.get().state == VoiceState.RECEIVED


def test_a_voice_is_not_withheld_without_a_sentence(cast):
    with pytest.raises(BadWords):
        withhold_voice(received(cast), "IKLAN", " ", by=cast.moderator, at=TUESDAY)

    assert not Withholding.objects.exists()


def test_a_withheld_voice_leaves_its_need_and_comes_back_to_it(cast):
    need, voice = opened(cast)

    withhold(voice, cast.moderator)
    emptied = Need.objects.get()
    show_voice(voice, "Nama sudah ditutup.", by=cast.camat_officer, at=THURSDAY)

    assert (emptied.state, emptied.voice_count) == (NeedState.EMPTIED, 0)
    stored, back = Voice.objects.get(), Need.objects.get()
    assert (stored.state, stored.need, back.state, back.voice_count) == (VoiceState.MERGED, need, NeedState.OPEN, 1)
    assert Merge.objects.filter(undone_at__isnull=True).count() == 1


def test_a_voice_that_comes_back_finds_the_fate_its_need_had(cast):
    need, voice = opened(cast)
    decline_need(need, "KEPENTINGAN_PRIBADI", "Hanya untuk satu rumah.", by=cast.head, at=TUESDAY)
    answer = need.answer
    voice = Voice.objects.get()

    withhold(voice, cast.moderator)
    show_voice(voice, "Boleh tampil.", by=cast.moderator, at=THURSDAY)

    assert (Need.objects.get().state, Need.objects.get().answer) == (NeedState.DECLINED, answer)


@pytest.mark.parametrize(("held", "comes_back_as"), [(True, VoiceState.RECEIVED), (False, VoiceState.TIDIED)])
def test_a_voice_goes_back_to_where_it_was_taken_from(cast, held, comes_back_as):
    voice = received(cast, "held") if held else tidied(cast, "tidied")
    if held:
        hold_voice(voice, [HoldReason.INSULT], by=None, at=MONDAY)

    withhold(voice, cast.moderator)
    show_voice(voice, "Boleh tampil.", by=cast.moderator, at=THURSDAY)

    assert Voice.objects.get().state == comes_back_as
    row = Withholding.objects.get()
    assert (row.lifted_as, row.lifted_why, row.lifted_at) == ("moderator", "Boleh tampil.", THURSDAY)


def test_a_withheld_voice_is_not_withheld_again(cast):
    voice = received(cast)
    withhold(voice, cast.moderator)

    with pytest.raises(MoveNotAllowed):
        withhold(voice, cast.moderator)

    assert Withholding.objects.count() == 1


def test_the_words_of_a_withheld_voice_are_kept(cast):
    voice = received(cast)
    words = voice.words

    withhold(voice, cast.moderator)

    assert Voice.objects.get().words == words


@pytest.mark.parametrize("facts", [{"reason_code": ""}, {"sentence": ""}, {"next_step": ""}, {"lifted_at": THURSDAY}])
def test_the_database_refuses_a_withholding_that_explains_nothing(cast, facts):
    row = withhold(received(cast), cast.moderator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Withholding.objects.filter(pk=row.pk).update(**facts)


def test_the_database_refuses_a_second_open_withholding(cast):
    row = withhold(received(cast), cast.moderator)

    row.pk = cast.moderator.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
