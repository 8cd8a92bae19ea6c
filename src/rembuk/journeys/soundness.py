"""What has to be true of a kabupaten's data at every moment; after a restore or an upgrade it is asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Final

from django.db.models import Count, Exists, F, IntegerField, Max, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rembuk.finance.queries import overdrawn_purses
from rembuk.journal.models import Seal
from rembuk.media.files import path_of
from rembuk.media.models import Photo
from rembuk.voices.models import Need, Support, Voice

MOST_TOLD: Final = 5


def faults() -> list[str]:
    """Return a sentence for each thing that is not so in the kabupaten at work, with the first examples."""
    asked = ((words, list(islice(ask(), MOST_TOLD))) for words, ask in RULES.items())
    return [f"{words} Not so: {', '.join(examples)}." for words, examples in asked if examples]


def _wrong_voice_counts() -> Iterator[str]:
    voices = Voice.objects.filter(need=OuterRef("pk"))
    yield from _needs_with_other_counts("voice_count", voices)


def _wrong_support_counts() -> Iterator[str]:
    own_voice = Voice.objects.filter(need=OuterRef("need"), contact=OuterRef("identity"), tenant=OuterRef("tenant"))
    supports = Support.objects.filter(~Exists(own_voice), need=OuterRef("pk"))
    yield from _needs_with_other_counts("support_count", supports)


def _needs_with_other_counts(column: str, counted: QuerySet[Voice] | QuerySet[Support]) -> Iterator[str]:
    needs = Need.objects.annotate(counted=_count(counted)).exclude(**{column: F("counted")})
    yield from needs.order_by("id").values_list("code", flat=True).iterator()


def _count(rows: QuerySet[Model]) -> Coalesce:
    counted = rows.order_by().values("need").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _gaps_in_the_order() -> Iterator[str]:
    sealed = Seal.objects.aggregate(last=Max("number"), many=Count("pk"))
    if (sealed["last"] or 0) != sealed["many"]:
        yield f"{sealed['many']} seals up to number {sealed['last']}"


def _lost_photos() -> Iterator[str]:
    digests = Photo.objects.order_by("id").values_list("digest", flat=True).iterator()
    yield from (digest for digest in digests if not path_of(digest).exists())


def _overdrawn_purses() -> Iterator[str]:
    yield from overdrawn_purses()


RULES: Final[Mapping[str, Callable[[], Iterator[str]]]] = {
    "A need counts exactly the voices that are joined to it.": _wrong_voice_counts,
    "A need counts everybody who supports it and has no voice in it.": _wrong_support_counts,
    "Sealed acts are numbered without gaps.": _gaps_in_the_order,
    "Every photo lies where it is looked for.": _lost_photos,
    "No fund of a kampung is paid out further than it came in.": _overdrawn_purses,
}
