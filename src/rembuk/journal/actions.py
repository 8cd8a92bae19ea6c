"""Writing acts, and sealing them into one order."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef

from rembuk.journal.acts import draw_up_act
from rembuk.journal.models import Act, Seal
from rembuk.journal.queries import Fact
from rembuk.tenancy.rows import write_new


def record_act(
    kind: str,
    subject: models.Model,
    *,
    by: models.Model | None,
    at: datetime,
    public: bool = False,
    region_number: int | None = None,
    **facts: Fact,
) -> Act:
    """Write what was done, in the transaction of the deed. Facts must hold no personal data."""
    act = draw_up_act(kind, subject, facts, by=by, at=at, public=public, region_number=region_number)
    write_new(act)
    return act


@transaction.atomic
def seal_acts(*, at: datetime, limit: int = 1_000) -> int:
    """Give committed acts their place in the order; return how many. One sealing worker per tenant runs this."""
    last = Seal.objects.aggregate(last=Max("number"))["last"] or 0
    sealed = Seal.objects.filter(act=OuterRef("pk"), tenant=OuterRef("tenant"))
    waiting = Act.objects.filter(~Exists(sealed)).order_by("at", "id").values_list("pk", flat=True)[:limit]
    seals = [Seal(number=number, act_id=act, sealed_at=at) for number, act in enumerate(waiting, start=last + 1)]
    Seal.objects.bulk_create(seals)
    return len(seals)
