from __future__ import annotations

import pytest

from rembuk.media.models import Photo
from rembuk.voices.actions import (
    add_photo,
    answer_voice,
    hold_voice,
    receive_voice,
    show_voice,
    withdraw_voice,
    withhold_voice,
)
from rembuk.voices.holding import HoldReason
from rembuk.voices.models import Voice, VoicePhoto
from rembuk.voices.queries import (
    is_public,
    photo_is_public,
    photos_of,
    public_voice,
    public_words,
    sender_of,
    voices_of_need,
    withholding_of,
)
from rembuk.voices.states import Confidentiality
from tests.cast import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, key_of
from tests.voices.scenes import WORDS, draft_of, opened, received, tidied

PLACE = {"landmark": "belakang balai"}


def texts(voice):
    shown = public_voice(Voice.objects.get(pk=voice.pk))
    return shown.title, shown.landmark, shown.shown_words, shown.tidied_words, shown.subject


def test_before_tidying_everybody_sees_number_place_day_kind_and_state_alone(cast):
    voice = received(cast, locality=cast.hamlet, **PLACE)

    shown = public_voice(voice)

    assert (shown.code, shown.region_name, shown.locality) == (voice.code, "Bangun Rejo", "Dusun 3")
    assert (shown.kind, shown.state, shown.spoken_on) == ("wish", "received", MONDAY.date())
    assert texts(voice) == ("", "", "", "", "")
    assert (is_public(voice), public_words(voice)) == (False, "")


def test_a_held_voice_shows_no_words(cast):
    voice = received(cast, **PLACE)
    hold_voice(voice, [HoldReason.INSULT], by=None, at=MONDAY)

    assert texts(voice) == ("", "", "", "", "")


@pytest.mark.parametrize("confidentiality", [Confidentiality.OPEN, Confidentiality.ANONYMOUS])
def test_a_tidied_voice_shows_both_texts(cast, confidentiality):
    voice = tidied(cast, confidentiality=confidentiality, **PLACE)

    title, landmark, words, tidy, subject = texts(voice)
    assert (title, landmark, words, subject) == ("Perbaikan jalan Dusun 3", "belakang balai", WORDS, "road")
    assert tidy == "Jalan di depan musala Dusun 3 rusak."
    assert is_public(voice)


def test_of_a_confidential_voice_everybody_sees_title_and_fate_alone(cast):
    voice = tidied(cast, confidentiality=Confidentiality.CONFIDENTIAL, contact=cast.resident_phone, **PLACE)

    assert texts(voice) == ("Perbaikan jalan Dusun 3", "", "", "", "road")
    assert public_words(voice) == ""


@pytest.mark.parametrize("who", ["officer", "facilitator", "secretary", "head", "camat_officer", "camat"])
def test_who_handles_a_confidential_voice_knows_who_sent_it(cast, who):
    voice = tidied(cast, confidentiality=Confidentiality.CONFIDENTIAL, contact=cast.resident_phone)

    assert sender_of(voice, getattr(cast, who), at=WEDNESDAY) == cast.resident_phone


@pytest.mark.parametrize("who", ["monitor", "council", "moderator", "administrator", "other_officer", "neighbour"])
def test_nobody_else_knows_who_sent_a_voice(cast, who):
    voice = tidied(cast, contact=cast.resident_phone)

    assert sender_of(voice, getattr(cast, who), at=WEDNESDAY) is None
    assert sender_of(voice, None, at=WEDNESDAY) is None


@pytest.mark.parametrize("who", ["officer", "secretary", "head"])
def test_the_kampung_does_not_know_who_spoke_about_its_office(cast, who):
    voice = tidied(cast, contact=cast.resident_phone, about_office=True)

    assert sender_of(voice, getattr(cast, who), at=WEDNESDAY) is None


def test_a_withheld_voice_shows_in_which_role_when_and_why_and_no_words(cast):
    voice = tidied(cast, **PLACE)
    withhold_voice(voice, "DATA_PRIBADI", "Ada nama anak.", by=cast.moderator, at=WEDNESDAY)

    why = withholding_of(voice)

    assert texts(voice) == ("", "", "", "", "")
    assert why is not None
    assert (why.role, why.withheld_at, why.reason_code, why.sentence) == (
        "moderator",
        WEDNESDAY,
        "DATA_PRIBADI",
        "Ada nama anak.",
    )
    show_voice(voice, "Sudah ditutup.", by=cast.moderator, at=THURSDAY)
    assert withholding_of(voice) is None
    assert is_public(voice)


