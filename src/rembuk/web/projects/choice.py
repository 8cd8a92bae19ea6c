"""Which works a reader has chosen, read from the address and written back into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rembuk.projects.states import ProjectState
from rembuk.regions.models import Region
from rembuk.web.selecting import Offered, Selection, read_selects


@dataclass(frozen=True)
class ProjectChoice(Selection):
    """The values chosen."""

    page = "projects"

    @classmethod
    def read(cls, asked: Mapping[str, str], villages: Sequence[Region]) -> ProjectChoice:
        """Read the address of the list."""
        offered: tuple[Offered, ...] = (
            ("kampung", _("Kampung"), {village.code: village.name for village in villages}),
            ("keadaan", _("Where it stands"), dict(ProjectState.choices)),
        )
        return cls(read_selects(asked, offered), asked.get("mulai", ""))

    def number(self, region: Region, villages: Sequence[Region]) -> int:
        """Return the number of the chosen kampung, or else of the whole region."""
        return {one.code: one.number for one in villages}.get(self.chosen("kampung"), region.number)
