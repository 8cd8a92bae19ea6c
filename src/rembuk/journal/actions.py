"""Writing acts, and sealing them into one order."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, OuterRef

from rembuk.journal.acts import draw_up_act
from rembuk.journal.models import Act, Seal
from rembuk.journal.queries import Fact
from rembuk.tenancy.rows import write_new

LONGEST_DEED = timedelta(days=1)


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
    """Give committed acts their place in the order; return how many. One sealing worker per tenant runs this.

    It looks at the acts of the last day only, so that it costs the same after years; an act that a longer transaction
    kept back is found by the look at all of them, in the first minute of each hour.
    """
    last = Seal.objects.order_by("-number").values_list("number", "act_id").first()
    number, act = last or (0, None)
    sealed = Seal.objects.filter(act=OuterRef("pk"), tenant=OuterRef("tenant"))
    waiting = Act.objects.filter(~Exists(sealed)).order_by("at", "id").values_list("pk", flat=True)
    if act and at.minute:
        waiting = waiting.filter(pk__gte=_earlier(act, LONGEST_DEED))
    seals = [Seal(number=place, act_id=pk, sealed_at=at) for place, pk in enumerate(waiting[:limit], start=number + 1)]
    Seal.objects.bulk_create(seals)
    return len(seals)


def _earlier(made: UUID, by: timedelta) -> UUID:
    """Return the first id that could be given so long before this one: its first 48 bits are milliseconds."""
    milliseconds = max((made.int >> 80) - by // timedelta(milliseconds=1), 0)
    return UUID(int=milliseconds << 80)
