"""The thread between a line of money or works and what residents ask about it, in both directions."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from rembuk.finance.models import Asked, Post, Transfer
from rembuk.projects.models import BillRow, Measurement, Project
from rembuk.voices.models import Voice
from rembuk.voices.states import VoiceKind, VoiceState

Thing = Post | Transfer | BillRow | Measurement

# No other voice may ask about a line; most pages of voices are spared the question.
ASKING = frozenset({VoiceKind.QUESTION, VoiceKind.COMPLAINT})


def place_of(thing: Thing) -> int:
    """Return the number of the region in which something was paid, or is built."""
    return thing.region_number if isinstance(thing, Post | Transfer) else thing.project.region_number


def asked_about_post(post: Post) -> QuerySet[Asked]:
    """Return what is asked about a post and its payments, oldest first, without what was taken back."""
    return _asked(Q(post=post) | Q(transfer__post=post))


def asked_about_work(project: Project) -> QuerySet[Asked]:
    """Return what is asked about the bill of a work and what was measured, oldest first."""
    return _asked(Q(bill_row__project=project) | Q(measurement__project=project))


def asked_by(voice: Voice) -> Asked | None:
    """Return what a voice asks about, or None."""
    if voice.kind not in ASKING:
        return None
    near = ("post__region", "transfer__post__region", "bill_row__project", "measurement__project")
    return Asked.objects.filter(voice=voice).select_related(*near).first()


def has_case(measurement: Measurement) -> bool:
    """Does a voice say already that a measurement is disputed?"""
    return Asked.objects.filter(measurement=measurement).exists()


def _asked(about: Q) -> QuerySet[Asked]:
    near = ("voice__answer", "transfer", "bill_row", "measurement")
    known = Asked.objects.filter(about).exclude(voice__state=VoiceState.WITHDRAWN)
    return known.select_related(*near).order_by("voice__received_at", "id")
