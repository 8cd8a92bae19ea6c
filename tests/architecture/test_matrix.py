"""Every address x method x visitor, asked of the site itself."""

from __future__ import annotations

from http import HTTPStatus
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.template.backends.jinja2 import Jinja2
from django.test import Client
from django.urls import path

from rembuk.documents import drawing
from rembuk.people.roles import Role
from rembuk.web import matrix
from rembuk.web.matrix import Cell, Outcome, Visitor, cells, faults, outcome_of, visitors
from rembuk.web.pages import PAGES, Page, addresses
from rembuk.web.staging import RESIDENT, Stage
from tests.web.pages import picture, read
from tests.web.staged import body_of, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.once]

DRAW = Jinja2.get_template
DRAWN = picture().read()
VISITORS = list(visitors())
ROLES = {visitor.role.value if visitor.role else "nobody": visitor.role for visitor in VISITORS}
# Whose page the forms are taken from: an administrator opens all that staff open, a resident the rest.
FORM_READERS = (RESIDENT, Visitor("administrator", role=Role.ADMINISTRATOR, is_proven=True))


@pytest.mark.parametrize("name", ROLES)
def test_every_page_lets_in_whom_it_should_and_nobody_else(
    stage: Stage, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = Door(stage)
    # Views ask and answer as always; drawing pages and papers, which takes most of the time, decides nothing.
    monkeypatch.setattr(Jinja2, "get_template", lambda *_given: SimpleNamespace(render=lambda *_given: ""))
    monkeypatch.setattr(drawing, "_typst", lambda: SimpleNamespace(compile=lambda *_given, **_options: DRAWN))

    wrong = [
        f"{cell}, but was {outcome.value}"
        for visitor in VISITORS
        if visitor.role is ROLES[name]
        for client in [client_of(stage, visitor)]
        for cell in cells(visitor)
        if (outcome := asked(client, cell, door)) is not cell.expected
    ]

    assert not wrong, "\n".join(wrong)


class Door:
    """Where visitors of one role knock: addresses, and forms as they stand, filled in to get as far as the action."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.addresses: dict[str, str] = {}
        self.forms: dict[str, dict[str, object]] = {}

    def address(self, cell: Cell) -> str:
        name = cell.page.name
        if name not in self.addresses:
            self.addresses[name] = cell.page.address(self.stage.owner(cell.visitor))
        return self.addresses[name]

    def form(self, page: Page) -> dict[str, object]:
        if page.fill and page.name not in self.forms:
            self.forms[page.name] = {**self._standing(page), **page.fill}
        return self.forms.get(page.name, {})

    def _standing(self, page: Page) -> dict[str, object]:
        with pytest.MonkeyPatch.context() as drawn:
            drawn.setattr(Jinja2, "get_template", DRAW)
            answers = [client_of(self.stage, one).get(page.address(self.stage.owner(one))) for one in FORM_READERS]
        form = next((answer for answer in answers if answer.status_code == HTTPStatus.OK), None)
        if form is None:
            raise LookupError(f"Nobody reads the form of {page.name}: {[answer.status_code for answer in answers]}.")
        return read(form).fields


def asked(client: Client, cell: Cell, door: Door) -> Outcome:
    """Ask once, and take back whatever was done."""
    address = door.address(cell)
    form = door.form(cell.page) if cell.method == "POST" and cell.is_inside else None
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        answer = client.generic(cell.method, address) if form is None else client.post(address, form)
        transaction.set_rollback(True)
    body_of(answer)
    client.cookies.clear()
    client.cookies.load(cookies)
    return outcome_of(answer)


# --- the matrix itself ---------------------------------------------------------------------------------------------


def test_every_address_has_a_rule_and_a_sample() -> None:
    assert faults() == []


def test_an_address_without_a_rule_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from rembuk.web import urls

    bare = path("tanpa-aturan", lambda _request: None, name="bare")  # type: ignore[arg-type,return-value]  # never called
    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, bare])
    monkeypatch.setattr(matrix, "addresses", lambda: addresses(urls.urlpatterns))

    said = " ".join(faults())

    assert "tanpa-aturan has no rule" in said
    assert "tanpa-aturan ('bare') is not in rembuk.web.pages." in said


def test_a_sample_without_an_address_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix, "PAGES", (*PAGES, Page("gone")))

    assert faults() == ["'gone' is in rembuk.web.pages, but has no address."]


def test_the_counts_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert matrix.print_matrix() == 0

    *rows, total = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert sum(int(row[0]) for row in rows) == int(total[0]) == len(PAGES) * 5 * len(VISITORS)
