"""What everybody may read of a voice, and what only those who handle it may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from rembuk.media.models import Photo
from rembuk.people.models import Identity, Person
from rembuk.voices.models import Need, Voice, VoicePhoto, Withholding
from rembuk.voices.permissions import knows_sender
from rembuk.voices.states import Confidentiality, VoiceState

# From tidying on, somebody has read the words.
READ = frozenset({VoiceState.TIDIED, VoiceState.MERGED, VoiceState.ANSWERED, VoiceState.DECLINED})


@dataclass(frozen=True, slots=True)
class PublicVoice:
    """All that everybody may know of a voice; texts are empty where they may not be read."""

    code: str
    kind: str
    state: str
    channel: str
    confidentiality: str
    region_number: int
    region_name: str
    locality: str
    spoken_on: date
    received_at: datetime
    title: str
    landmark: str
    shown_words: str
    tidied_words: str
    subject: str


@dataclass(frozen=True, slots=True)
class PublicWithholding:
    """Why a voice is not shown: in which role somebody decided so, when, and what comes next."""

    role: str
    withheld_at: datetime
    reason_code: str
    sentence: str
    next_step: str


def is_public(voice: Voice) -> bool:
    """May everybody read the words? Once they were tidied, unless they are confidential, withheld or withdrawn."""
    return voice.state in READ and voice.confidentiality != Confidentiality.CONFIDENTIAL


def public_words(voice: Voice) -> str:
    """Return the words as everybody may read them, "" where they may not."""
    return voice.shown_words if is_public(voice) else ""


def public_voice(voice: Voice) -> PublicVoice:
    """Return what everybody may know of a voice: number, place, day, kind and fate, and more once it was tidied."""
    public, titled = is_public(voice), voice.state in READ
    return PublicVoice(
        code=voice.code,
        kind=voice.kind,
        state=voice.state,
        channel=voice.channel,
        confidentiality=voice.confidentiality,
        region_number=voice.region_number,
        region_name=voice.region.name,
        locality=str(voice.locality) if voice.locality else "",
        spoken_on=voice.spoken_on,
        received_at=voice.received_at,
        title=voice.title if titled else "",
        landmark=voice.landmark if public else "",
        shown_words=public_words(voice),
        tidied_words=voice.tidied_words if public else "",
        subject=voice.subject if titled else "",
    )


def voices_of_need(need: Need, *, limit: int = 50) -> list[PublicVoice]:
    """Return the voices joined to a need as everybody may read them, oldest first."""
    joined = Voice.objects.filter(need=need).select_related("region", "locality")
    return [public_voice(voice) for voice in joined.order_by("received_at", "id")[:limit]]


def withholding_of(voice: Voice) -> PublicWithholding | None:
    """Return why a voice is not shown, or None for one that is."""
    open_one = Withholding.objects.filter(voice=voice, lifted_at__isnull=True).first()
    if open_one is None or voice.state != VoiceState.WITHHELD:
        return None
    return PublicWithholding(
        open_one.withheld_as, open_one.withheld_at, open_one.reason_code, open_one.sentence, open_one.next_step
    )


def sender_of(voice: Voice, person: Person | None, *, at: datetime) -> Identity | None:
    """Return who sent a voice, for somebody who handles it; None for everybody else, and if nobody is known."""
    return voice.contact if knows_sender(person, voice, at=at) else None


def photos_of(voice: Voice) -> list[Photo]:
    """Return the photos of a voice that have arrived, in the order they came."""
    came = VoicePhoto.objects.filter(voice=voice, photo__isnull=False).select_related("photo")
    return [row.photo for row in came.order_by("added_at", "id")]


def photo_is_public(digest: str) -> bool:
    """May everybody see the photo with this digest? Only with a voice whose words everybody may read."""
    readable = Voice.objects.filter(state__in=READ, pk=OuterRef("voice"), tenant=OuterRef("tenant")).exclude(
        confidentiality=Confidentiality.CONFIDENTIAL
    )
    return VoicePhoto.objects.filter(Exists(readable), photo__digest=digest).exists()
