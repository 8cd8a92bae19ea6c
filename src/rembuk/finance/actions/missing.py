"""Saying of a post that what it pays for did not arrive."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.finance.models import NotReceived, Post
from rembuk.finance.permissions import may_say_not_received
from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.voices.models import Voice


@transaction.atomic
def say_not_received(post: Post, voice: Voice, *, by: Person | None, at: datetime) -> NotReceived:
    """Write down which post a voice is about; refused for one that those may handle who spend the money."""
    if not may_say_not_received(by, post, voice):
        raise PermissionDenied
    said = NotReceived.objects.create(post=post, voice=voice)
    record_act(
        "post.not_received",
        said,
        by=by,
        at=at,
        region_number=post.region_number,
        year=post.year,
        post=post.number,
        code=voice.code,
    )
    return said
