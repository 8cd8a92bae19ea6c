"""The votes of the invented year: each goes through the actions, as far as its season."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rembuk.journeys.year.staff import Staff
from rembuk.journeys.year.votes import COUNTED, OBJECTIONS, OPEN, Season, VillageVote
from rembuk.plans.models import PlanLine
from rembuk.priorities.models import RollEntry, Voting
from rembuk.priorities.paper import sheets_read
from rembuk.priorities.phases import phase_of
from rembuk.priorities.queries import ballots_of, paper_readings, photographed_sheets
from rembuk.priorities.states import Phase
from tests.cast import MONDAY, Cast
from tests.priorities.scenes import proposed

# Everybody has been in office for some time.
LATER = MONDAY + timedelta(days=60)


@pytest.mark.parametrize(
    ("season", "phase"), [(OBJECTIONS, Phase.PREPARING), (OPEN, Phase.OPEN), (COUNTED, Phase.COUNTED)]
)
def test_a_vote_goes_as_far_as_its_season(cast: Cast, season: Season, phase: Phase) -> None:
    VillageVote(cast.kampung, staff_of(cast), season, LATER).hold(planned(cast))

    voting = Voting.objects.get()
    assert phase_of(voting, at=LATER) == phase
    assert RollEntry.objects.count() == season.voters
    assert RollEntry.objects.filter(has_card=True).count() == season.ballots
    assert len(ballots_of(voting)) == season.ballots - season.on_paper
    assert voting.budget_rupiah == 40_000_000


def test_on_paper_one_sheet_is_settled_one_needs_a_third_and_two_a_second_reader(cast: Cast) -> None:
    VillageVote(cast.kampung, staff_of(cast), OPEN, LATER).hold(planned(cast))

    voting = Voting.objects.get()
    read = sheets_read(paper_readings(voting))
    assert (read.agreed, len(read.differing), len(read.once)) == (1, 1, 2)
    assert len(photographed_sheets(voting)) == OPEN.on_paper


def test_the_same_kampung_votes_the_same_each_time(cast: Cast) -> None:
    for later in (timedelta(0), timedelta(days=365)):
        VillageVote(cast.kampung, staff_of(cast), COUNTED, LATER + later).hold(planned(cast))

    first, second = (sorted(map(sorted, ballots_of(voting))) for voting in Voting.objects.all())
    assert first == second


def planned(cast: Cast) -> list[PlanLine]:
    return [
        PlanLine(item=proposed(cast, f"Talud {place}"), cost_rupiah=place * 10_000_000, cost_source="Contoh")
        for place in (1, 2, 3)
    ]


def staff_of(cast: Cast) -> Staff:
    village = cast.kampung.number % 10_000
    here = {"sekretaris": cast.secretary, "petugas": cast.officer, "bpk": cast.council, "kepala": cast.head}
    people = {f"{office}-{village}": person for office, person in here.items()}
    return Staff(
        {
            **people,
            "pemantau": cast.monitor,
            "pendamping": cast.facilitator,
            "camat": cast.camat,
            "kecamatan": cast.camat_officer,
        },
        "",
        "",
    )
