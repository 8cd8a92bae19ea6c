"""Criteria are weighed before the seal, scored after it with evidence by others than proposers, and ranked anew."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from rembuk.journal.models import Act
from rembuk.people.roles import Role
from rembuk.priorities.actions import (
    AlreadySealed,
    BadScore,
    NotACriterion,
    NothingToDeviateFrom,
    NotMinuted,
    NotNow,
    NotReadyToSeal,
    close_round,
    count_voting,
    deviate,
    score_option,
    weigh_criteria,
)
from rembuk.priorities.models import Deviation, Round, RoundCriterion, RoundOption, Score
from rembuk.priorities.outcome import Lot, Outcome, TooExpensive, outcome_of
from rembuk.priorities.phases import phase_of_round
from rembuk.priorities.rounds import options_of
from rembuk.priorities.sealing import RoundTampered, insist_as_sealed, spoken
from rembuk.priorities.states import RoundPhase, Way
from rembuk.priorities.urgency import NotScored, urgency_of
from tests.cast import MONDAY, Cast, grant
from tests.meetings.scenes import decide, running
from tests.priorities.scenes import (
    CLOSING,
    ROUND,
    SCORED,
    WEIGHTS,
    drafted,
    minute_and_seal,
    opened,
    scored,
    vote,
    weighed,
)

EVIDENCE = "Dilihat di lokasi"


def option(round_: Round, key: str) -> RoundOption:
    return RoundOption.objects.select_related("round__region", "item__need", "need").get(round=round_, key=key)


def lots(outcome: Outcome) -> dict[str, Lot]:
    return {one.option.key: one.lot for one in outcome.decided}


def accept(cast: Cast, round_: Round) -> Outcome:
    words = f"Hasilnya kita terima: {spoken(outcome_of(round_).digest)}."
    return close_round(round_, decide(cast, running(cast, "akhir"), words), by=cast.council, at=CLOSING)


def against(cast: Cast, round_: Round, key: str, why: str = "Siswa lewat sana setiap hari.") -> Deviation:
    chosen = option(round_, key)
    decision = decide(cast, running(cast, f"lain {key}"), f"Musyawarah memutuskan lain tentang {chosen.code}.")
    return deviate(chosen, why, decision, by=cast.council, at=SCORED)


def test_weights_are_said_again_until_the_seal_and_not_after(cast: Cast) -> None:
    round_ = drafted(cast)
    for weights in ({"danger": 1, "waiting": 9}, WEIGHTS):
        weigh_criteria(round_, weights, by=cast.secretary, at=MONDAY)

    assert dict(RoundCriterion.objects.values_list("key", "weight")) == WEIGHTS
    assert Act.objects.filter(kind="round.weighed", is_public=True).count() == 2
    minute_and_seal(cast, round_)
    with pytest.raises(AlreadySealed):
        weigh_criteria(round_, {"danger": 10}, by=cast.secretary, at=MONDAY)


@pytest.mark.parametrize("weights", [{"beauty": 1}, {"danger": 0}, {"danger": 11}])
def test_what_the_library_does_not_have_or_weighs_too_much_is_refused(cast: Cast, weights: dict[str, int]) -> None:
    with pytest.raises(NotACriterion):
        weigh_criteria(drafted(cast), weights, by=cast.secretary, at=MONDAY)


@pytest.mark.parametrize("who", ["resident", "officer", "head", "council", "monitor", "other_officer"])
def test_only_who_may_open_a_round_weighs(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        weigh_criteria(drafted(cast), WEIGHTS, by=getattr(cast, who), at=MONDAY)


def test_a_round_by_criteria_is_not_sealed_before_something_was_weighed(cast: Cast) -> None:
    with pytest.raises(NotReadyToSeal):
        minute_and_seal(cast, drafted(cast, replace(ROUND, way=Way.CRITERIA)))


def test_a_weight_changed_after_the_seal_shows(cast: Cast) -> None:
    round_ = weighed(cast)

    RoundCriterion.objects.filter(key="danger").update(weight=1)

    with pytest.raises(RoundTampered):
        insist_as_sealed(round_)


def test_nothing_is_scored_before_the_seal_or_after_the_last_moment(cast: Cast) -> None:
    draft, round_ = drafted(cast), weighed(cast)

    for place, at in ((draft, MONDAY), (round_, SCORED)):
        with pytest.raises(NotNow):
            score_option(option(place, "A"), "danger", "some", EVIDENCE, by=cast.facilitator, at=at)

    assert not Score.objects.exists()


def test_who_proposed_an_option_does_not_score_it_even_with_another_role(cast: Cast) -> None:
    round_ = weighed(cast)
    grant(cast.officer, Role.FACILITATOR, cast.kampung)

    with pytest.raises(PermissionDenied):
        score_option(option(round_, "A"), "danger", "some", EVIDENCE, by=cast.officer, at=MONDAY)


@pytest.mark.parametrize("who", ["resident", "head", "monitor", "other_officer"])
def test_only_staff_and_council_of_the_place_score(cast: Cast, who: str) -> None:
    round_ = weighed(cast)

    with pytest.raises(PermissionDenied):
        score_option(option(round_, "A"), "danger", "some", EVIDENCE, by=getattr(cast, who), at=MONDAY)


@pytest.mark.parametrize(("key", "value"), [("danger", "very"), ("households", "many"), ("households", "1,5")])
def test_a_value_off_the_scale_is_refused(cast: Cast, key: str, value: str) -> None:
    with pytest.raises(BadScore):
        score_option(option(weighed(cast), "A"), key, value, EVIDENCE, by=cast.facilitator, at=MONDAY)


def test_a_criterion_that_was_not_weighed_is_not_scored(cast: Cast) -> None:
    with pytest.raises(NotACriterion):
        score_option(option(weighed(cast), "A"), "waiting", "3", EVIDENCE, by=cast.facilitator, at=MONDAY)


def test_a_later_version_counts_and_the_earlier_one_stays(cast: Cast) -> None:
    round_ = scored(cast)

    score_option(option(round_, "A"), "danger", "often", "Kejadian 3 Mei", by=cast.council, at=MONDAY)

    told = urgency_of(round_).scores["A", "danger"]
    assert (told.version, told.value, told.evidence) == (2, "often", "Kejadian 3 Mei")
    kept = Score.objects.filter(option__key="A", criterion__key="danger").order_by("version")
    assert list(kept.values_list("value", flat=True)) == ["some", "often"]


def test_the_database_keeps_every_score_as_it_was(cast: Cast) -> None:
    scored(cast)

    for change in (lambda: Score.objects.update(value="often"), lambda: Score.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_database_refuses_a_score_without_evidence(cast: Cast) -> None:
    scored(cast)
    known = Score.objects.latest("id")

    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.create(
            option=known.option, criterion=known.criterion, version=9, value="1", evidence="",
            scored_by=cast.council, scored_as=Role.COUNCIL, scored_at=MONDAY,
        )  # fmt: skip


def test_anybody_reckons_the_same_points_by_hand(cast: Cast) -> None:
    """Danger weighs 3, with 60, 100 and 0 points; households weigh 2, with 100, 20 and 450 of at most 200."""
    urgency = urgency_of(scored(cast))

    assert {one.proposal: one.total for one in urgency.ranking.placed} == {
        "B": Fraction(3 * 100 + 2 * 10, 5),
        "A": Fraction(3 * 60 + 2 * 50, 5),
        "C": Fraction(3 * 0 + 2 * 100, 5),
    }
    assert [one.proposal for one in urgency.ranking.placed] == ["B", "A", "C"]
    assert [one.capped for one in urgency.ranking.placed[2].scores] == [False, True]


def test_places_that_other_weights_would_change_are_no_firm_places(cast: Cast) -> None:
    spans = urgency_of(scored(cast)).spans(20)

    assert [(one.proposal, one.best, one.worst) for one in spans] == [("B", 1, 2), ("A", 1, 2), ("C", 3, 3)]


def test_nothing_is_ranked_while_a_score_is_missing(cast: Cast) -> None:
    urgency = urgency_of(weighed(cast))

    assert len(urgency.missing) == 6
    with pytest.raises(NotScored):
        _ = urgency.ranking


def test_what_stays_at_a_gate_is_not_ranked_and_needs_no_score(cast: Cast) -> None:
    round_ = scored(cast)
    urgency = replace(urgency_of(round_), passed={"A": frozenset(), "B": gates(round_), "C": gates(round_)})

    assert [one.proposal for one in urgency.ranking.placed] == ["B", "C"]
    assert [one.proposal for one in urgency.ranking.stopped] == ["A"]


def gates(round_: Round) -> frozenset[str]:
    return frozenset(urgency_of(round_).rubric.gates)


def test_a_need_passes_no_gate_before_it_was_taken_up_and_examined(cast: Cast) -> None:
    round_ = weighed(cast)

    assert urgency_of(round_).passed == dict.fromkeys("ABC", gates(round_))
    assert urgency_of(drafted(cast)).passed == {}


def test_money_goes_down_the_ranking_until_it_is_spent(cast: Cast) -> None:
    outcome = outcome_of(scored(cast))

    assert lots(outcome) == {"B": Lot.FUNDED, "A": Lot.RESERVE, "C": Lot.RESERVE}
    assert (outcome.spent_rupiah, outcome.left_rupiah) == (30_000_000, 30_000_000)


def test_the_forum_deviates_for_a_reason_that_stays(cast: Cast) -> None:
    round_ = scored(cast)

    made = against(cast, round_, "A")

    assert lots(outcome_of(round_)) == {"A": Lot.FUNDED, "B": Lot.RESERVE, "C": Lot.RESERVE}
    assert {one.option.key: one.why for one in outcome_of(round_).decided if one.why} == {"A": made.why}
    assert made.why in Act.objects.get(kind="round.deviated", is_public=True).facts
    with pytest.raises(DatabaseError), transaction.atomic():
        Deviation.objects.all().delete()


def test_money_withheld_goes_to_the_next_that_it_is_enough_for(cast: Cast) -> None:
    round_ = scored(cast)

    against(cast, round_, "B")

    assert lots(outcome_of(round_)) == {"A": Lot.FUNDED, "B": Lot.RESERVE, "C": Lot.RESERVE}


def test_a_forum_does_not_promise_more_than_there_is(cast: Cast) -> None:
    round_ = scored(cast)
    against(cast, round_, "A")

    with pytest.raises(TooExpensive):
        against(cast, round_, "C")

    assert Deviation.objects.count() == 1


def test_minutes_that_do_not_name_the_option_are_no_ground_to_deviate(cast: Cast) -> None:
    round_ = scored(cast)

    with pytest.raises(NotMinuted):
        deviate(option(round_, "A"), "Alasan", decide(cast, running(cast)), by=cast.council, at=SCORED)


@pytest.mark.parametrize("who", ["resident", "secretary", "head", "facilitator", "other_head"])
def test_only_the_council_deviates_and_closes(cast: Cast, who: str) -> None:
    round_ = scored(cast)
    decision = decide(cast, running(cast), f"{option(round_, 'A').code} {spoken(outcome_of(round_).digest)}")

    with pytest.raises(PermissionDenied):
        deviate(option(round_, "A"), "Alasan", decision, by=getattr(cast, who), at=SCORED)
    with pytest.raises(PermissionDenied):
        close_round(round_, decision, by=getattr(cast, who), at=SCORED)


def test_a_forum_accepts_one_outcome_and_closes_the_round_once(cast: Cast) -> None:
    round_ = scored(cast)

    outcome = accept(cast, round_)

    assert lots(outcome) == {"B": Lot.FUNDED, "A": Lot.RESERVE, "C": Lot.RESERVE}
    assert phase_of_round(round_, None, at=CLOSING) is RoundPhase.CLOSED
    assert outcome.digest in Act.objects.get(kind="round.closed", is_public=True).facts
    with pytest.raises(NotNow):
        against(cast, round_, "A")


def test_minutes_of_another_outcome_close_nothing(cast: Cast) -> None:
    round_ = scored(cast)
    old = decide(cast, running(cast, "lama"), f"Hasilnya {spoken(outcome_of(round_).digest)}.")
    against(cast, round_, "A")

    with pytest.raises(NotMinuted):
        close_round(round_, old, by=cast.council, at=CLOSING)


def test_nothing_is_closed_while_scores_are_taken_or_missing(cast: Cast) -> None:
    round_ = weighed(cast)
    decision = decide(cast, running(cast))

    with pytest.raises(NotNow):
        close_round(round_, decision, by=cast.council, at=MONDAY)
    with pytest.raises(NotScored):
        close_round(round_, decision, by=cast.council, at=CLOSING)


def test_ballots_decide_a_round_that_residents_vote_on_and_no_forum_deviates(cast: Cast) -> None:
    scene = opened(cast)
    for place in range(12):
        vote(scene, place, {"C": 1} if place < 8 else {"B": 1})
    count_voting(scene.voting, by=cast.council, at=CLOSING)
    round_ = scene.voting.round

    with pytest.raises(NothingToDeviateFrom):
        deviate(option(round_, "A"), "Alasan", decide(cast, running(cast)), by=cast.council, at=CLOSING)
    assert lots(accept(cast, round_)) == {"C": Lot.FUNDED, "B": Lot.FUNDED, "A": Lot.OUTSIDE}


def test_options_are_asked_for_once(cast: Cast, django_assert_num_queries) -> None:
    round_ = Round.objects.select_related("region", "rule_set").get(pk=scored(cast).pk)
    options = list(options_of(round_))

    with django_assert_num_queries(2):
        assert urgency_of(round_, options).is_ranked
