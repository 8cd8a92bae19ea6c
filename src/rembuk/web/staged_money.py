"""A sample budget: one post for a plan item, asked for, approved and paid, and papers, for pages that show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from uuid import UUID, uuid5

from PIL import Image

from rembuk.finance.actions import (
    add_post,
    approve_budget,
    approve_request,
    ask_for_payment,
    draw_up_budget,
    expect_income,
    find_budget_fit,
    pay_request,
    receive_money,
    send_budget,
)
from rembuk.finance.drafts import IncomeDraft, PostDraft, Slip
from rembuk.finance.models import Budget, BudgetLine, PaymentRequest, Post, Transfer
from rembuk.finance.states import BudgetState
from rembuk.media.actions import receive_part
from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.plans.models import PlanLine
from rembuk.plans.states import Fund
from rembuk.regions.models import Region
from rembuk.web.samples import NoSample, Parts

GIVEN, PAID = 62_500_000, 12_345_678
_KEYS = UUID("c0a54b0e-8a52-4ac4-93a5-7f8b1f6f6e55")


def payment(_owner: Person | None) -> Parts:
    """Name a request for a payment that has a photo of its document."""
    found = PaymentRequest.objects.filter(paper__isnull=False).order_by("asked_at", "id").first()
    if found is None:
        raise NoSample("There is no request for a payment in this database.")
    return {"payment": found.pk}


def transfer(_owner: Person | None) -> Parts:
    """Name a transfer that has a photo of its document."""
    found = Transfer.objects.filter(paper__isnull=False).order_by("made_at", "id").first()
    if found is None:
        raise NoSample("There is no transfer in this database.")
    return {"transfer": found.pk}


def give_budget(region: Region, *, treasurer: Person, head: Person, camat: Person, at: datetime) -> None:
    """Put a budget in force that carries out what is planned, and pay a part of it."""
    line = PlanLine.objects.filter(plan__region=region).select_related("item", "plan").first()
    if line is None:
        return
    year = line.plan.year
    budget = draw_up_budget(region, year, "Rancangan contoh", by=treasurer, at=at)
    draft = PostDraft(line.title, line.activity_code, "5.3.5", Fund.DDS, line.item)
    post = add_post(budget, draft, GIVEN, by=treasurer, at=at)
    expect_income(budget, IncomeDraft(Fund.DDS, GIVEN + 1, 4), by=treasurer, at=at)
    send_budget(budget, by=treasurer, at=at)
    find_budget_fit(budget, by=camat, at=at)
    approve_budget(budget, "Peraturan Kampung contoh", by=head, at=at)
    receive_money(region, year, Fund.DDS, _slip(region, "masuk", GIVEN), by=treasurer, at=at)
    _pay(post, treasurer=treasurer, head=head, at=at)


def give_papers(region: Region, *, treasurer: Person, at: datetime) -> None:
    """Receive a rupiah and ask for one, each with a photo of its document."""
    budget = Budget.objects.filter(region=region, state=BudgetState.APPROVED).order_by("year").first()
    line = BudgetLine.objects.filter(budget=budget).select_related("post").order_by("post__number").first()
    if line is None:
        return
    post, paper = line.post, _photo(at=at)
    receipt, wanted = (replace(_slip(region, name, 1), paper=paper) for name in ("bukti masuk", "bukti SPP"))
    receive_money(region, post.year, Fund(post.fund), receipt, by=treasurer, at=at)
    ask_for_payment(post, wanted, "Paku", by=treasurer, at=at)


def _photo(*, at: datetime) -> Photo | None:
    out = BytesIO()
    Image.new("RGB", (320, 240), "white").save(out, "JPEG")
    data = out.getvalue()
    return receive_part(uuid5(_KEYS, "bukti"), 0, len(data), data, by=None, at=at).photo


def _pay(post: Post, *, treasurer: Person, head: Person, at: datetime) -> None:
    slip = _slip(post.region, "spp", PAID)
    request = ask_for_payment(post, slip, "Semen dan pasir", by=treasurer, at=at)
    approve_request(request, "Persetujuan contoh", by=head, at=at)
    pay_request(request, "Kuitansi contoh", key=_slip(post.region, "bayar", PAID).key, by=treasurer, at=at)


def _slip(region: Region, name: str, amount: int) -> Slip:
    return Slip(uuid5(_KEYS, f"{region.number}:{name}"), amount, f"Bukti contoh {name}")
