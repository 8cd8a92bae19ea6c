"""The campaign of odd requests finds what breaks, and finds nothing in Rembuk."""

from __future__ import annotations

import logging
import os
import subprocess
import sys

import pytest

from rembuk.cli.installation import CHECKOUT
from rembuk.media.models import Photo
from rembuk.people.roles import Role
from rembuk.priorities.states import RoomDeed, RoomParty
from rembuk.voices.models import Voice
from rembuk.web.fuzz.attempts import attempt
from rembuk.web.fuzz.campaign import run_campaign, told
from rembuk.web.fuzz.site import Site, names_read
from rembuk.web.matrix import Visitor
from rembuk.web.pages import page_named
from rembuk.web.staged_phases import give_phases
from rembuk.web.staging import Stage
from tests.cast import Cast
from tests.web.staged import staged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def stage(cast: Cast) -> Stage:
    stage = staged(cast)
    give_phases(stage)
    return stage


# --- the campaign --------------------------------------------------------------------------------------------------


def test_a_thousand_odd_requests_break_nothing(stage: Stage) -> None:
    tally = run_campaign(Site(stage), seed=180202, numbers=range(1_000))

    assert tally.findings == [], "\n".join(told(tally.findings))
    # A campaign that reaches nothing finds nothing.
    assert set(tally.kinds) == {"form", "query", "address", "body", "headers"}
    assert tally.answers[200] > 200
    assert tally.written > 100


def test_a_campaign_leaves_the_database_as_it_was(stage: Stage) -> None:
    before = (list(Voice.objects.order_by("id").values()), list(Photo.objects.order_by("digest").values()))

    tally = run_campaign(Site(stage), seed=7, numbers=range(150))

    assert tally.written > 10
    assert (list(Voice.objects.order_by("id").values()), list(Photo.objects.order_by("digest").values())) == before


def test_parts_of_a_campaign_add_up_to_the_whole(stage: Stage) -> None:
    site = Site(stage)

    parts = [run_campaign(site, seed=7, numbers=range(first, first + 20)) for first in (0, 20)]

    whole = run_campaign(site, seed=7, numbers=range(40))
    together = parts[0] + parts[1]
    assert (together.attempts, together.kinds, together.answers) == (40, whole.kinds, whole.answers)
    assert together.written == whole.written > 0
    assert together.slowest == max(part.slowest for part in parts)


def test_the_command_shares_its_requests_between_processes_and_ends_with_its_figures(
    request: pytest.FixtureRequest,
) -> None:
    if request.config.getoption("--db") != "sqlite":
        pytest.skip("the command has a database of its own, which is SQLite")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("REMBUK_")}

    done = subprocess.run(
        [sys.executable, "-m", "rembuk", "fuzz", "--n", "5", "--seed", "9", "--processes", "2"],
        cwd=CHECKOUT,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].startswith("5 requests with seed 9 in ")
    assert ": 0 findings, " in done.stdout


def test_the_same_seed_and_number_make_the_same_request(stage: Stage) -> None:
    alone = [attempt(Site(stage), 5, number) for number in range(40)]
    site = Site(stage)

    together = [attempt(site, 5, number) for number in range(40)]

    # A form carries when it was begun, sealed anew each time it is shown.
    assert [(one.kind, one.visitor, one.method, one.address) for one in together] == [
        (one.kind, one.visitor, one.method, one.address) for one in alone
    ]


# All that may be done in a vote, in a round and in a room.
STAFF = (Role.OFFICER, Role.FACILITATOR, Role.SECRETARY, Role.HEAD, Role.COUNCIL, Role.MONITOR)
DEEDS = {
    "desk-voting": {
        *("enter", "sign", "hand", "exchange", "cards", "print", "void", "read", "sheets", "count", "extend", "later"),
    },
    "desk-round": {"option", "terms", "weigh", "seal", "score", "declare", "close", "deviate", "adopt"},
    "desk-room": {deed.value for deed in RoomDeed} | {f"sit_{party.value}" for party in RoomParty},
}


def test_the_campaign_finds_the_form_of_every_deed_of_priorities(stage: Stage) -> None:
    site = Site(stage)
    visitors = [Visitor(role.value, role=role, is_proven=True) for role in STAFF]

    found = {
        name: {
            form.values["do"]
            for visitor in visitors
            for address in site.addresses(visitor, page_named(name))
            for form in site.forms(visitor, address)
            if "do" in form.values
        }
        for name in DEEDS
    }

    assert found == DEEDS


def test_the_names_that_pages_read_come_from_their_code() -> None:
    assert {"q", "nomor", "offset"} <= set(names_read("GET"))
    assert {"Idempotency-Key", "Upload-Length"} <= set(names_read("headers"))


# --- what it finds -------------------------------------------------------------------------------------------------


def test_a_page_that_fails_is_found_with_the_line_that_failed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rembuk.web.middleware.tenant_of_host", lambda _host: 1 // 0)

    tally = run_campaign(Site(stage), seed=1, numbers=range(5))

    assert [finding.what for finding in tally.findings if "500" in finding.what] == [
        "answered 500: ZeroDivisionError('integer division or modulo by zero')"
    ] * 5
    assert next(told(tally.findings)).endswith("5 times")


def test_a_page_that_thinks_for_long_is_found(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rembuk.web.fuzz.campaign.LONGEST_SECONDS", 0.0)

    tally = run_campaign(Site(stage), seed=1, numbers=range(3))

    assert [finding.what.partition(" ")[0] for finding in tally.findings] == ["took"] * 3


def test_a_traceback_that_nobody_saw_is_found(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rembuk.web.middleware.tenant_of_host", swallowing)

    tally = run_campaign(Site(stage), seed=1, numbers=range(3))

    assert [finding.what for finding in tally.findings] == ["left a traceback in the log"] * 3


def swallowing(host: str) -> tuple[int, str]:
    try:
        int("x")
    except ValueError:
        logging.getLogger("rembuk").exception("swallowed")
    return 1802, ""
