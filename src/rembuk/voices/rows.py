"""What a voice and a need look like before they are written; one at a time by actions, many at once by the demo."""

from __future__ import annotations

from datetime import datetime

from rembuk.kernel.texts import mask_personal, tidy_text
from rembuk.people.models import Person
from rembuk.regions.models import Locality
from rembuk.tenancy.fields import uuid7
from rembuk.voices.drafts import VoiceDraft
from rembuk.voices.models import Need, Voice
from rembuk.voices.receipts import hash_of, receipt_word
from rembuk.voices.wording import line, shown


def new_voice(draft: VoiceDraft, code: str, helper: Person | None, at: datetime) -> Voice:
    """Return the voice of a draft; of an anonymous one nobody may be named as helper."""
    return Voice(
        code=code,
        key=draft.key,
        request_digest=draft.digest(),
        programme=draft.programme,
        region=draft.region,
        region_number=draft.region.number,
        locality=draft.locality,
        landmark=mask_personal(tidy_text(draft.landmark)),
        kind=draft.kind,
        group=draft.group,
        confidentiality=draft.confidentiality,
        channel=draft.channel,
        origin=draft.origin,
        words=draft.words,
        shown_words=shown(draft.words),
        spoken_on=draft.spoken_on,
        received_at=at,
        contact=draft.contact,
        assisted_by=helper,
        secret_hash=hash_of(receipt_word(draft.key)),
        about_office=draft.about_office,
        source=draft.source,
        external_id=draft.external_id,
    )


def new_need(voice: Voice, title: str, summary: str, locality: Locality | None, at: datetime) -> Need:
    """Return the need that a tidied voice opens, still without its number; its id is the key that number comes from."""
    return Need(
        id=uuid7(),
        programme=voice.programme,
        region=voice.region,
        region_number=voice.region_number,
        locality=locality,
        title=line(title, "title", longest=160),
        summary=shown(summary),
        subject=voice.subject,
        about_office=voice.about_office,
        opened_at=at,
        changed_at=at,
    )
