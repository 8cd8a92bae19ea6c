"""A round at the desk: opened, filled, weighed, sealed, scored, decided otherwise and closed, each by who may."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from rembuk.meetings.models import Entry
from rembuk.plans.actions import schedule_item
from rembuk.plans.models import PlanItem, YearPlan
from rembuk.priorities.models import Deviation, Round, RoundCriterion, RoundOption, Score, Voting
from rembuk.priorities.outcome import outcome_of
from rembuk.priorities.rounds import pagu_of
from rembuk.priorities.sealing import seal_of, spoken
from tests.cast import Cast
from tests.journeys.test_adopt import draft_plan
from tests.meetings.scenes import decide, running
from tests.plans.scenes import LINE
from tests.priorities.scenes import CLOSING, SCORED, drafted, proposed, scored, sealed, weighed
from tests.priorities.test_criteria import accept

OPENED = {
    "title": "Prioritas 2027", "year": "2027", "way": "criteria", "DDS": "60.000.000", "ADD": "", "PAD": "", "KAB": "",
    "scores_end": "2026-12-01", "result": "2026-12-20",
}  # fmt: skip


def post(client, round_: Round, do: str, **said: str):
    fields = {f"{do}-{name}": value for name, value in said.items()}
    return client.post(f"/meja/prioritas/{round_.pk}", {"do": do, **fields})


def offered(client, round_: Round) -> list[str]:
    page = client.get(f"/meja/prioritas/{round_.pk}").content.decode()
    return re.findall(r'name="do" value="(\w+)"', page)


def decision_on(cast: Cast, words: str) -> str:
    return str(decide(cast, running(cast, words), words).pk)


def test_the_secretary_opens_a_round_and_puts_a_wish_in(cast, client_of):
    client = client_of(cast.secretary)

    opened = client.post("/meja/prioritas/baru", {**OPENED, "region": cast.kampung.code})
    round_ = Round.objects.get()
    put_in = post(client, round_, "option", code=proposed(cast, "Sumur bor").code, cost="30.000.000", source="Standar")

    assert (opened.status_code, put_in.status_code) == (302, 302)
    assert pagu_of(round_) == 60_000_000
    assert [(one.title, one.cost_rupiah) for one in RoundOption.objects.all()] == [("Sumur bor", 30_000_000)]


@pytest.mark.parametrize(
    "change",
    [
        {"DDS": ""},
        {"result": "2026-12-01"},
        {"DDS": "banyak"},
        {"region": "18"},
        {"title": "\u200b"},
        {"scores_end": "2026-11-02"},
    ],
)
def test_a_round_without_money_or_with_its_days_the_wrong_way_round_is_refused(cast, client_of, change):
    answer = client_of(cast.secretary).post("/meja/prioritas/baru", {**OPENED, "region": cast.kampung.code, **change})

    assert (answer.status_code, Round.objects.count()) == (422, 0)


@pytest.mark.parametrize(("code", "cost"), [("KB-22222", "1"), ("apa saja", "1"), ("", "1"), (None, "70.000.000")])
def test_what_is_no_wish_or_too_dear_is_refused_in_words(cast, client_of, code, cost):
    round_ = drafted(cast)
    wish = proposed(cast, "Gapura").code if code is None else code

    answer = post(client_of(cast.secretary), round_, "option", code=wish, cost=cost, source="Standar")

    assert (answer.status_code, RoundOption.objects.count()) == (422, 3)


def test_weights_are_said_and_the_round_is_sealed_by_the_minutes_that_name_it(cast, client_of):
    round_ = drafted(cast)

    weighed_ = post(client_of(cast.secretary), round_, "weigh", danger="3", households="2", waiting="")
    checksum = spoken(seal_of(round_))
    unnamed, named = decision_on(cast, "Lain."), decision_on(cast, f"Sidik {checksum}.")
    council = client_of(cast.council)
    page = council.get(f"/meja/prioritas/{round_.pk}").text
    refused, sealed_ = (post(council, round_, "seal", decision=one) for one in (unnamed, named))

    assert (f'value="{unnamed}"' in page, f'value="{named}"' in page) == (False, True)
    assert [one.status_code for one in (weighed_, refused, sealed_)] == [302, 422, 302]
    assert dict(RoundCriterion.objects.values_list("key", "weight")) == {"danger": 3, "households": 2}
    assert Round.objects.get().sealed_in == Entry.objects.get(pk=named)


def test_a_wish_is_scored_with_its_evidence_and_a_value_off_the_scale_is_refused(cast, client_of):
    round_ = weighed(cast)
    client = client_of(cast.facilitator)

    wrong = post(client, round_, "score", option="A", criterion="danger", value="sangat", evidence="Foto")
    right = post(client, round_, "score", option="A", criterion="danger", value=" Often", evidence="Foto")

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert [(one.value, one.evidence, one.scored_by) for one in Score.objects.all()] == [
        ("often", "Foto", cast.facilitator)
    ]


def test_the_council_decides_otherwise_and_closes_by_the_minutes(cast, client_of):
    round_ = scored(cast)
    code = RoundOption.objects.get(key="A").item.code

    with time_machine.travel(SCORED, tick=False):
        client = client_of(cast.council)
        said = {"option": "A", "why": "Siswa lewat sana.", "decision": decision_on(cast, f"Lain tentang {code}.")}
        other = post(client, round_, "deviate", **said)
        accepted = decision_on(cast, f"Diterima: {spoken(outcome_of(round_).digest)}.")
        closed = post(client, round_, "close", decision=accepted)

    assert (other.status_code, closed.status_code) == (302, 302)
    assert Deviation.objects.get().gets_money
    assert Round.objects.get().closed_by == cast.council


def test_the_vote_of_a_round_is_declared_here(cast, client_of):
    round_ = sealed(cast)
    said = {"title": "Mana dulu?", "kind": "approval", "most": "2", "rule": "equal_shares"}
    days = {"objections_end": "2026-11-29", "opens": "2026-12-01", "closes": "2026-12-05"}

    wrong = post(client_of(cast.head), round_, "declare", **said, **{**days, "closes": "2026-12-01"})
    right = post(client_of(cast.head), round_, "declare", **said, **days)

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert Voting.objects.get().round == round_


def test_how_much_a_ballot_holds_is_asked_unless_the_money_says_it(cast, client_of):
    said = {"title": "Mana dulu?", "rule": "equal_shares", "most": ""}
    days = {"objections_end": "2026-11-29", "opens": "2026-12-01", "closes": "2026-12-05"}
    round_, head = sealed(cast), client_of(cast.head)

    points = post(head, round_, "declare", kind="points", **said, **days)
    knapsack = post(head, round_, "declare", kind="knapsack", **said, **days)

    assert (points.status_code, knapsack.status_code) == (422, 302)
    assert Voting.objects.get().most == 60_000_000


@pytest.mark.parametrize(
    ("who", "keys"),
    [
        ("secretary", (["option", "weigh"], ["score"], [])),
        ("facilitator", (["option", "weigh"], ["score"], [])),
        ("council", (["seal"], ["score"], ["close", "deviate"])),
        ("officer", ([], [], [])),  # The officer proposed everything in it.
        ("head", ([], [], [])),
        ("camat", (["seal"], [], ["close", "deviate"])),
    ],
)
def test_each_deed_is_offered_only_to_who_may_and_only_in_its_phase(cast, client_of, who, keys):
    drawn, ready = drafted(cast), scored(cast)

    client = client_of(getattr(cast, who))
    early = offered(client, drawn), offered(client, ready)
    with time_machine.travel(SCORED + timedelta(hours=1), tick=False):
        late = offered(client_of(getattr(cast, who)), ready)

    assert (*early, late) == keys


def test_the_head_makes_plan_decisions_of_a_closed_round_once_the_secretary_has_drafted_them(cast, client_of):
    draft_plan(cast)
    round_ = scored(cast)
    accept(cast, round_)

    with time_machine.travel(CLOSING, tick=False):
        head = client_of(cast.head)
        early = post(head, round_, "adopt")
        well = RoundOption.objects.select_related("item").get(key="B").item
        schedule_item(YearPlan.objects.get(), well, LINE, by=cast.secretary, at=CLOSING)
        done = post(head, round_, "adopt")

    assert (early.status_code, done.status_code) == (422, 302)
    assert sorted(PlanItem.objects.values_list("state", flat=True)) == ["carried", "carried", "scheduled"]


def test_the_rounds_of_ones_places_are_listed_and_no_others(cast, client_of):
    round_ = drafted(cast)

    pages = [client_of(person).get("/meja/prioritas").content.decode() for person in (cast.camat, cast.other_officer)]

    assert [page.count(f"/meja/prioritas/{round_.pk}") for page in pages] == [1, 0]


def test_who_opens_none_cannot_send_the_form(cast, client_of):
    answer = client_of(cast.council).post("/meja/prioritas/baru", {**OPENED, "region": cast.kampung.code})

    assert (answer.status_code, Round.objects.count()) == (403, 0)
