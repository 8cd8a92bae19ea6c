"""The thread between a post and the voices that say its money did not arrive, in both directions."""

from __future__ import annotations

from django.db.models import QuerySet

from rembuk.finance.models import NotReceived, Post
from rembuk.voices.models import Voice
from rembuk.voices.states import VoiceState


def voices_missing(post: Post) -> QuerySet[Voice]:
    """Return the voices that say a post's money did not arrive, oldest first, without those taken back."""
    about = NotReceived.objects.filter(post=post).values("voice")
    return Voice.objects.filter(pk__in=about).exclude(state=VoiceState.WITHDRAWN).order_by("received_at", "id")


def post_missing(voice: Voice) -> Post | None:
    """Return the post whose money did not arrive, as a voice says, or None."""
    if not voice.about_office:
        return None  # No other voice may say so; most pages of voices are spared the question.
    said = NotReceived.objects.filter(voice=voice).select_related("post__region").first()
    return said.post if said else None
