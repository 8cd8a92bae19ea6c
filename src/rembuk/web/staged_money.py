"""A sample budget: one post for a plan item, asked for, approved and paid, for pages that show one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from rembuk.finance.actions import (
    add_post,
    approve_budget,
    approve_request,
    ask_for_payment,
    draw_up_budget,
    pay_request,
    receive_money,
)
from rembuk.finance.drafts import PostDraft, Slip
from rembuk.finance.models import Post
from rembuk.people.models import Person
from rembuk.plans.models import PlanLine
from rembuk.plans.states import Fund
from rembuk.regions.models import Region

GIVEN, PAID = 62_500_000, 12_345_678
_KEYS = UUID("c0a54b0e-8a52-4ac4-93a5-7f8b1f6f6e55")


def give_budget(region: Region, *, treasurer: Person, head: Person, at: datetime) -> None:
    """Put a budget in force that carries out what is planned, and pay a part of it."""
    line = PlanLine.objects.filter(plan__region=region).select_related("item", "plan").first()
    if line is None:
        return
    year = line.plan.year
    budget = draw_up_budget(region, year, "Rancangan contoh", by=treasurer, at=at)
    draft = PostDraft(line.title, line.activity_code, "5.3.5", Fund.DDS, line.item)
    post = add_post(budget, draft, GIVEN, by=treasurer, at=at)
    approve_budget(budget, "Peraturan Kampung contoh", by=head, at=at)
    receive_money(region, year, Fund.DDS, _slip(region, "masuk", GIVEN), by=treasurer, at=at)
    _pay(post, treasurer=treasurer, head=head, at=at)


def _pay(post: Post, *, treasurer: Person, head: Person, at: datetime) -> None:
    slip = _slip(post.region, "spp", PAID)
    request = ask_for_payment(post, slip, "Semen dan pasir", by=treasurer, at=at)
    approve_request(request, "Persetujuan contoh", by=head, at=at)
    pay_request(request, "Kuitansi contoh", key=_slip(post.region, "bayar", PAID).key, by=treasurer, at=at)


def _slip(region: Region, name: str, amount: int) -> Slip:
    return Slip(uuid5(_KEYS, f"{region.number}:{name}"), amount, f"Bukti contoh {name}")
