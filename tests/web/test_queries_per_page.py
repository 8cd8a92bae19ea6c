"""How much a page asks of the database: little, and no more for three rows than for one."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rembuk.journeys.hearing import hear_at_meeting
from rembuk.people.models import Consent, DataRequest, Vouching
from rembuk.people.roles import Role
from rembuk.people.states import RequestKind
from rembuk.plans.models import PlanLine, YearPlan
from rembuk.projects.models import Project
from rembuk.regions.models import Tier
from rembuk.voices.actions import answer_need, support_need
from rembuk.voices.states import Channel
from rembuk.web.access import Audience
from rembuk.web.matrix import Outcome, Visitor, expected, visitors
from rembuk.web.pages import PAGES, Page, addresses
from rembuk.web.staged_plans import give_line
from rembuk.web.staged_projects import build
from rembuk.web.staged_swadaya import give_gotong_royong
from rembuk.web.staging import Stage
from tests.cast import (
    MONDAY,
    THURSDAY,
    WEDNESDAY,
    Cast,
    grant,
    make_phone,
    make_region,
    make_resident,
    make_staff,
)
from tests.meetings.scenes import running
from tests.voices.scenes import draft_of, opened, received
from tests.web.staged import body_of, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]

MOST_ON_A_PUBLIC_PAGE = 6
# The page of a work brings its bill, team, purchases, looks, draws, questions, handover, money, similar works and what
# was measured before and after together; each is asked once, however much there is of it.
MORE_ON = {"project": 22}
# On PostgreSQL the fence around a kabupaten is a setting and a savepoint of each transaction.
FENCE = ("SELECT current_setting", "SELECT set_config", "SAVEPOINT", "RELEASE")
RULES = {address.name: address.access for address in addresses()}
READERS = ("resident", "officer", "head", "moderator", "administrator")
# The tables are written after the request; the others are no pages, or only in a demo.
NO_PAGES = {"needs-csv", "impact-csv", "simulator"}


def public_pages() -> list[Page]:
    return [page for page in PAGES if _is_public(page) and page.name not in NO_PAGES and not page.is_step]


def _is_public(page: Page) -> bool:
    access = RULES[page.name]
    return access is not None and access.audience is Audience.PUBLIC and "GET" in access.methods


def test_a_public_page_asks_little_and_no_more_for_more_rows(stage: Stage, cast: Cast) -> None:
    client = Client()
    asked = {address: page for page in public_pages() for address in page.addresses()}

    one = {address: queries(client, address) for address in asked}
    more_rows(cast, stage)
    three = {address: queries(client, address) for address in asked}

    assert {address: (count, three[address]) for address, count in one.items() if three[address] != count} == {}
    assert {address: count for address, count in three.items() if count > most_on(asked[address])} == {}


def most_on(page: Page) -> int:
    return MORE_ON.get(page.name, MOST_ON_A_PUBLIC_PAGE)


def test_the_page_of_a_voice_from_a_meeting_asks_no_more(cast: Cast) -> None:
    draft = draft_of(cast, channel=Channel.MEETING)
    voice = hear_at_meeting(running(cast), draft, by=cast.facilitator, at=WEDNESDAY).voice

    assert queries(Client(), f"/s/{voice.code}") <= MOST_ON_A_PUBLIC_PAGE


def inner_pages() -> list[tuple[str, str]]:
    people = {visitor.name: visitor for visitor in visitors()}
    return [(name, page.name) for name in READERS for page in PAGES if _may_read(page, people[name])]


def _may_read(page: Page, visitor: Visitor) -> bool:
    access = RULES[page.name]
    if access is None or page.is_step or _is_public(page) or "GET" not in access.methods:
        return False
    return expected(page, access, "GET", visitor) is Outcome.ALLOWED


@pytest.mark.parametrize("name", READERS)
def test_a_page_for_somebody_signed_in_asks_no_more_for_more_rows(stage: Stage, cast: Cast, name: str) -> None:
    visitor = next(one for one in visitors() if one.name == name)
    client = client_of(stage, visitor)
    named = [page for page in PAGES if (name, page.name) in inner_pages()]

    one = {page.name: queries(client, page.address(stage.owner(visitor))) for page in named}
    more_rows(cast, stage)
    three = {page.name: queries(client, page.address(stage.owner(visitor))) for page in named}

    assert {page: (count, three[page]) for page, count in one.items() if three[page] != count} == {}


def queries(client: Client, address: str) -> int:
    """Count what a page asks, once everything that is remembered between pages has been remembered."""
    body_of(client.get(address))
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    body_of(answer)
    assert answer.status_code < 400, address
    return sum(not query["sql"].startswith(FENCE) for query in asked.captured_queries)


def more_rows(cast: Cast, stage: Stage) -> None:
    """Make two more of everything that pages list."""
    resident, officer = stage.insider(None), stage.insider(Role.OFFICER)
    for number in range(2):
        name = f"another {number}"
        need, _voice = opened(cast, name, title=f"Perbaikan jalan {number}")
        received(cast, f"waiting {number}", contact=_contact_of(resident, number))
        answer_need(need, "Dikerjakan bulan depan.", by=cast.head, at=WEDNESDAY)
        phone = make_phone(f"+62812999900{number}", make_resident())
        support_need(opened(cast, f"open {number}")[0], phone, by=phone.person, at=WEDNESDAY)
        kampung = make_region(f"18.02.02.200{7 + number}", Tier.VILLAGE, f"Kampung {number}")
        grant(make_staff(f"lagi-{number}", Role.OFFICER, kampung), Role.SECRETARY, kampung)
        plan = YearPlan.objects.select_related("region").get()
        item = give_line(plan, opened(cast, f"planned {number}")[0], at=MONDAY, by=officer)
        line = PlanLine.objects.select_related("item__region", "plan").get(item=item)
        build(line, at=MONDAY, by=officer, looked_by=stage.insider(Role.FACILITATOR))
        work = Project.objects.order_by("id")[0]
        give_gotong_royong(work, at=MONDAY, by=officer, head=resident, witness=stage.insider(Role.COUNCIL), what=name)
        DataRequest.objects.create(
            person=resident, kind=RequestKind.EXPORT, wish=str(uuid4()), asked_at=MONDAY, due_at=THURSDAY
        )
        Vouching.objects.create(
            person=make_resident(), region=stage.here, method=Vouching.Method.WORD, first_by=officer, first_at=MONDAY
        )


def _contact_of(person, number: int):
    phone = make_phone(f"+62812888800{number}", person)
    Consent.objects.create(identity=phone, purpose="answers", version=1, language="id", channel="web", given_at=MONDAY)
    return phone
