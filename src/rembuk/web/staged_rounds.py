"""Sample rounds, written plainly, for pages that show one: in each two wishes that cost more than there is."""

from __future__ import annotations

from datetime import datetime, timedelta

from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.plans.models import Custody, PlanItem
from rembuk.plans.rows import new_item, numbered
from rembuk.plans.states import Fund, HeldBy
from rembuk.priorities.models import Round, RoundFund, RoundOption
from rembuk.priorities.states import Way
from rembuk.programmes.queries import programme_of, rule_set_at
from rembuk.regions.models import Region

DAY = timedelta(days=1)
PAGU = 60_000_000
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
