"""The state tables let a withheld voice go back to many states; no deed but showing it may take it there."""

from __future__ import annotations

import pytest

from rembuk.kernel.states import MoveNotAllowed
from rembuk.voices.actions import (
    answer_need,
    answer_voice,
    decline_need,
    decline_voice,
    merge_voice,
    open_need,
    release_voice,
    reopen_need,
    reopen_voice,
    show_voice,
    tidy_voice,
    undo_merge,
    withhold_voice,
)
from rembuk.voices.models import Need, Voice
from rembuk.voices.states import NeedState, VoiceState
from tests.cast import THURSDAY, WEDNESDAY
from tests.voices.scenes import opened, tidied


@pytest.mark.parametrize(
    "deed",
    [
        lambda voice, _need, cast: tidy_voice(voice, "Judul", "", "road", by=cast.officer, at=THURSDAY),
        lambda voice, _need, cast: release_voice(voice, by=cast.moderator, at=THURSDAY),
        lambda voice, _need, cast: open_need(voice, "Judul", by=cast.officer, at=THURSDAY),
        lambda voice, need, cast: merge_voice(voice, need, by=cast.officer, at=THURSDAY),
        lambda voice, _need, cast: answer_voice(voice, "Ya.", by=cast.head, at=THURSDAY),
        lambda voice, _need, cast: decline_voice(voice, "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.head, at=THURSDAY),
        lambda voice, _need, cast: reopen_voice(voice, "Ayo.", by=cast.head, at=THURSDAY),
    ],
)
def test_a_withheld_voice_is_not_brought_back_by_another_deed(cast, deed):
    need, _voice = opened(cast, "other")
    voice = tidied(cast, "hidden")
    withhold_voice(voice, "IKLAN", "Ini iklan.", by=cast.moderator, at=WEDNESDAY)

    with pytest.raises(MoveNotAllowed):
        deed(voice, need, cast)

    assert Voice.objects.get(pk=voice.pk).state == VoiceState.WITHHELD


def test_a_joined_voice_is_neither_taken_up_again_nor_shown_again(cast):
    _need, voice = opened(cast)

    with pytest.raises(MoveNotAllowed):
        reopen_voice(voice, "Ayo.", by=cast.head, at=WEDNESDAY)
    with pytest.raises(MoveNotAllowed):
        show_voice(voice, "Ayo.", by=cast.moderator, at=WEDNESDAY)

    assert Voice.objects.get().state == VoiceState.MERGED


@pytest.mark.parametrize(
    "deed",
    [
        lambda need, cast: answer_need(need, "Ya.", by=cast.head, at=THURSDAY),
        lambda need, cast: decline_need(need, "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.head, at=THURSDAY),
        lambda need, cast: reopen_need(need, "Ayo.", by=cast.head, at=THURSDAY),
    ],
)
def test_an_emptied_need_is_not_decided_on(cast, deed):
    need, voice = opened(cast)
    undo_merge(voice, "Keliru.", by=cast.officer, at=WEDNESDAY)

    with pytest.raises(MoveNotAllowed):
        deed(need, cast)

    assert Need.objects.get().state == NeedState.EMPTIED
