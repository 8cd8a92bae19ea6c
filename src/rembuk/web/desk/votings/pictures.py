"""One paper ballot: its picture, and beside it what each person read there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rembuk.media.files import path_of
from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.priorities.marking import Marks
from rembuk.priorities.models import Voting
from rembuk.priorities.paper import agreed_marks
from rembuk.priorities.permissions import may_compare_sheet, may_read_sheet, may_see_sheet
from rembuk.priorities.phases import phase_of
from rembuk.priorities.queries import SheetReading, declaration_of, readings_of
from rembuk.priorities.states import Phase
from rembuk.web.access import desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.desk.votings.views import COMMITTEE
from rembuk.web.voting.forms import TICKED


@dataclass(frozen=True)
class SheetShown:
    """A sheet as whoever may see its picture sees it."""

    voting: Voting
    serial: str
    person: Person | None

    @cached_property
    def readings(self) -> list[SheetReading]:
        """All readings of it; shown are pictures, and what was read only to those who may compare."""
        return readings_of(self.voting, self.serial)

    @property
    def photos(self) -> list[Photo]:
        """Its pictures."""
        return [one.photo for one in self.readings if one.photo]

    @property
    def is_settled(self) -> bool:
        """Have two people read it alike?"""
        return agreed_marks([one.marks for one in self.readings]) is not None

    @property
    def waits_for_me(self) -> bool:
        """May this person read it now, who has not yet?"""
        is_time = phase_of(self.voting, at=now()) in {Phase.OPEN, Phase.CLOSED}
        mine = any(one.by == self.person for one in self.readings)
        return is_time and not self.is_settled and not mine and may_read_sheet(self.person, self.voting, at=now())

    @cached_property
    def read(self) -> list[tuple[str, str]]:
        """Who read what, as components/definitions.html takes it; nothing for who may not compare."""
        if not may_compare_sheet(self.person, self.voting, self.serial, at=now()):
            return []
        return [(str(one.by), "; ".join(self._said(one.marks)) or _("nothing marked")) for one in self.readings]

    def _said(self, marks: Marks) -> Iterator[str]:
        declaration = declaration_of(self.voting)
        for option in declaration.options:
            if mark := marks.get(option.id):
                yield option.name if declaration.kind in TICKED else f"{option.name}: {mark}"


@desk_page(*COMMITTEE)
def sheet(request: HttpRequest, voting: UUID, serial: str) -> HttpResponse:
    """Show a sheet that was photographed to those who read it, and to observers once voting has ended."""
    shown = _shown_or_404(request, voting, serial)
    return render(request, "desk/voting_sheet.html", {"shown": shown, "robots": "noindex"})


@desk_page(*COMMITTEE)
def photo(request: HttpRequest, voting: UUID, serial: str, digest: str) -> FileResponse:
    """Serve a picture of a sheet to the same."""
    shown = _shown_or_404(request, voting, serial)
    picture = next((one for one in shown.photos if one.digest == digest), None)
    if picture is None:
        raise Http404("This sheet has no such picture.")
    # The server closes the file when it has sent it.
    response = FileResponse(path_of(picture.digest).open("rb"), content_type="image/jpeg")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _shown_or_404(request: HttpRequest, pk: UUID, serial: str) -> SheetShown:
    found = Voting.objects.filter(pk=pk).select_related("region").first()
    if found is None:
        raise Http404(pk)
    person = person_of(request)
    if not may_see_sheet(person, found, serial, at=now()):
        raise PermissionDenied
    shown = SheetShown(found, serial, person)
    if not shown.photos:
        raise Http404("There is no picture of this sheet.")
    return shown
