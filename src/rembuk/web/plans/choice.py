"""What a reader of the plans has chosen, read from the address and written back into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rembuk.plans.activities import FIELDS, field_name
from rembuk.plans.queries import ItemFilter
from rembuk.plans.states import ItemState
from rembuk.regions.models import Locality, Region
from rembuk.web.selecting import Offered, Selection, read_selects


@dataclass(frozen=True)
class PlanChoice(Selection):
    """The values chosen; hamlets are offered once a kampung is."""

    page = "plans"

    @classmethod
    def read(
        cls, asked: Mapping[str, str], years: Sequence[int], villages: Sequence[Region], hamlets: Sequence[Locality]
    ) -> PlanChoice:
        """Read the address of the tree."""
        offered: list[Offered] = [
            ("tahun", _("Year"), {str(year): year for year in years}),
            ("kampung", _("Kampung"), {village.code: village.name for village in villages}),
            ("bidang", _("Field"), {field: field_name(field) for field in FIELDS}),
            ("keadaan", _("Where it stands"), dict(ItemState.choices)),
        ]
        if hamlets:
            offered.insert(2, ("dusun", _("Hamlet"), {str(one.pk): one.name for one in hamlets}))
        return cls(read_selects(asked, offered), asked.get("mulai", ""))

    def filter(self, region: Region, villages: Sequence[Region], hamlets: Sequence[Locality]) -> ItemFilter:
        """Return the choice as a question about items."""
        numbers = {village.code: village.number for village in villages}
        localities = {str(one.pk): one.pk for one in hamlets}
        year = self.chosen("tahun")
        return ItemFilter(
            region_number=numbers.get(self.chosen("kampung"), region.number),
            year=int(year) if year else None,
            field=self.chosen("bidang"),
            locality=localities.get(self.chosen("dusun")),
            state=self.chosen("keadaan"),
        )
