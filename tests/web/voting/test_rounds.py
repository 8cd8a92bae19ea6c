"""The pages of a round: what it declares, what it comes to, and the working that anybody can follow."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from rembuk.priorities.actions import add_option, count_voting, open_round, score_option
from rembuk.priorities.models import Round, RoundCriterion
from rembuk.voices.models import Voice
from rembuk.web.priorities.shown import RoundShown
from rembuk.web.priorities.working import Working
from tests.cast import MONDAY, WEDNESDAY, Cast
from tests.journeys.test_adopt import voted_on_needs
from tests.priorities.scenes import CLOSING, ROUND, SCORED, VOTING, drafted, opened, proposed, scored, vote, weighed
from tests.priorities.test_criteria import accept, against, option
from tests.voices.scenes import opened as need_opened


def page(client: Client, round_: Round, file: str = "", at=SCORED) -> str:
    with time_machine.travel(at, tick=False):
        answer = client.get(f"/en/prioritas/{round_.pk}{file}")
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def phase_on(text: str) -> str:
    phases: list[str] = re.findall(r'<span class="state" data-state="(\w+)"', text)
    return phases[0]


def test_a_round_says_what_how_much_how_and_when(cast: Cast, client: Client) -> None:
    text = page(client, drafted(cast), at=MONDAY)

    assert phase_on(text) == "draft"
    assert [text.count(title) for title in ("Talud Dusun 3", "Sumur bor", "Posyandu")] == [1, 1, 1]
    assert text.count("The money covers 60") == 1


def test_rounds_are_listed_with_their_phase(cast: Cast, client: Client) -> None:
    drafted(cast)
    weighed(cast)

    with time_machine.travel(MONDAY, tick=False):
        text = client.get("/en/prioritas").content.decode()

    assert sorted(re.findall(r'data-state="(\w+)"', text)) == ["draft", "scoring"]
    assert text.count("3 options for") == 2


def test_rounds_of_one_year_can_be_listed_alone(cast: Cast, client: Client) -> None:
    drafted(cast)
    drafted(cast, replace(ROUND, title="Prioritas 2028", year=2028))

    with time_machine.travel(MONDAY, tick=False):
        texts = [client.get(f"/en/prioritas{asked}").content.decode() for asked in ("", "?tahun=2028", "?tahun=x")]

    assert [re.findall(r'task-title" href="[^"]+">([^<]+)<', text) for text in texts] == [
        ["Prioritas 2028", "Prioritas 2027"],
        ["Prioritas 2028"],
        ["Prioritas 2028", "Prioritas 2027"],
    ]


def test_why_leads_to_the_scores_of_a_wish_and_what_it_lacks(cast: Cast, client: Client) -> None:
    round_ = scored(cast)

    answer = client.get(f"/en/prioritas/{round_.pk}/mengapa/{option(round_, 'A').code}")

    assert answer["Location"] == f"/en/prioritas/{round_.pk}/nilai#usulan-A"
    text = page(client, round_, "/nilai")
    assert text.count('id="usulan-A"') == 1
    assert text.count("By the ranking the money reaches to place 1. It lacks 8 points to stand there.") == 1


@pytest.mark.parametrize(
    ("is_counted", "leads_to"), [(False, "/en/prioritas/{round}"), (True, "/en/pilih/{vote}/hasil")]
)
def test_why_leads_to_the_result_of_a_vote_once_it_is_counted(
    cast: Cast, client: Client, is_counted: bool, leads_to: str
) -> None:
    scene = opened(cast)
    for place in range(12):
        vote(scene, place, {"A": 1})
    if is_counted:
        count_voting(scene.voting, by=cast.council, at=CLOSING)
    round_ = scene.voting.round

    answer = client.get(f"/en/prioritas/{round_.pk}/mengapa/{option(round_, 'B').code}")

    assert answer["Location"] == leads_to.format(round=round_.pk, vote=scene.voting.pk) + "#usulan-B"


def test_the_page_of_a_voice_leads_to_why_its_wish_did_not_win(cast: Cast, client: Client) -> None:
    round_ = voted_on_needs(cast)
    voice = Voice.objects.select_related("need").get(need__title="Kebutuhan road")
    assert voice.need is not None
    why = f"/en/prioritas/{round_.pk}/mengapa/{voice.need.code}"

    with time_machine.travel(CLOSING, tick=False):
        text = client.get(f"/en/s/{voice.code}").content.decode()
        answer = client.get(why)

    assert text.count(f'href="{why}"') == 1
    assert answer["Location"].endswith("/hasil#usulan-A")


def test_what_is_not_in_a_round_is_not_explained_there(cast: Cast, client: Client) -> None:
    assert client.get(f"/prioritas/{scored(cast).pk}/mengapa/US-0000").status_code == 404


def test_a_scored_round_draws_the_line_where_the_money_ends(cast: Cast) -> None:
    shown = RoundShown(scored(cast), SCORED)

    with override("en"):
        assert shown.headline == "1 of 3 wishes get money: Rp\xa030,000,000, and Rp\xa030,000,000 are left"
        assert shown.chart is not None
        assert [row[:2] for row in shown.chart.rows] == [("Sumur bor", 64), ("Talud Dusun 3", 56), ("Posyandu", 40)]
        assert shown.chart.drawing.count("chart-cut") == 1


def test_a_deviation_stands_with_its_reason_and_the_round_says_where_it_was_accepted(
    cast: Cast, client: Client
) -> None:
    round_ = scored(cast)
    made = against(cast, round_, "A")
    accept(cast, round_)

    text = page(client, round_, at=CLOSING)

    assert phase_on(text) == "closed"
    assert text.count(made.why) == 1
    assert text.count("Accepted in") == 1


def test_nothing_is_decided_while_scores_are_missing(cast: Cast) -> None:
    round_ = weighed(cast)

    assert RoundShown(round_, SCORED).outcome is None
    assert Working(round_).missing == 6


def test_the_working_shows_each_score_with_its_evidence(cast: Cast) -> None:
    with override("en"):
        rows = Working(scored(cast)).rows

    assert [(row.place, row.option.key, row.total) for row in rows] == [(1, "B", "64"), (2, "A", "56"), (3, "C", "40")]
    assert [(one.value, one.points, one.is_capped) for one in rows[2].scores] == [
        ("none", "0", False),
        ("450 households", "100", True),
    ]
    assert {one.evidence for row in rows for one in row.scores} == {"Dilihat di lokasi"}


def test_the_working_says_how_firm_the_line_is(cast: Cast) -> None:
    working = Working(scored(cast))

    with override("en"):
        assert working.firmness == [
            "The money ends between “Sumur bor” and “Talud Dusun 3”, 8 points apart.",
            "They would change places if “Danger to life” weighed 33 % less.",
            "They would change places if “Households served” weighed 50 % more.",
        ]
        assert [row.span for row in working.rows] == [
            "between place 1 and 2",
            "between place 1 and 2",
            "stays at its place",
        ]


def test_a_line_that_no_weight_alone_would_move_is_said_to_be_firm(cast: Cast) -> None:
    round_ = scored(cast)
    for key, value in (("danger", "none"), ("households", "20")):
        score_option(option(round_, "A"), key, value, "Diukur lagi", by=cast.facilitator, at=MONDAY)

    with override("en"):
        said = Working(round_).firmness

    assert said == [
        "The money ends between “Posyandu” and “Talud Dusun 3”, 36 points apart.",
        "No weight alone would change that, even if it were doubled.",
    ]
    assert Working(weighed(cast)).firmness == []


def test_what_was_changed_after_the_seal_is_said_in_public(cast: Cast, client: Client) -> None:
    round_ = scored(cast)
    before = page(client, round_, "/nilai")

    RoundCriterion.objects.filter(key="danger").update(weight=9)

    assert [text.count("Changed after it was sealed") for text in (before, page(client, round_, "/nilai"))] == [0, 1]


@pytest.mark.parametrize("is_counted", [False, True])
def test_a_round_leads_to_its_vote_and_then_to_its_result(cast: Cast, client: Client, is_counted: bool) -> None:
    scene = opened(cast)
    for place in range(12):
        vote(scene, place, {"C": 1} if place < 8 else {"A": 1})
    if is_counted:
        count_voting(scene.voting, by=cast.council, at=CLOSING)

    text = page(client, scene.voting.round, at=CLOSING + timedelta(days=1) if is_counted else VOTING)

    assert phase_on(text) == ("deciding" if is_counted else "voting")
    assert text.count(f"/en/pilih/{scene.voting.pk}/hasil") == int(is_counted)
    assert text.count("get money:") == int(is_counted)


def test_an_unknown_round_is_not_found(cast: Cast, client: Client) -> None:
    del cast

    assert client.get("/prioritas/00000000-0000-7000-8000-000000000000").status_code == 404


def test_a_wish_leads_from_its_history_to_the_round_it_is_in(cast: Cast, client: Client) -> None:
    need, voice = need_opened(cast)
    round_ = open_round(cast.kampung, ROUND, by=cast.secretary, at=MONDAY)
    item = proposed(cast, "Sumur bor")
    for source in (need, item):
        add_option(round_, source, 30_000_000, "Standar", by=cast.secretary, at=WEDNESDAY)

    pages = [
        client.get(f"/en{path}").content.decode() for path in (f"/k/{need.code}", f"/r/{item.code}", f"/s/{voice.code}")
    ]

    assert [text.count(f'href="/en/prioritas/{round_.pk}"') for text in pages] == [1, 1, 1]
