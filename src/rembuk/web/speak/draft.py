"""From the answers of a form to a voice."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from rembuk.journeys.intake import Sender
from rembuk.regions.models import Region
from rembuk.voices.drafts import VoiceDraft
from rembuk.voices.states import Channel, Confidentiality, VoiceKind
from rembuk.web.programme import hamlets_of, programme_around
from rembuk.web.speak.places import named_locality, rest_of_place

Answers = dict[str, Any]  # Any: each form cleans to its own types.


def draft_from(answers: Answers, region: Region, *, key: UUID, spoken_on: date) -> VoiceDraft:
    """Make a voice of cleaned answers; what no known hamlet says stays beside it as a landmark."""
    locality = named_locality(answers["hamlet"], hamlets_of(region))
    return VoiceDraft(
        key=key,
        programme=programme_around(region),
        region=region,
        words=answers["words"],
        kind=VoiceKind(answers["kind"]),
        channel=Channel.WEB,
        spoken_on=spoken_on,
        confidentiality=Confidentiality(answers["confidentiality"]),
        group=answers["group"],
        locality=locality,
        landmark=rest_of_place(answers["hamlet"], answers["landmark"], locality),
        photo_keys=(answers["photo_key"],) if answers["photo_key"] else (),
    )


def sender_from(answers: Answers, language: str) -> Sender | None:
    """Return who wants to hear the answer, or None."""
    if not answers["contact"]:
        return None
    scheme, value = answers["contact"]
    return Sender(scheme, value, language)
