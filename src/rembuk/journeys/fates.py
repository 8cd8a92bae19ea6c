"""What became of a voice: exactly one fate at any moment.

A voice that was joined to a need shares the need's fate; any other has its own. Every state is some fate, so the sum
over fates is the number of voices.
"""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.plans.models import PlanItem
from rembuk.plans.states import ItemState
from rembuk.projects.models import Project
from rembuk.projects.states import ProjectState
from rembuk.voices.models import Need, Voice
from rembuk.voices.queries.figures import inside
from rembuk.voices.states import NeedState, VoiceState


class Fate(TextChoices):
    """What has become of a voice by now."""

    HEARD = "heard", _("heard")
    CONSIDERED = "considered", _("being considered")
    FORWARDED = "forwarded", _("sent on")
    POSTPONED = "postponed", _("postponed")
    PLANNED = "planned", _("in the plan")
    BUILDING = "building", _("being built")
    BUILT = "built", _("built")
    DECLINED = "declined", _("declined")
    ANSWERED = "answered", _("answered")
    WITHHELD = "withheld", _("withheld")
    WITHDRAWN = "withdrawn", _("withdrawn")


OWN_FATES = {
    VoiceState.RECEIVED: Fate.HEARD,
    VoiceState.HELD: Fate.HEARD,
    VoiceState.TIDIED: Fate.HEARD,
    VoiceState.ANSWERED: Fate.ANSWERED,
    VoiceState.DECLINED: Fate.DECLINED,
    VoiceState.WITHHELD: Fate.WITHHELD,
    VoiceState.WITHDRAWN: Fate.WITHDRAWN,
}
# A need without voices is nobody's fate.
SHARED_FATES = {
    NeedState.OPEN: Fate.CONSIDERED,
    NeedState.FORWARDED: Fate.FORWARDED,
    NeedState.POSTPONED: Fate.POSTPONED,
    NeedState.DECLINED: Fate.DECLINED,
    NeedState.ANSWERED: Fate.ANSWERED,
}


# What these are is in somebody's approved plan: the village's own, or that of a higher tier.
IN_A_PLAN = (ItemState.PLANNED, ItemState.ADOPTED)
# What is in a plan and has no work yet, or one that is still prepared, is planned.
FATES_OF_WORK = {
    ProjectState.STARTED: Fate.BUILDING,
    ProjectState.HALTED: Fate.BUILDING,
    ProjectState.DONE: Fate.BUILT,
    ProjectState.HANDED_OVER: Fate.BUILT,
}


def fate_of(voice: Voice) -> Fate:
    """Return what has become of a voice."""
    if voice.state == VoiceState.MERGED and voice.need is not None:
        return _shared(voice.need)
    return OWN_FATES[VoiceState(voice.state)]


def fate_of_need(need: Need) -> Fate | None:
    """Return the fate that all voices of a need share; None for an emptied one."""
    return None if need.state == NeedState.EMPTIED else _shared(need)


def _shared(need: Need) -> Fate:
    if need.state != NeedState.ANSWERED:
        return SHARED_FATES[NeedState(need.state)]
    works = Project.objects.filter(item=OuterRef("pk"), tenant=OuterRef("tenant")).values("state")
    planned = PlanItem.objects.filter(need=need, state__in=IN_A_PLAN).annotate(work=Subquery(works))
    work = planned.values_list("work").first()
    return _fate(VoiceState.MERGED, need.state, is_planned=work is not None, work=work[0] if work else None)


def _fate(voice_state: str, need_state: str, *, is_planned: bool, work: str | None) -> Fate:
    if voice_state != VoiceState.MERGED:
        return OWN_FATES[VoiceState(voice_state)]
    # A yes is more than an answer once a plan holds what was asked for.
    if not is_planned or need_state != NeedState.ANSWERED:
        return SHARED_FATES[NeedState(need_state)]
    return FATES_OF_WORK.get(ProjectState(work), Fate.PLANNED) if work else Fate.PLANNED


def count_fates(region_number: int | None = None) -> dict[Fate, int]:
    """Return how many voices of a region, or of all, have each fate; the sum is the number of voices."""
    counts = dict.fromkeys(Fate, 0)
    for voice_state, need_state, is_planned, work, many in _states(inside(Voice.objects.all(), region_number)):
        counts[_fate(voice_state, need_state or "", is_planned=is_planned, work=work)] += many
    return counts


def _states(voices: QuerySet[Voice]) -> QuerySet[Voice, tuple[str, str | None, bool, str | None, int]]:
    planned = PlanItem.objects.filter(state__in=IN_A_PLAN, need=OuterRef("need"), tenant=OuterRef("tenant"))
    works = Project.objects.filter(item__need=OuterRef("need"), tenant=OuterRef("tenant"))
    states = voices.order_by().annotate(is_planned=Exists(planned), work=Subquery(works.values("state")[:1]))
    return states.values_list("state", "need__state", "is_planned", "work").annotate(many=Count("pk"))
