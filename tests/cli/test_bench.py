"""The benchmark measures what it says: a real crowd, real requests, and promises that can be broken."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice

import pytest
from django.test import Client

from rembuk.cli.bench import report
from rembuk.cli.bench.crowd import VOICES_OF_THE_LOUDEST, Crowd
from rembuk.cli.bench.load import Outcome, Request
from rembuk.cli.bench.polls import Polls
from rembuk.cli.bench.report import KEPT, LISTS, MADE, SENT, Row, Subject, promises
from rembuk.cli.bench.scenarios import READS, WRITES, YEARS_BEFORE, Ground
from rembuk.cli.bench.servers import NotThere, require
from rembuk.cli.bench.works import GIVEN, PAID, Office
from rembuk.finance.models import Transfer
from rembuk.finance.queries import village_sums
from rembuk.kernel.codes import is_code
from rembuk.meetings.models import Meeting
from rembuk.plans.models import PlanItem
from rembuk.priorities.models import Ballot
from rembuk.projects.models import Project
from rembuk.voices.models import Need, Voice
from rembuk.voices.queries import NeedFilter, newest_needs
from rembuk.voices.states import VoiceState
from tests.cast import MONDAY, THURSDAY, Cast, play
from tests.web.staged import staged

# --- the crowd -----------------------------------------------------------------------------------------------------


@pytest.fixture
def ground(db) -> Ground:
    cast: Cast = play()
    stage = staged(cast)
    office = Office(cast.secretary, cast.head, MONDAY.year - YEARS_BEFORE, transfers=4)
    crowd = Crowd(cast.programme, [cast.kampung, cast.other_kampung], MONDAY, cast.facilitator, office=office)
    crowd.grow_to(30)
    polls = Polls.held_in(cast.other_kampung, by=cast.secretary, at=THURSDAY)
    polls.grow_to(30)
    return Ground(crowd, stage, polls)


def test_a_crowd_grows_to_its_size_and_no_further(ground):
    before = Need.objects.count()

    ground.crowd.grow_to(30)
    ground.crowd.grow_to(50)

    assert Need.objects.count() == before + 20


def test_every_need_of_a_crowd_has_the_voices_it_counts(ground):
    counted = {need: Voice.objects.filter(need=need, state=VoiceState.MERGED).count() for need in Need.objects.all()}

    assert {need: need.voice_count for need in counted} == counted
    assert max(counted.values()) == VOICES_OF_THE_LOUDEST
    assert ground.loudest.voice_count == VOICES_OF_THE_LOUDEST


def test_a_crowd_has_numbers_that_people_could_type(ground):
    codes = [*Need.objects.values_list("code", flat=True), *Voice.objects.values_list("code", flat=True)]

    assert [code for code in codes if not is_code(code)] == []


def test_a_crowd_meets_once_for_a_hundred_needs_and_plans_a_tenth_of_them(ground):
    before = Meeting.objects.count(), PlanItem.objects.count()

    ground.crowd.grow_to(230)

    assert (Meeting.objects.count() - before[0], PlanItem.objects.count() - before[1]) == (2, 20)


def test_a_crowd_carries_a_tenth_of_its_needs_out_and_pays_for_each_work(ground):
    before = Project.objects.count(), Transfer.objects.count()

    ground.crowd.grow_to(230)

    sums = village_sums(ground.office.year)
    assert (Project.objects.count() - before[0], Transfer.objects.count() - before[1]) == (20, 80)
    assert sum(one.budget_rupiah for one in sums) == 23 * GIVEN
    assert sum(one.realised_rupiah for one in sums) == 23 * 2 * PAID


def test_as_many_ballots_are_in_both_votes_as_there_are_needs(ground):
    ground.grow_to(50)

    boxes = [Ballot.objects.filter(voting=one).count() for one in (ground.polls.opened, ground.polls.counted)]
    assert boxes == [50, 50]


def test_what_a_crowd_asks_for_is_found_by_its_words(ground):
    asked = Need.objects.order_by("opened_at", "id")[0]

    found = newest_needs(NeedFilter(search=asked.title), limit=100)

    assert asked.code in {row.code for row in found.rows}


@pytest.mark.parametrize("name", READS)
def test_every_page_that_is_measured_is_there(ground, name):
    assert Client().get(READS[name](ground)).status_code == 200


@pytest.mark.parametrize("name", WRITES)
def test_every_write_that_is_measured_is_written(ground, name):
    before = _written(name)

    for request in islice(WRITES[name](ground), 3):
        sent = Client(headers=dict(request.headers)).generic(
            "POST", request.path, request.body, content_type=request.headers["Content-Type"]
        )
        assert sent.status_code in {200, 201, 302}

    assert _written(name) == before + 3


def _written(name: str) -> int:
    return {
        "submit": Voice.objects.count,
        "support": lambda: sum(Need.objects.values_list("support_count", flat=True)),
        "cast": Ballot.objects.count,
    }[name]()


# --- what is sent, and what comes of it ----------------------------------------------------------------------------


def test_a_request_says_how_long_it_is():
    raw = Request("/kirim", "POST", {"Content-Type": "application/json"}, json.dumps({"a": 1}).encode()).raw(8400)

    assert raw.startswith(b"POST /kirim HTTP/1.1\r\nHost: 127.0.0.1:8400\r\n")
    assert raw.endswith(b'\r\nContent-Length: 8\r\n\r\n{"a": 1}')


def test_a_missing_program_is_named_with_the_way_to_get_it(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)

    with pytest.raises(NotThere, match=r"wrk is not installed\. .* apt install nginx-light wrk"):
        require("wrk")


def measured(name: str, how: str, size: int, per_second: int, p95: float = 10) -> Row:
    outcome = Outcome(requests=per_second, seconds=1, p50=5, p95=p95, p99=20, failed=0)
    return Row.of(Subject(name, how, size), outcome, cpu=1, statements=None, megabytes=100)


GOOD = [
    measured(report.NGINX, "", 0, 14_000),
    measured(report.TRIVIAL, "", 0, 900),
    *(measured(name, MADE, 1_000, 400) for name in LISTS),
    measured("list", KEPT, 100_000, 1_000),
    *(replace(measured(name, MADE, 100_000, 300, p95=15), statements=6) for name in LISTS),
    measured("submit", SENT, 100_000, 225),
    measured(report.NGINX, "", 0, 16_000),
]


def test_a_run_that_keeps_all_promises_keeps_them_to_the_edge():
    assert [promise.words for promise in promises(GOOD) if not promise.is_kept] == []


@pytest.mark.parametrize(
    ("place", "change", "broken"),
    [
        (5, {"per_second": 999}, "list from memory / nginx's static file"),
        (6, {"per_second": 299}, "list made anew / trivial template page"),
        (9, {"per_second": 224}, "submit / trivial template page"),
        (6, {"p95": 15.1}, "p95 of list at 100,000 / at 1,000"),
        (7, {"p95": 15.1}, "p95 of meetings at 100,000 / at 1,000"),
        (8, {"p95": 15.1}, "p95 of plans at 100,000 / at 1,000"),
        (8, {"statements": 7}, "statements of the page that asks most"),
        (6, {"megabytes": 151}, "memory of the web process in MB"),
        (0, {"failed": 1}, "requests that failed"),
    ],
)
def test_a_promise_that_is_broken_by_a_hair_is_broken(place, change, broken):
    rows = [replace(row, **change) if turn == place else row for turn, row in enumerate(GOOD)]

    assert [promise.words for promise in promises(rows) if not promise.is_kept] == [broken]


def test_a_load_that_nobody_got_an_answer_to_has_failed():
    silent = Outcome(requests=0, seconds=3, p50=0, p95=0, p99=0, failed=0)

    row = Row.of(Subject("home", MADE, 100_000), silent, cpu=3, statements=6, megabytes=100)

    assert [promise.words for promise in promises([*GOOD, row]) if not promise.is_kept] == ["requests that failed"]


def test_the_table_has_a_line_for_every_row():
    table = report.as_table(GOOD).splitlines()

    assert len(table) == 2 + len(GOOD)
    assert table[2] == "| nginx, static file |  |  | 14,000 | 5.0 | 10.0 | 20.0 | 0.07 |  | 100 |"


def test_the_data_hold_every_row_and_every_promise():
    data = report.as_data(GOOD, promises(GOOD), "a machine")

    read = json.loads(json.dumps(data))

    assert read == data
    assert (len(read["rows"]), len(read["promises"])) == (len(GOOD), 9)
