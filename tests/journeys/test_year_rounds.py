"""The rounds of the invented year that are decided by criteria: each goes as far as its season."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rembuk.journeys.year.forums import Forum
from rembuk.journeys.year.rounds import CLOSED, DECIDING, DRAFT, SCORING, CriteriaRound, Season
from rembuk.meetings.models import Meeting
from rembuk.meetings.states import MeetingState
from rembuk.people.roles import Role
from rembuk.plans.models import PlanItem
from rembuk.priorities.models import Deviation, Round, Score
from rembuk.priorities.outcome import Lot, outcome_of
from rembuk.priorities.phases import phase_of_round
from rembuk.priorities.sealing import insist_as_sealed
from rembuk.priorities.states import RoundPhase
from tests.cast import MONDAY, Cast, grant
from tests.journeys.test_year_votes import staff_of
from tests.plans.scenes import sent_up
from tests.voices.scenes import opened

LATER = MONDAY + timedelta(days=60)


def held(cast: Cast, season: Season) -> Round:
    hall = CriteriaRound(Forum(cast.kampung, staff_of(cast)), season, LATER)
    return hall.hold([hall.taken_up(opened(cast, f"wish {place}")[0]) for place in range(4)])


@pytest.mark.parametrize(
    ("season", "phase", "scores", "meetings"),
    [
        (DRAFT, RoundPhase.DRAFT, 0, 0),
        (SCORING, RoundPhase.SCORING, 10, 1),
        (DECIDING, RoundPhase.DECIDING, 20, 2),
        (CLOSED, RoundPhase.CLOSED, 20, 2),
    ],
)
def test_a_round_goes_as_far_as_its_season(
    cast: Cast, season: Season, phase: RoundPhase, scores: int, meetings: int
) -> None:
    round_ = held(cast, season)

    assert phase_of_round(round_, None, at=LATER) is phase
    assert Score.objects.count() == scores
    assert Meeting.objects.filter(state=MeetingState.CLOSED).count() == meetings


def test_the_round_that_waits_shows_a_deviation_and_stands_as_it_was_sealed(cast: Cast) -> None:
    round_ = held(cast, DECIDING)

    insist_as_sealed(round_)
    deviation = Deviation.objects.get()
    lots = {one.option.pk: one.lot for one in outcome_of(round_).decided}
    assert (deviation.gets_money, lots[deviation.option_id]) == (True, Lot.FUNDED)


def test_the_same_kampung_scores_the_same_each_time(cast: Cast) -> None:
    held(cast, SCORING)
    first = list(Score.objects.order_by("pk").values_list("value", flat=True))
    Round.objects.update(title="Dulu")

    hall = CriteriaRound(Forum(cast.kampung, staff_of(cast)), SCORING, LATER + timedelta(days=30))
    hall.hold(list(PlanItem.objects.order_by("pk")))

    assert list(Score.objects.order_by("pk").values_list("value", flat=True)) == first * 2


def test_the_kecamatan_ranks_what_was_sent_up_to_it(cast: Cast) -> None:
    grant(cast.facilitator, Role.FACILITATOR, cast.kecamatan)
    items = [sent_up(cast, f"bridge {place}") for place in range(3)]

    round_ = CriteriaRound(Forum(cast.kecamatan, staff_of(cast)), CLOSED, LATER).hold(items)

    assert phase_of_round(round_, None, at=LATER) is RoundPhase.CLOSED
    assert {one.lot for one in outcome_of(round_).decided} == {Lot.FUNDED, Lot.RESERVE}
