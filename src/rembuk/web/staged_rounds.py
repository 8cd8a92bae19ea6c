"""Sample rounds, written plainly, for pages that show one: in each two wishes that cost more than there is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import uuid4

from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.states import EntryKind
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.plans.models import Custody, Examination, GateFinding, PlanItem
from rembuk.plans.rows import new_item, numbered
from rembuk.plans.states import Fund, Gate, HeldBy, ItemState
from rembuk.priorities.models import Round, RoundCriterion, RoundFund, RoundOption, Score
from rembuk.priorities.rounds import options_of
from rembuk.priorities.sealing import seal_of
from rembuk.priorities.states import Way
from rembuk.programmes.queries import programme_of, rule_set_at
from rembuk.regions.models import Region
from rembuk.web.samples import NoSample

DAY = timedelta(days=1)
PAGU = 60_000_000
SCORES = {"danger": ("often", "none"), "households": ("40", "120")}
WISHES = (("A", "Talud contoh", 50_000_000), ("B", "Sumur bor contoh", 30_000_000))


def give_round(region: Region, title: str, *, at: datetime, by: Person) -> Round:
    """Open a round that is still a draft; each title has items of its own."""
    programme = programme_of(region.number)
    round_ = Round.objects.create(
        programme=programme,
        rule_set=rule_set_at(programme, at),
        region=region,
        region_number=region.number,
        year=at.year + 1,
        title=title,
        way=Way.BALLOTS,
        scores_end_at=at + 20 * DAY,
        result_at=at + 60 * DAY,
        opened_by=by,
        opened_as=Role.OFFICER,
        opened_at=at,
    )
    RoundFund.objects.create(round=round_, fund=Fund.DDS, amount_rupiah=PAGU)
    for key, wish, cost in WISHES:
        item = give_item(region, f"{wish}: {title}", at=at, by=by)
        RoundOption.objects.create(
            round=round_, key=key, item=item, title=wish, cost_rupiah=cost, cost_source="Standar harga contoh"
        )
    return round_


def give_decided_round(region: Region, *, at: datetime, by: Person, sealer: Person) -> Round:
    """Leave a round by criteria that is sealed and scored, and waits for its forum."""
    before = at - 40 * DAY
    round_ = give_round(region, "Putaran contoh dengan kriteria", at=before, by=by)
    round_.way = Way.CRITERIA
    criteria = [RoundCriterion.objects.create(round=round_, key=key, weight=2) for key in SCORES]
    decision = give_minutes(round_, at=before, by=by)
    round_.digest, round_.sealed_in, round_.sealed_by, round_.sealed_at = seal_of(round_), decision, sealer, before
    round_.save(update_fields=["way", "digest", "sealed_in", "sealed_by", "sealed_at"])
    for option in RoundOption.objects.filter(round=round_).select_related("item"):
        _examine(option.item, at=before, by=by, seconder=sealer)
        for criterion in criteria:
            value = SCORES[criterion.key][option.key == "B"]
            Score.objects.create(
                option=option, criterion=criterion, version=1, value=value, evidence="Dilihat di lokasi",
                scored_by=sealer, scored_as=Role.COUNCIL, scored_at=before,
            )  # fmt: skip
    return round_


def round_decided(_owner: Person | None) -> Mapping[str, object]:
    """Name the first round by criteria that is sealed."""
    return {"round_id": _decided().pk}


def wish_decided(_owner: Person | None) -> Mapping[str, object]:
    """Name the first wish of the same round."""
    found = _decided()
    return {"round_id": found.pk, "code": options_of(found)[0].code}


def _decided() -> Round:
    found = Round.objects.filter(way=Way.CRITERIA, sealed_at__isnull=False).order_by("opened_at", "id").first()
    if found is None:
        raise NoSample("There is no sealed round in this database.")
    return found


def give_minutes(round_: Round, *, at: datetime, by: Person) -> Entry:
    """Leave minutes with the decision that a round stands on."""
    meeting = Meeting.objects.create(
        code=f"MS-{round_.pk.hex[-8:].upper()}", key=uuid4(), programme=round_.programme, region=round_.region,
        region_number=round_.region_number, kind="village_meeting", title="Musyawarah putaran contoh",
        place="Balai kampung", starts_at=at, planned_by=by, planned_at=at, called_by=by, called_at=at,
    )  # fmt: skip
    return Entry.objects.create(
        meeting=meeting, number=1, key=uuid4(), kind=EntryKind.DECIDED, words="Putaran contoh diputuskan.",
        in_favour=20, against=1, abstained=0, recorded_by=by, recorded_at=at,
    )  # fmt: skip


def _examine(item: PlanItem, *, at: datetime, by: Person, seconder: Person) -> None:
    examination = Examination.objects.create(
        item=item, examined_by=by, examined_as=Role.FACILITATOR, examined_at=at,
        seconded_by=seconder, seconded_as=Role.COUNCIL, seconded_at=at,
    )  # fmt: skip
    GateFinding.objects.bulk_create(
        GateFinding(examination=examination, gate=gate, passed=True, evidence="Bukti contoh") for gate in Gate
    )
    PlanItem.objects.filter(pk=item.pk).update(state=ItemState.VERIFIED)


def give_item(region: Region, title: str, *, at: datetime, by: Person) -> PlanItem:
    """Propose something for the plans of the year to come, that the office thought of itself."""
    item = numbered(
        new_item(
            programme_of(region.number), region, title, at.year + 1,
            need=None, locality=None, by=by, role=Role.OFFICER.value, at=at,
        )
    )  # fmt: skip
    item.save(force_insert=True)
    Custody.objects.create(item=item, tier=HeldBy.VILLAGE, received_at=at)
    return item
