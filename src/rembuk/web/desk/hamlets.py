"""The places of a kampung at the desk: its hamlets and neighbourhoods, added, renamed, counted and ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.regions.actions import add_localities, end_locality, rename_locality, resume_locality
from rembuk.regions.drafts import Count, LocalityDraft
from rembuk.regions.models import Locality, Region, Tier
from rembuk.regions.permissions import may_keep_regions
from rembuk.regions.queries import every_locality_of, words_of
from rembuk.regions.register import BadLocality, LocalitiesRefused, LocalityEnded, NameTaken, NotAPart, SaidTwice
from rembuk.web.access import desk_form, desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed, Refused, forms_of, status_of, tried
from rembuk.web.desk.hamlet_forms import CountForm, EndForm, HamletForm, NameForm
from rembuk.web.desk.queues import places_of
from rembuk.web.formats import language
from rembuk.web.plans.views import number_here

T = TypeVar("T")

KEEPERS: Final = (Role.ADMINISTRATOR,)
SENTENCES: Final[dict[type[BadLocality], Promise]] = {
    LocalityEnded: gettext_lazy("A place with this number ended. A new one takes another number."),
    NameTaken: gettext_lazy("Another place here has this name, or had it."),
    NotAPart: gettext_lazy("It cannot lie in the place you chose."),
    SaidTwice: gettext_lazy("One place is called two ways."),
}


@desk_page(*KEEPERS)
def places(request: HttpRequest) -> HttpResponse:
    """List the kampung whose hamlets somebody keeps."""
    villages = places_of(person_of(request), KEEPERS, at=now())
    return render(request, "desk/places.html", {"villages": villages, "robots": "noindex"})


@desk_form(*KEEPERS)
def hamlets(request: HttpRequest, code: str) -> HttpResponse:
    """List the hamlets and neighbourhoods of a kampung, and take a new one."""
    region = _kept_by(request, Region.objects.filter(number=number_here(code), tier=Tier.VILLAGE).first())
    work = VillageWork(region, person_of(request))
    done, failed = tried(request, work.deeds())
    if done:
        return redirect("desk-hamlets", region.code)
    context = {"region": region, "rows": work.rows(), **forms_of(work.deeds(), failed)}
    return render(request, "desk/hamlets.html", context, status=status_of(request))


@desk_form(*KEEPERS)
def hamlet(request: HttpRequest, place: UUID) -> HttpResponse:
    """Show one hamlet with the names it had, and take a new name, a count of people, or its end."""
    found = _locality(place)
    region = _kept_by(request, found.region)
    done, failed = tried(request, [*_deeds_on(found, person_of(request))])
    if done:
        return redirect("desk-hamlets", region.code)
    # What was tried has left its marks on the row in memory.
    found = _locality(place)
    context = {"region": region, "place": found, **forms_of([*_deeds_on(found, person_of(request))], failed)}
    return render(request, "desk/hamlet.html", context, status=status_of(request))


def _locality(pk: UUID) -> Locality:
    found = Locality.objects.filter(pk=pk).select_related("region", "around__around").first()
    if found is None:
        raise Http404(pk)
    return found


def _kept_by(request: HttpRequest, region: Region | None) -> Region:
    if region is None:
        raise Http404("There is no such kampung.")
    if not may_keep_regions(person_of(request), region.number, at=now()):
        raise PermissionDenied
    return region


@dataclass(frozen=True)
class VillageWork:
    """The hamlets of one kampung, and what its keeper may do about all of them."""

    region: Region
    person: Person | None

    @cached_property
    def known(self) -> list[Locality]:
        """Every place, also those that ended."""
        return list(every_locality_of(self.region))

    def rows(self) -> list[Locality]:
        """Return the places, those that exist first, each hamlet followed by what lies in it."""
        return sorted(self.known, key=lambda one: (one.ended_on is not None, self._order(one)))

    def _order(self, place: Locality) -> tuple[int, ...]:
        ranks = {one.pk: rank for rank, one in enumerate(self.known)}
        around = self._order(place.around) if place.around else ()
        return (*around, ranks[place.pk])

    def deeds(self) -> list[Deed]:
        """Return the one thing to do here: adding a place."""
        form = partial(HamletForm, kinds=_kinds(self.region), around=[one for one in self.known if not one.ended_on])
        return [Deed("add", _("Add"), _("Added. It can be chosen from now on."), form, self.add, "primary")]

    def add(self, said: Cleaned) -> None:
        """Add a place; one that is known already gets its new name on its own page."""
        draft = LocalityDraft(Locality.Kind(said["kind"]), said["number"], said["name"], said["around"])
        kept = _told(lambda: add_localities(self.region, [draft], by=self.person, at=now()))
        if not kept.added:
            raise Refused(_("It is in the list already. Open it there to give it another name."))


def _kinds(region: Region) -> list[tuple[str, str]]:
    """The kinds of places as they are called in a region: a hamlet may be a dusun or a pemangku."""
    called = {Locality.Kind.HAMLET: capfirst(words_of(region, language()).get("hamlet", ""))}
    return [(kind.value, called.get(kind) or str(kind.label)) for kind in Locality.Kind]


def _deeds_on(place: Locality, person: Person | None) -> Iterator[Deed]:
    def rename(said: Cleaned) -> None:
        _told(lambda: rename_locality(place, said["name"], by=person, at=now()))

    def count(said: Cleaned) -> None:
        told = Count(said["people"], said["source"], said["counted_on"])
        draft = LocalityDraft(
            Locality.Kind(place.kind), place.label, inside=place.around.path if place.around else "", count=told
        )
        _told(lambda: add_localities(place.region, [draft], by=person, at=now()))

    def end(said: Cleaned) -> None:
        _told(lambda: end_locality(place, said["ended_on"], by=person, at=now()))

    def resume(_said: Cleaned) -> None:
        _told(lambda: resume_locality(place, by=person, at=now()))

    if place.ended_on:
        yield Deed("resume", _("It exists after all"), _("It can be chosen again."), forms.Form, resume)
        return
    today = local_day(now())
    yield Deed("rename", _("Give a new name"), _("Renamed. The old name is still found."), NameForm, rename, "primary")
    yield Deed("count", _("Say how many live there"), _("Noted."), partial(CountForm, today=today), count)
    yield Deed("end", _("It exists no longer"), _("It can no longer be chosen."), partial(EndForm, today=today), end)


def _told(deed: Callable[[], T]) -> T:
    """Do something to the register, and say in words why it does not fit."""
    try:
        return deed()
    except LocalitiesRefused as refused:
        raise Refused(str(SENTENCES[type(refused.faults[0][1])])) from refused
    except BadLocality as fault:
        raise Refused(str(SENTENCES[type(fault)])) from fault
