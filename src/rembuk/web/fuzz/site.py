"""The site as its visitors find it: which pages they reach, and what may be typed there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

import rembuk.web
from rembuk.web.fuzz.forms import Form, all_forms_of
from rembuk.web.fuzz.phases import parts_of
from rembuk.web.matrix import Outcome, Visitor, cells, visitors
from rembuk.web.pages import Page
from rembuk.web.samples import NoSample
from rembuk.web.staging import Stage, open_session

_READS = re.compile(r"\b(GET|POST|headers)(?:\.get\(|\.getlist\(|\[)\"([\w-]+)\"")


@cache
def names_read(where: str) -> list[str]:
    """Return the names that the pages' own code asks of `GET`, `POST` or `headers`."""
    sources = [path.read_text("utf-8") for path in sorted(Path(rembuk.web.__file__).parent.rglob("*.py"))]
    return sorted({name for source in sources for place, name in _READS.findall(source) if place == where})


@dataclass
class Site:
    """Everybody's way round the site; what was looked up once is remembered."""

    stage: Stage
    visitors: list[Visitor] = field(default_factory=lambda: list(visitors()))
    _keys: dict[str, str] = field(default_factory=dict)
    _doors: dict[str, list[tuple[str, Page]]] = field(default_factory=dict)
    _addresses: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _forms: dict[tuple[str, str], list[Form]] = field(default_factory=dict)

    def session(self, visitor: Visitor) -> str:
        """Return the key of a session in which the visitor has signed in; "" for anybody."""
        if visitor.name not in self._keys:
            self._keys[visitor.name] = open_session(self.stage.person(visitor), is_proven=visitor.is_proven)
        return self._keys[visitor.name]

    def address(self, visitor: Visitor, page: Page) -> str:
        """Return where a visitor finds a page; an address of nothing where there is none to show."""
        return self.addresses(visitor, page)[0]

    def addresses(self, visitor: Visitor, page: Page) -> list[str]:
        """Return where a visitor finds a page: of the sample, and of all else whose phase may open other forms."""
        key = (visitor.name, page.name)
        if key not in self._addresses:
            others = (reverse(page.name, kwargs=dict(parts)) for parts in parts_of(page.name))
            self._addresses[key] = list(dict.fromkeys([self._sample(visitor, page), *others]))
        return self._addresses[key]

    def _sample(self, visitor: Visitor, page: Page) -> str:
        try:
            return page.address(self.stage.owner(visitor))
        except NoSample:
            return f"/{page.name}"

    def doors(self, visitor: Visitor) -> list[tuple[str, Page]]:
        """Return the methods and pages that are open to a visitor."""
        if visitor.name not in self._doors:
            allowed = [cell for cell in cells(visitor) if cell.expected is Outcome.ALLOWED]
            self._doors[visitor.name] = [(cell.method, cell.page) for cell in allowed]
        return self._doors[visitor.name]

    def forms(self, visitor: Visitor, address: str) -> list[Form]:
        """Return the forms that a visitor finds on a page."""
        key = (visitor.name, address)
        if key not in self._forms:
            client = client_with(self.session(visitor))
            with taken_back():
                answer = client.get(address)
                body = body_of(answer)
            is_page = answer.status_code == HTTPStatus.OK and answer.headers["Content-Type"].startswith("text/html")
            self._forms[key] = all_forms_of(body.decode(), address) if is_page else []
        return self._forms[key]

    def prepare(self) -> None:
        """Sign everybody in, so that no attempt leaves anything behind."""
        for visitor in self.visitors:
            self.session(visitor)


def client_with(session: str) -> Client:
    """Return a browser with a session."""
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


@contextmanager
def taken_back() -> Iterator[None]:
    """Do something in the database and take it back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def body_of(answer: HttpResponseBase) -> bytes:
    """Read an answer to its end and close what it holds open.

    Its own `close` would end the request, and with it the transaction that is to be taken back.
    """
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]  # either kind
    for close in answer._resource_closers:  # type: ignore[attr-defined]  # noqa: SLF001 - Django has no other way.
        close()
    return body
