"""Who reaches which page, cell by cell: address x method x visitor, where a visitor is a role here or elsewhere.

What is expected comes from the page's own Access and from the registry of pages; what happens is asked of the running
site by tests/architecture/test_matrix.py, which shares this walk. `./rembuk matrix` counts the cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.http import HttpResponseBase
from django.urls import reverse

from rembuk.people.roles import DECIDING, Role
from rembuk.web.access import Access, Audience
from rembuk.web.pages import PAGES, Address, Page, Reach, addresses, page_named

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")


class Outcome(Enum):
    """What becomes of a request, as far as it is about who may."""

    ALLOWED = "allowed"
    SIGN_IN = "asked to sign in"
    SECOND_FACTOR = "asked for the second factor"
    REFUSED = "refused"
    NOT_FOUND = "told that there is nothing"
    NO_METHOD = "not a method of the page"
    FAILED = "failed"


@dataclass(frozen=True)
class Visitor:
    """Somebody at the door. `here` is whether the objects of the sample are theirs, or of the place they work for."""

    name: str
    is_signed_in: bool = True
    role: Role | None = None
    is_proven: bool = False  # Has shown a second factor in this session.
    here: bool = True

    @property
    def is_resident(self) -> bool:
        """Is this somebody with an account and no role?"""
        return self.is_signed_in and self.role is None


@dataclass(frozen=True)
class Cell:
    """One thing that is asked of the site, and what must come of it."""

    page: Page
    method: str
    visitor: Visitor
    expected: Outcome
    is_inside: bool  # The page's own rule lets them in; the rest is about whose object it is.

    def __str__(self) -> str:
        return f"{self.method} {self.page.name} by {self.visitor.name}: {self.expected.value}"


def visitors() -> Iterator[Visitor]:
    """Yield nobody, residents, every role with and (where it decides) without its second factor, here and elsewhere."""
    yield Visitor("anybody", is_signed_in=False)
    for here in (True, False):
        place = "" if here else " of elsewhere"
        yield Visitor(f"resident{place}", here=here)
        for role in Role:
            yield Visitor(f"{role.value}{place}", role=role, is_proven=role in DECIDING, here=here)
            if role in DECIDING:
                yield Visitor(f"{role.value}{place}, second factor not shown", role=role, here=here)


def cells(visitor: Visitor) -> Iterator[Cell]:
    """Yield every cell of a visitor: all addresses of the URLconf, with all methods."""
    for address in addresses():
        access = address.access
        if access is None:
            raise LookupError(f"{address.pattern} has no rule: put a decorator of rembuk.web.access on {address.view}.")
        page = page_named(address.name)
        for method in METHODS:
            is_inside = at_the_door(access, method, visitor) is None
            yield Cell(page, method, visitor, expected(page, access, method, visitor), is_inside)


def expected(page: Page, access: Access, method: str, visitor: Visitor) -> Outcome:
    """Return what must come of a request: first the page's own rule, then whose objects it shows."""
    return at_the_door(access, method, visitor) or WITHIN[page.reach](visitor, method)


def at_the_door(access: Access, method: str, visitor: Visitor) -> Outcome | None:
    """Return how the page's own rule turns a visitor away, None when it lets them in."""
    if method not in access.methods:
        return Outcome.NO_METHOD
    if access.audience is not Audience.PUBLIC and not visitor.is_signed_in:
        return Outcome.SIGN_IN
    if access.audience is not Audience.DESK:
        return None
    if visitor.role not in access.roles:
        return Outcome.REFUSED
    return Outcome.SECOND_FACTOR if visitor.role in DECIDING and not visitor.is_proven else None


def _all(_visitor: Visitor, _method: str) -> Outcome:
    return Outcome.ALLOWED


def _demo(_visitor: Visitor, _method: str) -> Outcome:
    return Outcome.ALLOWED if settings.SIMULATOR else Outcome.NOT_FOUND


def _staff(visitor: Visitor, _method: str) -> Outcome:
    return Outcome.REFUSED if visitor.is_resident else Outcome.ALLOWED


def _own_key(visitor: Visitor, _method: str) -> Outcome:
    if visitor.is_resident:
        return Outcome.REFUSED
    return Outcome.ALLOWED if visitor.here else Outcome.NOT_FOUND


def _own(visitor: Visitor, _method: str) -> Outcome:
    return Outcome.ALLOWED if visitor.is_resident and visitor.here else Outcome.NOT_FOUND


def _place(visitor: Visitor, _method: str) -> Outcome:
    return Outcome.ALLOWED if visitor.here else Outcome.NOT_FOUND


def _place_refused(visitor: Visitor, _method: str) -> Outcome:
    return Outcome.ALLOWED if visitor.here else Outcome.REFUSED


def _read_all(visitor: Visitor, method: str) -> Outcome:
    return Outcome.ALLOWED if visitor.here or method != "POST" else Outcome.REFUSED


WITHIN: dict[Reach, Callable[[Visitor, str], Outcome]] = {
    Reach.ALL: _all,
    Reach.DEMO: _demo,
    Reach.STAFF: _staff,
    Reach.OWN_KEY: _own_key,
    Reach.OWN: _own,
    Reach.PLACE: _place,
    Reach.PLACE_REFUSED: _place_refused,
    Reach.READ_ALL: _read_all,
}


def outcome_of(response: HttpResponseBase) -> Outcome:
    """Return what became of a request. A form sent back, a redirect elsewhere or a bad request was let in."""
    if response.status_code >= 500:
        return Outcome.FAILED
    where = response.headers.get("Location", "").partition("?")[0]
    if where == reverse("sign-in") and response.headers["Location"] != where:
        return Outcome.SIGN_IN
    if where == reverse("second-factor"):
        return Outcome.SECOND_FACTOR
    return _BY_STATUS.get(response.status_code, Outcome.ALLOWED)


_BY_STATUS = {403: Outcome.REFUSED, 404: Outcome.NOT_FOUND, 405: Outcome.NO_METHOD}


# --- what is missing, and how much there is ------------------------------------------------------------------------


def faults() -> list[str]:
    """Return what makes the matrix incomplete: an address without a rule or a sample, a sample without an address."""
    known, listed = addresses(), {page.name for page in PAGES}
    names = Counter(address.name for address in known)
    return [
        *(f"{one.pattern} has no rule; {one.view} wears no decorator of rembuk.web.access." for one in _bare(known)),
        *(f"{one.pattern} ({one.name!r}) is not in rembuk.web.pages." for one in known if one.name not in listed),
        *(f"{name!r} is in rembuk.web.pages, but has no address." for name in sorted(listed - set(names))),
        *(f"{name!r} names {count} addresses." for name, count in names.items() if count > 1),
    ]


def _bare(known: Sequence[Address]) -> list[Address]:
    return [address for address in known if address.access is None]


def print_matrix() -> int:
    """Print how many cells there are of each outcome; return 1 where an address is missing from it."""
    missing = faults()
    for fault in missing:
        print(fault)  # noqa: T201 - a command's own words.
    if missing:
        return 1
    people = list(visitors())
    counts = Counter(cell.expected for visitor in people for cell in cells(visitor))
    print(f"{len(addresses())} addresses x {len(METHODS)} methods x {len(people)} visitors")  # noqa: T201 - as above.
    for outcome in Outcome:
        print(f"{counts[outcome]:>8}  {outcome.value}")  # noqa: T201 - as above.
    print(f"{counts.total():>8}  cells")  # noqa: T201 - as above.
    return 0
