"""Short ways to the middle of a story: a voice that was received, tidied, or joined to a need."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rembuk.journal.models import Act
from rembuk.journal.queries import acts_on
from rembuk.voices.actions import open_need, receive_voice, tidy_voice
from rembuk.voices.drafts import VoiceDraft
from rembuk.voices.models import Need, Voice
from rembuk.voices.states import Channel, VoiceKind
from tests.cast import MONDAY, TUESDAY, Cast, key_of

WORDS = "Pak, jalan dusun 3 ngarep mushola ajur, mbok ndang didandani"


def draft_of(cast: Cast, name: str = "road", **changes: Any) -> VoiceDraft:
    plain = VoiceDraft(
        key=key_of(name),
        programme=cast.programme,
        region=cast.kampung,
        words=WORDS,
        kind=VoiceKind.WISH,
        channel=Channel.WEB,
        spoken_on=MONDAY.date(),
    )
    return replace(plain, **changes)


def received(cast: Cast, name: str = "road", **changes: Any) -> Voice:
    return receive_voice(draft_of(cast, name, **changes), by=None, at=MONDAY).voice


TITLE = "Perbaikan jalan Dusun 3"
TIDY = "Jalan di depan musala Dusun 3 rusak."


def tidied(cast: Cast, name: str = "road", *, title: str = TITLE, tidy: str = TIDY, **changes: Any) -> Voice:
    voice = received(cast, name, **changes)
    by = cast.camat_officer if voice.about_office else cast.officer
    tidy_voice(voice, title, tidy, "road", by=by, at=TUESDAY)
    return voice


def opened(cast: Cast, name: str = "road", *, title: str = TITLE, **changes: Any) -> tuple[Need, Voice]:
    voice = tidied(cast, name, title=title, **changes)
    by = cast.camat_officer if voice.about_office else cast.officer
    return open_need(voice, title, by=by, at=TUESDAY), voice


def last_act(row: Need | Voice) -> Act:
    act = acts_on(row).last()
    assert act is not None
    return act