def test_a_withdrawn_voice_keeps_its_number_and_shows_no_words(cast):
    voice = tidied(cast, contact=cast.resident_phone, **PLACE)
    withdraw_voice(voice, by=cast.resident, at=WEDNESDAY)

    assert texts(voice) == ("", "", "", "", "")
    assert public_voice(voice).code == voice.code


def test_an_answered_voice_is_public(cast):
    voice = tidied(cast)
    answer_voice(voice, "Sudah dikerjakan.", by=cast.head, at=WEDNESDAY)

    assert is_public(voice)


def test_the_voices_of_a_need_come_as_everybody_may_read_them(cast):
    need, _voice = opened(cast, confidentiality=Confidentiality.CONFIDENTIAL)

    assert [(voice.title, voice.shown_words) for voice in voices_of_need(need)] == [("Perbaikan jalan Dusun 3", "")]


# --- Photos ----------------------------------------------------------------------------------------------------------


def a_photo(digest="a" * 64):
    return Photo.objects.create(digest=digest, width=10, height=10, size=100, kept_at=MONDAY)


def test_a_photo_is_public_once_the_words_are(cast):
    photo = a_photo()
    voice = received(cast, photos=(photo,))

    before = photo_is_public(photo.digest)
    from rembuk.voices.actions import tidy_voice

    tidy_voice(voice, "Jalan", "", "road", by=cast.officer, at=TUESDAY)

    assert (before, photo_is_public(photo.digest), photos_of(voice)) == (False, True, [photo])


@pytest.mark.parametrize("hide", ["confidential", "withheld"])
def test_a_photo_of_a_hidden_voice_is_hidden(cast, hide):
    photo = a_photo()
    confidentiality = Confidentiality.CONFIDENTIAL if hide == "confidential" else Confidentiality.OPEN
    voice = tidied(cast, photos=(photo,), confidentiality=confidentiality)
    if hide == "withheld":
        withhold_voice(voice, "DATA_PRIBADI", "Ada wajah anak.", by=cast.moderator, at=WEDNESDAY)

    assert photo_is_public(photo.digest) is False


def test_a_photo_that_arrives_after_its_voice_finds_it(cast):
    voice = received(cast, photo_keys=(key_of("photo"),))
    photo = a_photo()

    found = add_photo(key_of("photo"), photo, by=None, at=TUESDAY)
    again = add_photo(key_of("photo"), photo, by=None, at=TUESDAY)

    assert (found, again, photos_of(voice)) == (voice, voice, [photo])


def test_a_voice_that_arrives_after_its_photo_finds_it(cast):
    from rembuk.media.models import Upload

    photo = a_photo()
    Upload.objects.create(key=key_of("photo"), size=100, received=100, photo=photo, started_at=MONDAY)

    voice = received(cast, photo_keys=(key_of("photo"),))

    assert photos_of(voice) == [photo]


def test_a_photo_that_no_voice_announced_waits(cast):
    assert add_photo(key_of("photo"), a_photo(), by=None, at=TUESDAY) is None


def test_a_photo_does_not_slip_into_a_voice_that_was_read_already(cast):
    from django.core.exceptions import PermissionDenied

    tidied(cast, photo_keys=(key_of("photo"),))

    with pytest.raises(PermissionDenied):
        add_photo(key_of("photo"), a_photo(), by=None, at=WEDNESDAY)

    assert VoicePhoto.objects.get().photo is None


def test_the_same_photo_comes_with_a_voice_once(cast):
    photo = a_photo()

    voice = receive_voice(draft_of(cast, photos=(photo, photo)), by=None, at=MONDAY).voice

    assert photos_of(voice) == [photo]


def test_the_database_refuses_a_photo_that_is_neither_here_nor_on_its_way_and_two_voices_for_one_upload(cast):
    from django.db import IntegrityError, transaction

    voice, other = received(cast, "one", photo_keys=(key_of("photo"),)), received(cast, "two", photos=(a_photo(),))

    with pytest.raises(IntegrityError), transaction.atomic():
        VoicePhoto.objects.filter(voice=other).update(photo=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        VoicePhoto.objects.filter(voice=other).update(upload_key=key_of("photo"))
    with pytest.raises(IntegrityError), transaction.atomic():
        VoicePhoto.objects.filter(voice=other).update(voice=voice)
        VoicePhoto.objects.create(voice=voice, photo=Photo.objects.get(), added_at=MONDAY)
