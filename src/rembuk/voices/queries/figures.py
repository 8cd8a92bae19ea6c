"""Figures that anybody may count again: ways in, days to an answer, reasons given."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from rembuk.kernel.periods import local_day
from rembuk.voices.models import Answer, Need, Voice, Withholding
from rembuk.voices.queries.lists import last_number
from rembuk.voices.states import AnswerKind


@dataclass(frozen=True, slots=True)
class VoiceMix:
    """How many voices came by each channel, and how many speak for each group, "" for none."""

    channels: Counter[str]
    groups: Counter[str]


def voice_mix(region_number: int | None = None) -> VoiceMix:
    """Return how voices arrived and for whom they speak, in one query; what no voice has is left out."""
    mix = VoiceMix(Counter(), Counter())
    rows = inside(Voice.objects.order_by(), region_number).values_list("channel", "group")
    for channel, group, many in rows.annotate(many=Count("pk")):
        mix.channels[channel] += many
        mix.groups[group] += many
    return mix


def days_to_answer(region_number: int | None = None) -> list[int]:
    """Return, for every need with an answer in force, the days from its opening to that answer, fewest first."""
    answered = inside(Need.objects.filter(answer__isnull=False), region_number)
    spans = answered.values_list("opened_at", "answer__answered_at")
    return sorted((local_day(answered_at) - local_day(opened_at)).days for opened_at, answered_at in spans)


def reason_mix(region_number: int | None = None) -> dict[str, int]:
    """Return how often each reason was given for a refusal that is in force, by code."""
    refused = inside(Need.objects.filter(answer__isnull=False), region_number)
    kept = Answer.objects.filter(pk__in=refused.values("answer")).exclude(kind=AnswerKind.ANSWERED)
    return dict(kept.values_list("reason_code").annotate(many=Count("pk")).order_by("reason_code"))


def inside(rows: QuerySet, region_number: int | None) -> QuerySet:  # type: ignore[type-arg]  # voices or needs
    """Narrow rows to a region and everything inside it; None for all."""
    if region_number is None:
        return rows
    return rows.filter(region_number__range=(region_number, last_number(region_number)))


@dataclass(frozen=True, slots=True)
class WithheldCount:
    """How often voices were withheld for a reason, and how many of these are shown again."""

    reason_code: str
    withheld: int
    lifted: int


def count_withholdings(region_number: int | None = None) -> list[WithheldCount]:
    """Return how often each reason was given for withholding, the most frequent first."""
    rows = Withholding.objects.filter(voice__in=inside(Voice.objects.all(), region_number).values("pk"))
    counted = rows.values_list("reason_code").annotate(many=Count("pk"), lifted=Count("lifted_at"))
    return [WithheldCount(*row) for row in counted.order_by("-many", "reason_code")]


def latest_withholdings(limit: int = 30) -> QuerySet[Withholding]:
    """Return the latest decisions not to show a voice, newest first."""
    return Withholding.objects.select_related("voice__region").order_by("-withheld_at", "-id")[:limit]
