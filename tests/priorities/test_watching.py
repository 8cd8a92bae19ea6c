"""Observers are told where to look: by thresholds of the rules, as questions, and nothing is ever voided by them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.priorities.actions import NoSuchCard, cast_ballot, exchange_card, hand_over_card, note_wrong_code
from rembuk.priorities.models import Ballot, RollEntry
from rembuk.priorities.watching import Ask, Question, Seen, busiest_window, questions_about, seen_in
from rembuk.programmes.watch import WatchRules
from tests.cast import MONDAY, Cast
from tests.priorities.scenes import VOTING, opened, vote

RULES = WatchRules()
MINUTE = timedelta(minutes=1)
QUIET = [MONDAY + 20 * MINUTE * place for place in range(10)]


@pytest.mark.parametrize(
    ("seen", "question"),
    [
        (Seen(handed={"a": QUIET}), Question(Ask.ONE_HAND, 100, 60, "a")),
        (
            Seen(handed={"a": QUIET, "b": QUIET}, exchanged={"a": QUIET[:7], "b": QUIET[:3]}),
            Question(Ask.ONE_EXCHANGER, 70, 60, "a"),
        ),
        (
            Seen(handed={"a": QUIET, "b": QUIET}, exchanged={"a": QUIET, "b": QUIET}),
            Question(Ask.MUCH_PAPER, 50, 30, "a"),
        ),
        (
            Seen(handed={"a": [MONDAY] * 21, "b": [MONDAY + 20 * MINUTE * place for place in range(21)]}),
            Question(Ask.RUSH, 21, 20, "a"),
        ),
        (Seen(handed={"a": QUIET, "b": QUIET}, replaced=2), Question(Ask.MANY_REPLACED, 10, 5)),
        (Seen(locked=3), Question(Ask.GUESSING, 3, 2)),
        (Seen(hamlets={"Dusun I": (20, 18), "Dusun II": (20, 8)}), Question(Ask.ONE_HAMLET, 50, 30, "Dusun I")),
    ],
)
def test_past_a_threshold_there_is_a_question(seen: Seen, question: Question) -> None:
    assert questions_about(seen, RULES)[:1] == [question]


@pytest.mark.parametrize(
    "seen",
    [
        Seen(),
        Seen(handed={"a": QUIET[:9]}),
        Seen(handed={"a": QUIET[:6], "b": QUIET[:4]}),
        Seen(handed={"a": QUIET, "b": QUIET}, exchanged={"a": QUIET[:6], "b": QUIET[:4]}, replaced=1),
        Seen(locked=2),
        Seen(hamlets={"Dusun I": (20, 18), "Dusun II": (20, 12)}),
        Seen(hamlets={"Dusun I": (20, 18)}),
    ],
)
def test_at_a_threshold_or_with_few_cases_there_is_none(seen: Seen) -> None:
    assert questions_about(seen, RULES) == []


def test_other_rules_ask_from_elsewhere_on() -> None:
    seen = Seen(handed={"a": QUIET[:6], "b": QUIET[:4]})

    assert questions_about(seen, WatchRules(operator_percent=50)) == [Question(Ask.ONE_HAND, 60, 50, "a")]


@given(st.lists(st.integers(0, 60), max_size=30))
def test_the_busiest_ten_minutes_are_found(minutes: list[int]) -> None:
    windows = [sum(first <= other < first + 10 for other in minutes) for first in minutes]

    assert busiest_window([MONDAY + MINUTE * minute for minute in minutes]) == max(windows, default=0)


def test_what_was_done_at_the_table_is_seen_and_no_ballot_is_touched(cast: Cast) -> None:
    scene = opened(cast)
    for entry in RollEntry.objects.filter(voting=scene.voting):
        hand_over_card(entry, by=cast.officer, at=VOTING)
    for place in range(11):
        vote(scene, place, {"A": 1})
    exchange_card(scene.voting, scene.codes[0], by=cast.officer, at=VOTING)
    for _ in range(5):
        with pytest.raises(NoSuchCard):
            cast_ballot(scene.voting, "KS-22222222", {"A": 1}, scene.voting.pk, client="1.1.1.1", by=None, at=VOTING)
        note_wrong_code(scene.voting, "1.1.1.1", by=None, at=VOTING)

    seen = seen_in(scene.voting)

    assert [len(moments) for moments in seen.handed.values()] == [12]
    assert [len(moments) for moments in seen.exchanged.values()] == [1]
    assert (seen.replaced, seen.locked) == (0, 1)
    assert [one.ask for one in questions_about(seen, RULES)] == [Ask.ONE_HAND]
    assert Ballot.objects.filter(voting=scene.voting).count() == 10
