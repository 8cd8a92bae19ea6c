from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from rembuk.journal.models import Act
from rembuk.journal.queries import facts_of
from rembuk.kernel.states import MoveNotAllowed
from rembuk.voices.actions import BadWords, UnknownSubject, hold_voice, tidy_voice
from rembuk.voices.holding import HoldReason
from rembuk.voices.models import Need, Voice
from rembuk.voices.states import VoiceState
from tests.cast import MONDAY, TUESDAY, WEDNESDAY, make_hamlet
from tests.voices.scenes import WORDS, opened, received, tidied


@pytest.mark.parametrize("who", ["officer", "facilitator", "camat_officer"])
def test_tidying_puts_title_subject_and_hamlet_beside_the_words(cast, who):
    voice = received(cast)

    tidy_voice(voice, " Perbaikan  jalan ", "Jalan rusak.", "road", cast.hamlet, by=getattr(cast, who), at=TUESDAY)

    stored = Voice.objects.get()
    assert (stored.state, stored.title, stored.tidied_words) == (VoiceState.TIDIED, "Perbaikan jalan", "Jalan rusak.")
    assert (stored.subject, stored.locality, stored.tidied_by) == ("road", cast.hamlet, getattr(cast, who))
    assert stored.words == WORDS


@pytest.mark.parametrize(
    "who", ["head", "council", "moderator", "monitor", "other_officer", "resident", "administrator"]
)
def test_nobody_else_tidies(cast, who):
    voice = received(cast)

    with pytest.raises(PermissionDenied):
        tidy_voice(voice, "Judul", "", "road", by=getattr(cast, who), at=TUESDAY)

    assert Voice.objects.get().state == VoiceState.RECEIVED
    assert not Act.objects.filter(kind="voice.tidied").exists()


def test_tidying_leaves_an_act_with_the_role_and_no_name(cast):
    voice = tidied(cast)

    act = Act.objects.get(kind="voice.tidied")
    assert facts_of(act) == {"about": "road", "code": voice.code, "role": "officer", "title": "Perbaikan jalan Dusun 3"}


def test_a_held_voice_is_checked_before_it_is_tidied(cast):
    voice = received(cast)
    hold_voice(voice, [HoldReason.SPAM], by=None, at=MONDAY)

    with pytest.raises(MoveNotAllowed):
        tidy_voice(voice, "Judul", "", "road", by=cast.officer, at=TUESDAY)


def test_a_number_in_a_title_or_tidied_words_is_masked(cast):
    voice = received(cast)

    tidy_voice(voice, "Hubungi 081234567890", "NIK 1802022005900001", "road", by=cast.officer, at=TUESDAY)

    assert voice.title == "Hubungi [nomor disembunyikan]"
    assert "1802022005900001" not in Voice.objects.get().tidied_words


def test_an_unknown_subject_is_refused(cast):
    with pytest.raises(UnknownSubject):
        tidy_voice(received(cast), "Judul", "", "starships", by=cast.officer, at=TUESDAY)


@pytest.mark.parametrize("title", ["", " \u200b ", "a" * 161])
def test_a_title_is_neither_missing_nor_too_long(cast, title):
    with pytest.raises(BadWords):
        tidy_voice(received(cast), title, "", "road", by=cast.officer, at=TUESDAY)


def test_a_hamlet_of_another_kampung_is_refused(cast):
    elsewhere = make_hamlet(cast.other_kampung, "1")

    with pytest.raises(BadWords, match="elsewhere"):
        tidy_voice(received(cast), "Judul", "", "road", elsewhere, by=cast.officer, at=TUESDAY)


def test_a_joined_voice_is_tidied_again_and_stays_where_it_is(cast):
    need, voice = opened(cast)

    tidy_voice(voice, "Jalan ke musala", "Jalan ke musala rusak parah.", "road", by=cast.facilitator, at=WEDNESDAY)

    stored = Voice.objects.get()
    assert (stored.state, stored.title, stored.need) == (VoiceState.MERGED, "Jalan ke musala", need)
    assert "musala" in Need.objects.get().search_words


def test_what_is_about_an_office_leaves_the_hands_of_the_kampung(cast):
    voice = received(cast)

    tidy_voice(voice, "Bantuan tidak dibagi", "", "openness", about_office=True, by=cast.officer, at=TUESDAY)

    with pytest.raises(PermissionDenied):
        tidy_voice(voice, "Lain", "", "openness", about_office=False, by=cast.officer, at=WEDNESDAY)
    tidy_voice(voice, "Bantuan belum dibagi", "", "openness", by=cast.camat_officer, at=WEDNESDAY)
    assert (voice.title, voice.about_office) == ("Bantuan belum dibagi", True)


def test_a_joined_voice_does_not_become_about_an_office_beside_its_need(cast):
    _need, voice = opened(cast)

    with pytest.raises(BadWords, match="Part the voice"):
        tidy_voice(voice, "Judul", "", "road", about_office=True, by=cast.officer, at=WEDNESDAY)
