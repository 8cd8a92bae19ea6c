"""Putting a title, a subject and tidy words beside what was said; what was said stays."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.regions.models import Locality
from rembuk.tenancy.moves import MovedMeanwhile, move
from rembuk.voices.guards import only_from
from rembuk.voices.models import Voice
from rembuk.voices.permissions import TIDIERS, may_tidy_voice, role_of
from rembuk.voices.search import index_need
from rembuk.voices.states import VOICE_STATES, VoiceState
from rembuk.voices.subjects import check_subject
from rembuk.voices.wording import BadWords, line, shown

# These stay where they are when they are tidied once more.
TIDIED_AGAIN = (VoiceState.TIDIED, VoiceState.MERGED)
LONGEST_WORDS = 5_000


@transaction.atomic
def tidy_voice(
    voice: Voice,
    title: str,
    words: str,
    subject: str,
    locality: Locality | None = None,
    *,
    about_office: bool | None = None,
    by: Person | None,
    at: datetime,
) -> None:
    """Give a voice its title, subject, hamlet and tidy words; a tidied or merged one may be tidied again.

    `words` may be empty when there is nothing to tidy. `about_office` says that the voice is about the kampung
    government itself, which puts it into the hands of the sub-district; None leaves that as it is.
    """
    if by is None or not may_tidy_voice(by, voice, at=at):
        raise PermissionDenied
    tidied = shown(words)
    if len(tidied) > LONGEST_WORDS:
        raise BadWords(f"The words have more than {LONGEST_WORDS} letters.")
    if locality is not None and locality.region_id != voice.region_id:
        raise BadWords("The hamlet is elsewhere.")
    facts = {
        "title": line(title, "title", longest=160),
        "tidied_words": tidied,
        "subject": check_subject(voice.programme, subject, at=at),
        "locality": locality or voice.locality,
        "about_office": voice.about_office if about_office is None else about_office,
        "tidied_by": by,
        "tidied_at": at,
    }
    _write(voice, facts)
    record_act(
        "voice.tidied",
        voice,
        by=by,
        at=at,
        public=True,
        region_number=voice.region_number,
        code=voice.code,
        role=role_of(by, TIDIERS, voice.region_number, at=at),
        title=voice.title,
        about=voice.subject,
    )


def _write(voice: Voice, facts: dict[str, object]) -> None:
    only_from(voice, VoiceState.RECEIVED, *TIDIED_AGAIN)
    if voice.state == VoiceState.RECEIVED:
        move(voice, VOICE_STATES, to=VoiceState.TIDIED, **facts)
        return
    if voice.need is not None and voice.need.about_office != facts["about_office"]:
        raise BadWords("Part the voice from its need first: one is about an office, the other is not.")
    if not Voice.objects.filter(pk=voice.pk, state=voice.state).update(**facts):
        raise MovedMeanwhile(f"{voice.code} is no longer {voice.state}.")
    for name, value in facts.items():
        setattr(voice, name, value)
    if voice.need is not None:
        index_need(voice.need)
