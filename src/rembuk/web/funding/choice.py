"""Which gaps a reader has chosen, read from the address and written back into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rembuk.finance.stacks import FUNDABLE, RESERVE, GapFilter
from rembuk.plans.activities import FIELDS, field_name
from rembuk.plans.states import ItemState
from rembuk.regions.models import Region
from rembuk.web.selecting import Offered, Selection, read_selects

STATES: Mapping[str, tuple[str, ...]] = {"rencana": (ItemState.PLANNED,), "cadangan": RESERVE}


@dataclass(frozen=True)
class GapChoice(Selection):
    """The values chosen."""

    page = "funding"

    @classmethod
    def read(cls, asked: Mapping[str, str], villages: Sequence[Region]) -> GapChoice:
        """Read the address of the list."""
        standings = {"rencana": _("in the yearly plan"), "cadangan": _("on the reserve list")}
        offered: tuple[Offered, ...] = (
            ("kampung", _("Kampung"), {village.code: village.name for village in villages}),
            ("bidang", _("Field"), {field: field_name(field) for field in FIELDS}),
            ("keadaan", _("Where it stands"), standings),
        )
        return cls(read_selects(asked, offered), asked.get("mulai", ""))

    def filter(self, region: Region, villages: Sequence[Region]) -> GapFilter:
        """Return the gaps that are chosen, of the whole region unless a kampung is."""
        number = {one.code: one.number for one in villages}.get(self.chosen("kampung"), region.number)
        return GapFilter(number, self.chosen("bidang"), STATES.get(self.chosen("keadaan"), FUNDABLE))
