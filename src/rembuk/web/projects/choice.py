"""Which works a reader has chosen, read from the address and written back into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rembuk.projects.states import ProjectState
from rembuk.regions.models import Region
from rembuk.web.needs.choice import Select


@dataclass(frozen=True)
class ProjectChoice:
    """The values chosen; what nobody offers counts as nothing chosen."""

    selects: tuple[Select, ...]
    place: str

    @classmethod
    def read(cls, asked: Mapping[str, str], villages: Sequence[Region]) -> ProjectChoice:
        """Read the address of the list."""
        offered: tuple[tuple[str, str, Mapping[str, object]], ...] = (
            ("kampung", _("Kampung"), {village.code: village.name for village in villages}),
            ("keadaan", _("Where it stands"), dict(ProjectState.choices)),
        )
        selects = (
            Select(name, label, asked.get(name, "") if asked.get(name, "") in options else "", _options(options))
            for name, label, options in offered
        )
        return cls(tuple(selects), asked.get("mulai", ""))

    def number(self, region: Region, villages: Sequence[Region]) -> int:
        """Return the number of the chosen kampung, or else of the whole region."""
        return {one.code: one.number for one in villages}.get(self.chosen("kampung"), region.number)

    def address(self, **changed: str) -> str:
        """Return the address of this list with something changed; what is empty is left out."""
        values = {**{select.name: select.value for select in self.selects}, **changed}
        kept = {name: value for name, value in values.items() if value}
        return reverse("projects") + (f"?{urlencode(kept)}" if kept else "")

    def chosen(self, name: str) -> str:
        """Return what is chosen under a name, "" for nothing."""
        return next((select.value for select in self.selects if select.name == name), "")


def _options(options: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return (("", _("all")), *((value, str(text)) for value, text in options.items()))
