"""Which pages `./rembuk budget` opens, and as whom: planned beside the database, opened in a process that has none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from rembuk.web.access import Audience
from rembuk.web.matrix import Outcome, Visitor, expected, visitors
from rembuk.web.pages import Page, addresses, page_named
from rembuk.web.samples import NoSample
from rembuk.web.staging import Stage, open_session

ANYBODY = Visitor("anybody", is_signed_in=False)


@dataclass(frozen=True)
class Visit:
    """One page, opened by one visitor."""

    page: str
    address: str
    visitor: str
    cookie: str = ""  # The session of the visitor.

    def __str__(self) -> str:
        return f"{self.address} ({self.visitor})"


def visits(stage: Stage, *, fast: bool) -> list[Visit]:
    """Return every page with everybody who may see it; the fast sample has each page once.

    A public page knows no session, so that it looks the same for everybody and is opened by nobody in particular.
    """
    here = [visitor for visitor in visitors() if visitor.here and _is_complete(visitor)]
    cookies = {one.name: open_session(stage.person(one), is_proven=one.is_proven) for one in here}
    return [
        Visit(page.name, address, visitor.name, cookies[visitor.name])
        for page, readers in _pages_with_readers(here)
        for visitor in (readers[:1] if fast else readers)
        for address in _addresses(page, stage, visitor)
    ]


def _is_complete(visitor: Visitor) -> bool:
    return "second factor" not in visitor.name


def _pages_with_readers(people: list[Visitor]) -> Iterator[tuple[Page, list[Visitor]]]:
    for address in addresses():
        page, access = page_named(address.name), address.access
        if access is None or "GET" not in access.methods or page.is_step:
            continue
        readers = [one for one in people if expected(page, access, "GET", one) is Outcome.ALLOWED]
        yield page, [ANYBODY] if access.audience is Audience.PUBLIC else readers


def _addresses(page: Page, stage: Stage, visitor: Visitor) -> list[str]:
    try:
        return page.addresses(stage.owner(visitor))
    except NoSample as missing:
        raise NoSample(f"{page.name}: {missing} The stage must make one.") from missing


def write_plan(stage: Stage, *, fast: bool) -> str:
    """Return the visits as text, for a process that has no database open."""
    return json.dumps([vars(visit) for visit in visits(stage, fast=fast)])


def read_plan(text: str) -> list[Visit]:
    """Return the visits that another process wrote down."""
    return [Visit(**values) for values in json.loads(text)]
