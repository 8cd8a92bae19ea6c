"""The way that a voice took: what was done to it, to its need, in the plans, in rounds, with money and with spades."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import (
    Aggregate,
    BigIntegerField,
    Case,
    F,
    Max,
    OuterRef,
    Subquery,
    Sum,
    TextChoices,
    When,
)
from django.utils.translation import gettext_lazy as _

from rembuk.finance.accounts import SPENDING
from rembuk.finance.models import Transfer
from rembuk.journal.models import Act
from rembuk.journal.queries import facts_of, reference
from rembuk.plans.models import PlanItem
from rembuk.plans.states import ItemState
from rembuk.projects.models import Project
from rembuk.voices.models import Merge, Need, Voice
from rembuk.voices.queries.figures import inside
from rembuk.voices.states import NeedState


def count_stations(region_number: int | None = None) -> dict[str, int]:
    """Return how much there is at each stage that exists so far: voices, needs that hold some, and planned items."""
    needs = inside(Need.objects.exclude(state=NeedState.EMPTIED), region_number)
    planned = inside(PlanItem.objects.filter(state=ItemState.PLANNED), region_number)
    return {
        "voices": inside(Voice.objects.all(), region_number).count(),
        "needs": needs.count(),
        "plans": planned.count(),
    }


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
    NEED_DECIDED = "need.decided", _("decided in a meeting")
    NEED_POSTPONED = "need.postponed", _("postponed")
    NEED_DECLINED = "need.declined", _("declined")
    NEED_ANSWERED = "need.answered", _("answered")
    NEED_REOPENED = "need.reopened", _("taken up again")
    ITEM_PROPOSED = "item.proposed", _("taken up for the yearly plan")
    ITEM_VERIFIED = "item.verified", _("verified by two people")
    ITEM_PASSED_UP = "item.passed_up", _("handed on to the kabupaten")
    ITEM_SILENCE = "item.silence", _("no answer came in time")
    ROUND_JOINED = "round.joined", _("put into a round of priorities")
    ROUND_FUNDED = "round.funded", _("gets money in a round of priorities")
    ROUND_RESERVED = "round.reserved", _("on the reserve list of a round of priorities")
    ROUND_LEFT_OUT = "round.left_out", _("not chosen in a round of priorities")
    ITEM_PLANNED = "item.planned", _("in the yearly plan")
    ITEM_RELEASED = "item.released", _("left out of a new version of the plan")
    PROJECT_PREPARED = "project.prepared", _("work is being prepared")
    PROJECT_STARTED = "project.started", _("work began")
    PROJECT_HALTED = "project.halted", _("work was halted")
    MONEY_SPENT = "money.spent", _("paid for the work so far")
    PROJECT_DONE = "project.done", _("built, and seen by others")
    PROJECT_HANDED_OVER = "project.handed_over", _("handed over to those who care for it")


# Of what was done in one moment, what comes first in a voice's life is told first.
_ORDER: Final = {kind: place for place, kind in enumerate(StationKind)}


@dataclass(frozen=True, slots=True)
class Station:
    """One thing that happened on the way: what, when, in which role somebody did it, and what was said.

    `target` is the number of the need, plan item or meeting, or the id of the round that it leads to, "" for nowhere
    else; `agency` who it was sent to; `wish` is the number under which a round decided on it, "" elsewhere;
    `amount_rupiah` what was paid, None elsewhere. `reached` is when the voice came there, which is when it joined its
    need for what that need had behind it.
    """

    kind: StationKind
    at: datetime
    reached: datetime
    role: str = ""
    text: str = ""
    next_step: str = ""
    reason_code: str = ""
    agency: str = ""
    target: str = ""
    wish: str = ""
    amount_rupiah: int | None = None

    @property
    def place(self) -> tuple[datetime, bool, datetime, int]:
        """Where it stands on the way: a voice joins its need before it shares what happened to that need."""
        order = _ORDER[self.kind]
        return self.reached, order > _ORDER[StationKind.JOINED], self.at, order


@dataclass(frozen=True, slots=True)
class _Stay:
    """The time that a voice was in a need."""

    need: UUID
    code: str
    title: str
    role: str
    since: datetime
    until: datetime | None
    item: UUID | None
    item_code: str | None
    project: UUID | None
    project_code: str | None
    paid_rupiah: int | None
    paid_at: datetime | None

    @property
    def subjects(self) -> dict[str, str]:
        """The need, and the item and project it became, as acts name them, with their numbers."""
        item = {reference(PlanItem(pk=self.item)): self.item_code or ""} if self.item else {}
        project = {reference(Project(pk=self.project)): self.project_code or ""} if self.project else {}
        return {self.subject: self.code, **item, **project}

    @property
    def subject(self) -> str:
        """The need as acts name it."""
        return reference(Need(pk=self.need))

    def holds(self, moment: datetime) -> bool:
        """Does what happened to the need then hold for the voice? All of it, until the voice leaves the need again."""
        return self.until is None or self.since <= moment < self.until


def thread_of(voice: Voice) -> tuple[Station, ...]:
    """Return the way a voice took, in order: what was done to it, and to the need, item and project that it shares.

    Texts of the journal hold no personal data and no names, so everybody may read them. Two queries.
    """
    stays = _stays(voice)
    own = reference(voice)
    subjects = [own, *(subject for stay in stays for subject in stay.subjects)]
    acts = Act.objects.filter(subject__in=subjects, kind__in=StationKind.values)
    stations = [_joining(stay) for stay in stays]
    stations += [_payment(stay, stay.paid_at) for stay in stays if stay.paid_at and stay.holds(stay.paid_at)]
    for act in acts.exclude(kind=StationKind.JOINED).order_by("at", "id"):
        shared = next((stay for stay in stays if act.subject in stay.subjects and stay.holds(act.at)), None)
        if act.subject == own or shared is not None:
            stations.append(_station(act, shared))
    return tuple(sorted(stations, key=lambda station: station.place))


def _stays(voice: Voice) -> list[_Stay]:
    merges = Merge.objects.filter(voice=voice).order_by("merged_at", "id")
    items = PlanItem.objects.filter(need=OuterRef("need"), tenant=OuterRef("tenant"))
    projects = Project.objects.filter(item__need=OuterRef("need"), tenant=OuterRef("tenant"))
    found = merges.annotate(
        item=Subquery(items.values("pk")),
        item_code=Subquery(items.values("code")),
        project=Subquery(projects.values("pk")),
        project_code=Subquery(projects.values("code")),
        paid_rupiah=_of_what_is_paid(Sum(_CHANGE, output_field=BigIntegerField())),
        paid_at=_of_what_is_paid(Max("made_at")),
    )
    stay = ("need", "need__code", "need__title", "merged_as", "merged_at", "undone_at")
    became = ("item", "item_code", "project", "project_code", "paid_rupiah", "paid_at")
    return [_Stay(*row) for row in found.values_list(*stay, *became)]


# What was spent, less what was given back.
_CHANGE = Case(
    When(debit__startswith=SPENDING, then=F("amount_rupiah")),
    When(credit__startswith=SPENDING, then=-F("amount_rupiah")),
    default=0,
)


def _of_what_is_paid(figure: Aggregate) -> Subquery:
    """Return a figure of all money that moved for the work of a need."""
    moved = Transfer.objects.filter(post__item__need=OuterRef("need"), tenant=OuterRef("tenant")).order_by()
    return Subquery(moved.values("post__item__need").annotate(figure=figure).values("figure"))


def _payment(stay: _Stay, at: datetime) -> Station:
    target = stay.project_code or stay.item_code or ""
    reached = max(at, stay.since)
    return Station(StationKind.MONEY_SPENT, at, reached, target=target, amount_rupiah=stay.paid_rupiah)


def _joining(stay: _Stay) -> Station:
    return Station(StationKind.JOINED, stay.since, stay.since, stay.role, stay.title, target=stay.code)


def _station(act: Act, stay: _Stay | None) -> Station:
    facts = {name: str(fact) for name, fact in facts_of(act).items()}
    target = stay.subjects[act.subject] if stay else ""
    return Station(
        kind=StationKind(act.kind),
        at=act.at,
        reached=max(act.at, stay.since) if stay else act.at,
        role=facts.get("role", ""),
        text=facts.get("sentence") or facts.get("why") or facts.get("title", ""),
        next_step=facts.get("next_step", ""),
        reason_code=facts.get("reason", ""),
        agency=facts.get("agency", ""),
        target=facts.get("round") or facts.get("minutes") or target or facts.get("need") or facts.get("meeting", ""),
        wish=target if "round" in facts else "",
    )
