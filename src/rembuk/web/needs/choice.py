"""What a reader of the list has chosen, read from the address and written back into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rembuk.programmes.rules import Level
from rembuk.regions.models import Region
from rembuk.voices.queries import NeedFilter
from rembuk.voices.states import NeedState
from rembuk.web.addresses import address_of

LEVELS: Mapping[str, Promise] = {
    Level.VILLAGE.value: gettext_lazy("kampung"),
    Level.SUBDISTRICT.value: gettext_lazy("kecamatan"),
    Level.REGENCY.value: gettext_lazy("kabupaten"),
    Level.PROVINCE.value: gettext_lazy("province"),
    Level.NATION.value: gettext_lazy("central government"),
    Level.MIXED.value: gettext_lazy("several together"),
}
STATES: Mapping[str, Promise] = {state.value: state.label for state in NeedState if state is not NeedState.EMPTIED}


@dataclass(frozen=True)
class Select:
    """One further choice of the list."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choice:
    """The words and values chosen; what nobody offers counts as nothing chosen."""

    selects: tuple[Select, ...]
    query: str
    on_map: bool
    place: str

    @classmethod
    def read(cls, asked: Mapping[str, str], villages: Sequence[Region], subjects: Mapping[str, str]) -> Choice:
        """Read the address of a list."""
        offered: tuple[tuple[str, str, Mapping[str, object]], ...] = (
            ("kampung", _("Kampung"), {village.code: village.name for village in villages}),
            ("bidang", _("About"), subjects),
            ("keadaan", _("Where it stands"), STATES),
            ("wewenang", _("Who is responsible"), LEVELS),
        )
        selects = tuple(
            Select(
                name,
                label,
                asked.get(name, "") if asked.get(name, "") in options else "",
                (("", _("all")), *((value, str(text)) for value, text in options.items())),
            )
            for name, label, options in offered
        )
        return cls(selects, asked.get("q", "").strip()[:100], asked.get("peta") == "1", asked.get("mulai", ""))

    def filter(self, region: Region, villages: Sequence[Region]) -> NeedFilter:
        """Return the choice as a question about needs."""
        numbers = {village.code: village.number for village in villages}
        return NeedFilter(
            region_number=numbers.get(self._chosen("kampung"), region.number),
            subject=self._chosen("bidang"),
            state=self._chosen("keadaan"),
            level=self._chosen("wewenang"),
            search=self.query,
        )

    def address(self, **changed: str) -> str:
        """Return the address of this list with something changed; what is empty is left out."""
        values = {"q": self.query, **{select.name: select.value for select in self.selects}}
        values |= {"peta": "1" if self.on_map else "", **changed}
        kept = {name: value for name, value in values.items() if value}
        return address_of("needs") + (f"?{urlencode(kept)}" if kept else "")

    @property
    def applied(self) -> tuple[tuple[str, str], ...]:
        """What is chosen, each with the address of the list without it."""
        chosen = [
            (dict(select.options)[select.value], self.address(**{select.name: ""}))
            for select in self.selects
            if select.value
        ]
        searched = [(f"“{self.query}”", self.address(q=""))] if self.query else []
        return (*searched, *chosen)

    def _chosen(self, name: str) -> str:
        return next(select.value for select in self.selects if select.name == name)
