"""The register of one kampung: its hamlets and neighbourhoods while drafts are written into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from rembuk.kernel.texts import name_key
from rembuk.regions.drafts import Kept, LocalityDraft
from rembuk.regions.models import Locality, Region

# Where a kampung has another word for a hamlet, its lists say that one.
KINDS: Final[Mapping[str, Locality.Kind]] = {
    **dict.fromkeys(("dusun", "hamlet", "pemangku", "dukuh", "lingkungan", "jorong", "suku"), Locality.Kind.HAMLET),
    "rw": Locality.Kind.WARD_CLUSTER,
    "rt": Locality.Kind.NEIGHBOURHOOD,
}
_COARSEST_FIRST: Final = tuple(Locality.Kind)
_FACTS: Final = ("name", "former_names", "people", "people_source", "counted_on")


class BadLocality(ValueError):
    """A draft does not fit the register; says in which column, and how to mend it."""

    column: ClassVar = "number"


class LocalityEnded(BadLocality):
    """A place that ended keeps its number."""


class SaidTwice(BadLocality):
    """Two drafts call the same place differently."""


class NameTaken(BadLocality):
    """Another place of the same kind is called so already."""

    column: ClassVar = "name"


class NotAPart(BadLocality):
    """What a place is said to lie in is unknown, ended, or no larger than itself."""

    column: ClassVar = "parent"


class LocalitiesRefused(ValueError):
    """Some drafts do not fit; nothing of them was kept."""

    def __init__(self, faults: Sequence[tuple[LocalityDraft, BadLocality]]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(str(fault) for _draft, fault in self.faults))


class Register:
    """The places of one kampung by their paths, and what was added or corrected."""

    def __init__(self, region: Region) -> None:
        known = Locality.objects.filter(region=region).select_related("around__around").order_by("id")
        self._region = region
        self._places: dict[str, Locality] = {place.path: place for place in known}
        self._said: dict[str, str] = {}
        self._new: list[Locality] = []
        self._corrected: dict[str, Locality] = {}
        self._unchanged = 0

    def take_all(self, drafts: Sequence[LocalityDraft]) -> None:
        """Write drafts in, hamlets before what lies in them; raise LocalitiesRefused with all that do not fit."""
        faults = []
        for draft in sorted(drafts, key=lambda one: _COARSEST_FIRST.index(one.kind)):
            try:
                self._take(draft)
            except BadLocality as fault:
                faults.append((draft, fault))
        if faults:
            raise LocalitiesRefused(faults)

    def save(self) -> Kept:
        """Write into the database what is new or corrected."""
        Locality.objects.bulk_create(self._new)
        Locality.objects.bulk_update(self._corrected.values(), _FACTS)
        return Kept(len(self._new), len(self._corrected), self._unchanged)

    def insist_on_own_name(self, place: Locality, name: str) -> None:
        """Raise NameTaken where another living place beside this one is called so, or was."""
        for other in self._places.values():
            is_beside = (other.kind, other.around) == (place.kind, place.around) and other.path != place.path
            if is_beside and other.ended_on is None and name_key(name) in map(name_key, other.names):
                raise NameTaken(f"{other.path} is called {name!r} already")

    def _take(self, draft: LocalityDraft) -> None:
        around = self._around(draft)
        label = draft.label or self._label_of(draft, around)
        place = Locality(region=self._region, kind=draft.kind, label=label, around=around)
        known = self._places.get(place.path)
        self._insist_on_sense(draft, known or place)
        if known is None:
            _correct(place, draft)
            self._places[place.path] = place
            self._new.append(place)
        elif _correct(known, draft):
            self._corrected[known.path] = known
        else:
            self._unchanged += 1

    def _insist_on_sense(self, draft: LocalityDraft, place: Locality) -> None:
        if place.ended_on:
            raise LocalityEnded(f"{place.path} ended on {place.ended_on}; a new place takes a number of its own")
        if self._said.setdefault(place.path, draft.name) != draft.name:
            raise SaidTwice(f"{place.path} is {draft.name!r} here and {self._said[place.path]!r} before")
        if draft.name:
            self.insist_on_own_name(place, draft.name)

    def _around(self, draft: LocalityDraft) -> Locality | None:
        if not draft.inside:
            return None
        around = self._named(draft.inside)
        if around is None:
            raise NotAPart(f"{draft.inside!r} is not known here, or not the only one; write an id such as dusun-3")
        if _COARSEST_FIRST.index(Locality.Kind(around.kind)) >= _COARSEST_FIRST.index(draft.kind):
            raise NotAPart(f"one {draft.kind} does not lie in one {around.kind}")
        return around

    def _named(self, text: str) -> Locality | None:
        """The living place with this id, number ("Dusun 3") or name; None where there is none, or more than one."""
        if (known := self._places.get(text)) and known.ended_on is None:
            return known
        key = name_key(text)
        named = [place for place in self._places.values() if place.ended_on is None and key in _keys_of(place)]
        return named[0] if len(named) == 1 else None

    def _label_of(self, draft: LocalityDraft, around: Locality | None) -> str:
        """The number of whoever has the name, or had it; else the name itself serves as one."""
        key = name_key(draft.name)
        for place in self._places.values():
            if (place.kind, place.around) == (draft.kind, around) and key in map(name_key, place.names):
                return place.label
        return key


def give_name(place: Locality, name: str) -> None:
    """Call a place otherwise; what it was called so far stays beside it."""
    before = [*place.former_names.splitlines(), place.name]
    place.former_names = "\n".join(old for old in before if old and name_key(old) != name_key(name))
    place.name = name


def _keys_of(place: Locality) -> set[str]:
    numbered = {name_key(f"{word}{place.label}") for word, kind in KINDS.items() if kind == place.kind}
    return numbered | {*map(name_key, place.names)}


def _correct(place: Locality, draft: LocalityDraft) -> bool:
    """Write what differs into the place; say whether anything did. A name it had before is no news."""
    before = [getattr(place, fact) for fact in _FACTS]
    if draft.name and name_key(draft.name) not in map(name_key, place.names):
        give_name(place, draft.name)
    known = {*map(name_key, place.names)}
    others = [other for other in draft.other_names if name_key(other) not in known]
    place.former_names = "\n".join([*place.former_names.splitlines(), *others])
    if count := draft.count:
        place.people, place.people_source, place.counted_on = count.people, count.source, count.counted_on
    return before != [getattr(place, fact) for fact in _FACTS]
