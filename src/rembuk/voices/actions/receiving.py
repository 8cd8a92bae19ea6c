"""Receiving a voice, once, whatever the connection does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q

from rembuk.journal.actions import record_act
from rembuk.media.models import Photo
from rembuk.media.queries import photo_of_upload
from rembuk.people.models import Person
from rembuk.tenancy.rows import write_unless_taken
from rembuk.voices.drafts import VoiceDraft
from rembuk.voices.models import Voice, VoicePhoto
from rembuk.voices.numbers import candidates
from rembuk.voices.permissions import HELPERS, may_add_photo, may_receive_voice, role_of
from rembuk.voices.receipts import receipt_word
from rembuk.voices.rows import new_voice
from rembuk.voices.states import Confidentiality


class KeyUsedTwice(ValueError):
    """The key, or the number in another system, came before with another request."""


@dataclass(frozen=True)
class Receipt:
    """A received voice and the receipt word that proves it is one's own; `replayed` if it was known already."""

    voice: Voice
    secret: str
    replayed: bool


@transaction.atomic
def receive_voice(draft: VoiceDraft, *, by: Person | None, at: datetime) -> Receipt:
    """Receive a voice and give it its number; `by` is who entered it for somebody, None for the sender.

    The same request under the same key is answered as the first time, receipt word included, and changes nothing;
    another one raises KeyUsedTwice. Of an anonymous voice neither sender nor helper is kept: the journal says in which
    role somebody helped, and names nobody.
    """
    if not may_receive_voice(by, draft.region, draft.channel, at=at):
        raise PermissionDenied
    helper = None if draft.confidentiality == Confidentiality.ANONYMOUS else by
    receipt = _written(draft, helper, at)
    if receipt.replayed:
        return receipt
    voice = receipt.voice
    _announce_photos(voice, draft, at)
    record_act(
        "voice.received",
        voice,
        by=helper,
        at=at,
        public=True,
        region_number=voice.region_number,
        code=voice.code,
        wants=voice.kind,
        channel=voice.channel,
        role=role_of(by, HELPERS, voice.region_number, at=at) if by else "",
    )
    return receipt


def _written(draft: VoiceDraft, helper: Person | None, at: datetime) -> Receipt:
    """Write the voice under the first free number, or find it under its key.

    Nearly every voice is new, so it is written first: the database lets no key in twice, and only then is it asked.
    """
    for code in candidates(draft.programme.prefix, draft.key):
        voice = new_voice(draft, code, helper, at)
        if write_unless_taken(voice):
            return Receipt(voice, receipt_word(draft.key), replayed=False)
        if (known := _known(draft)) is not None:
            return Receipt(known, receipt_word(draft.key), replayed=True)
        if not Voice.objects.filter(code=code).exists():
            raise IntegrityError(f"Neither the number nor the key of {code} is taken, but another unique value.")
    raise AssertionError("Numbers never run out.")


def _known(draft: VoiceDraft) -> Voice | None:
    same = Q(key=draft.key)
    if draft.external_id:
        same |= Q(source=draft.source, external_id=draft.external_id)
    known = Voice.objects.filter(same).select_related("region", "locality").order_by("pk").first()
    if known and (known.key, known.request_digest) != (draft.key, draft.digest()):
        raise KeyUsedTwice(known.code)
    return known


def _announce_photos(voice: Voice, draft: VoiceDraft, at: datetime) -> None:
    for photo in draft.photos:
        VoicePhoto.objects.get_or_create(voice=voice, photo=photo, defaults={"added_at": at})
    for key in draft.photo_keys:
        values = {"voice": voice, "photo": photo_of_upload(key), "added_at": at}
        VoicePhoto.objects.get_or_create(upload_key=key, defaults=values)


@transaction.atomic
def add_photo(upload_key: UUID, photo: Photo, *, by: Person | None, at: datetime) -> Voice | None:
    """Add a photo that has arrived to the voice that announced its upload; None if no voice did yet.

    A voice that arrives after its photo finds it by itself. A photo for a voice that was tidied meanwhile is refused.
    """
    awaited = VoicePhoto.objects.filter(upload_key=upload_key).select_related("voice").first()
    if awaited is None:
        return None
    voice: Voice = awaited.voice
    if awaited.photo_id is not None:
        return voice
    if not may_add_photo(by, voice):
        raise PermissionDenied
    awaited.photo = photo
    awaited.save(update_fields=["photo"])
    number = voice.region_number
    record_act("voice.photo_added", voice, by=None, at=at, region_number=number, digest=photo.digest)
    return voice
