"""What a reader of the plans has chosen, read from the address and written back into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rembuk.plans.activities import FIELDS, field_name
from rembuk.plans.queries import ItemFilter
from rembuk.plans.states import ItemState
from rembuk.regions.models import Locality, Region
from rembuk.web.needs.choice import Select


@dataclass(frozen=True)
class PlanChoice:
    """The values chosen; what nobody offers counts as nothing chosen. Hamlets are offered once a kampung is."""

    selects: tuple[Select, ...]
    place: str

    @classmethod
    def read(
        cls, asked: Mapping[str, str], years: Sequence[int], villages: Sequence[Region], hamlets: Sequence[Locality]
    ) -> PlanChoice:
        """Read the address of the tree."""
        offered: list[tuple[str, str, Mapping[str, object]]] = [
            ("tahun", _("Year"), {str(year): year for year in years}),
            ("kampung", _("Kampung"), {village.code: village.name for village in villages}),
            ("bidang", _("Field"), {field: field_name(field) for field in FIELDS}),
            ("keadaan", _("Where it stands"), dict(ItemState.choices)),
        ]
        if hamlets:
            offered.insert(2, ("dusun", _("Hamlet"), {str(one.pk): one.name for one in hamlets}))
        selects = (
            Select(name, label, asked.get(name, "") if asked.get(name, "") in options else "", _options(options))
            for name, label, options in offered
        )
        return cls(tuple(selects), asked.get("mulai", ""))

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

    def address(self, **changed: str) -> str:
        """Return the address of this list with something changed; what is empty is left out."""
        values = {**{select.name: select.value for select in self.selects}, **changed}
        kept = {name: value for name, value in values.items() if value}
        return reverse("plans") + (f"?{urlencode(kept)}" if kept else "")

    @property
    def applied(self) -> list[tuple[str, str]]:
        """What is chosen, each with the address of the list without it."""
        return [
            (dict(select.options)[select.value], self.address(**{select.name: ""}))
            for select in self.selects
            if select.value
        ]

    def chosen(self, name: str) -> str:
        """Return what is chosen under a name, "" for nothing."""
        return next((select.value for select in self.selects if select.name == name), "")


def _options(options: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return (("", _("all")), *((value, str(text)) for value, text in options.items()))
