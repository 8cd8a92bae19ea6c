"""How an address names the line of money or works that a voice is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from rembuk.finance.asking import Thing
from rembuk.finance.models import Post, Transfer
from rembuk.finance.posts import post_at
from rembuk.projects.models import BillRow
from rembuk.regions.models import Region
from rembuk.web.formats import rupiah
from rembuk.web.speak.sheet import key_from

LONGEST_POST: Final = 9
PAYMENT, BILL_ROW = "bayar", "rab"


def named(thing: Thing) -> str:
    """Return how an address names a line: a post as "2027.12", else its kind and key."""
    if isinstance(thing, Post):
        return f"{thing.year}.{thing.number}"
    return f"{PAYMENT if isinstance(thing, Transfer) else BILL_ROW}.{thing.pk}"


def thing_named(said: str, region: Region) -> Thing | None:
    """Return the line of the region that a text names, or None."""
    kind, _dot, rest = said.partition(".")
    if kind not in FOUND:
        return post_named(said, region)
    key = key_from(rest)
    return FOUND[kind](key, region) if key else None


def title_of(thing: Thing) -> str:
    """Return how people call a line: a post by its title, a payment by its document and amount, goods by their name."""
    if isinstance(thing, Post):
        return thing.title
    if isinstance(thing, Transfer):
        return f"{thing.document}, {rupiah(thing.amount_rupiah)}"
    name = thing.what if isinstance(thing, BillRow) else _("what was measured")
    return f"{name}, {thing.project.title}"


def post_named(said: str, region: Region) -> Post | None:
    """Return the post of the region that a text names as "2027.12", or None."""
    year, _dot, number = said.partition(".")
    if not (year.isdecimal() and number.isdecimal() and len(said) <= LONGEST_POST):
        return None
    try:
        return post_at(region.number, int(year), int(number))
    except Post.DoesNotExist:
        return None


def _payment(key: UUID, region: Region) -> Transfer | None:
    return Transfer.objects.filter(pk=key, region_number=region.number, post__isnull=False).first()


def _bill_row(key: UUID, region: Region) -> BillRow | None:
    near = BillRow.objects.select_related("project")
    return near.filter(pk=key, project__region_number=region.number, struck_at__isnull=True).first()


FOUND: Final[Mapping[str, Callable[[UUID, Region], Thing | None]]] = {PAYMENT: _payment, BILL_ROW: _bill_row}
