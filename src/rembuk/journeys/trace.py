"""What became of a voice: exactly one fate at any moment, and the way it took there.

A voice that was joined to a need shares the need's fate; any other has its own. Every state is some fate, so the sum
over fates is the number of voices.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.journal.models import Act
from rembuk.journal.queries import facts_of, reference
from rembuk.meetings.queries import meeting_of_voice
from rembuk.voices.models import Merge, Need, Voice
from rembuk.voices.queries.figures import inside
from rembuk.voices.states import Channel, NeedState, VoiceState


class Fate(TextChoices):
    """What has become of a voice by now."""

    HEARD = "heard", _("heard")
    CONSIDERED = "considered", _("being considered")
    FORWARDED = "forwarded", _("sent on")
    POSTPONED = "postponed", _("postponed")
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


def fate_of(voice: Voice) -> Fate:
    """Return what has become of a voice."""
    return _fate(voice.state, voice.need.state if voice.need is not None else "")


def fate_of_need(need: Need) -> Fate | None:
    """Return the fate that all voices of a need share; None for an emptied one."""
    return SHARED_FATES.get(NeedState(need.state))


def _fate(voice_state: str, need_state: str) -> Fate:
    if voice_state == VoiceState.MERGED:
        return SHARED_FATES[NeedState(need_state)]
    return OWN_FATES[VoiceState(voice_state)]


def count_fates(region_number: int | None = None) -> dict[Fate, int]:
    """Return how many voices of a region, or of all, have each fate; the sum is the number of voices."""
    counts = dict.fromkeys(Fate, 0)
    for voice_state, need_state, many in _states(inside(Voice.objects.all(), region_number)):
        counts[_fate(voice_state, need_state or "")] += many
    return counts


def _states(voices: QuerySet[Voice]) -> QuerySet[Voice, tuple[str, str | None, int]]:
    return voices.order_by().values_list("state", "need__state").annotate(many=Count("pk"))


def count_stations(region_number: int | None = None) -> dict[str, int]:
    """Return how much there is at each stage that exists so far: voices, and needs that hold some."""
    needs = inside(Need.objects.exclude(state=NeedState.EMPTIED), region_number)
    return {"voices": inside(Voice.objects.all(), region_number).count(), "needs": needs.count()}


class StationKind(TextChoices):
    """What happened to a voice, in words that its sender understands."""

    RECEIVED = "voice.received", _("received")
    SPOKEN = "meeting.spoken", _("said in a meeting")
    HELD = "voice.held", _("held to be checked")
    RELEASED = "voice.released", _("checked")
    TIDIED = "voice.tidied", _("tidied")
    JOINED = "voice.merged", _("joined to a need")
    PARTED = "voice.parted", _("parted from a need")
    ANSWERED = "voice.answered", _("answered")
    DECLINED = "voice.declined", _("declined")
    REOPENED = "voice.reopened", _("taken up again")
    WITHHELD = "voice.withheld", _("withheld")
    SHOWN = "voice.shown", _("shown again")
    WITHDRAWN = "voice.withdrawn", _("withdrawn by the sender")
    OBJECTED = "voice.objected", _("the sender objected")
    SETTLED = "voice.objection_settled", _("the objection was answered")
    NEED_ROUTED = "need.routed", _("it was found out who is responsible")
    NEED_FORWARDED = "need.forwarded", _("sent on to who is responsible")
    NEED_POSTPONED = "need.postponed", _("postponed")
    NEED_DECLINED = "need.declined", _("declined")
    NEED_ANSWERED = "need.answered", _("answered")
    NEED_REOPENED = "need.reopened", _("taken up again")


@dataclass(frozen=True, slots=True)
class Station:
    """One thing that happened on the way: what, when, in which role somebody did it, and what was said.

    `target` is the number of the need or meeting that it leads to, "" for nowhere else; `agency` who it was sent to.
    """

    kind: StationKind
    at: datetime
    role: str
    text: str
    next_step: str
    reason_code: str
    agency: str
    target: str


@dataclass(frozen=True, slots=True)
class _Stay:
    """The time that a voice was in a need."""

    need: UUID
    code: str
    title: str
    role: str
    since: datetime
    until: datetime | None

    @property
    def subject(self) -> str:
        """The need as acts name it."""
        return reference(Need(pk=self.need))

    def holds(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)


def thread_of(voice: Voice) -> tuple[Station, ...]:
    """Return the way a voice took, oldest first: what was done to it, and to its need while it was in it.

    Texts of the journal hold no personal data and no names, so everybody may read them. Two queries, and one more for
    a voice that was spoken in a meeting.
    """
    stays = _stays(voice)
    own = reference(voice)
    acts = Act.objects.filter(subject__in=[own, *(stay.subject for stay in stays)], kind__in=StationKind.values)
    stations = [*_speaking(voice), *(_joining(stay) for stay in stays)]
    for act in acts.exclude(kind=StationKind.JOINED).order_by("at", "id"):
        shared = next((stay for stay in stays if stay.subject == act.subject and stay.holds(act.at)), None)
        if act.subject == own or shared is not None:
            stations.append(_station(act, shared.code if shared else ""))
    return tuple(sorted(stations, key=lambda station: station.at))


def _stays(voice: Voice) -> list[_Stay]:
    merges = Merge.objects.filter(voice=voice).order_by("merged_at", "id")
    columns = ("need", "need__code", "need__title", "merged_as", "merged_at", "undone_at")
    return [_Stay(*row) for row in merges.values_list(*columns)]


def _speaking(voice: Voice) -> list[Station]:
    meeting = meeting_of_voice(voice) if voice.channel == Channel.MEETING else None
    if meeting is None:
        return []
    return [Station(StationKind.SPOKEN, voice.received_at, "", meeting.title, "", "", "", meeting.code)]


def _joining(stay: _Stay) -> Station:
    return Station(StationKind.JOINED, stay.since, stay.role, stay.title, "", "", "", stay.code)


def _station(act: Act, target: str) -> Station:
    facts = {name: str(fact) for name, fact in facts_of(act).items()}
    return Station(
        kind=StationKind(act.kind),
        at=act.at,
        role=facts.get("role", ""),
        text=facts.get("sentence") or facts.get("why") or facts.get("title", ""),
        next_step=facts.get("next_step", ""),
        reason_code=facts.get("reason", ""),
        agency=facts.get("agency", ""),
        target=target or facts.get("need", ""),
    )
