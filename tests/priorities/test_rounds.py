"""A round is opened by one, filled with what may be chosen, decided in a meeting, and sealed by another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.models import Act
from rembuk.plans.states import Fund
from rembuk.priorities.actions import (
    AlreadySealed,
    NotAnOption,
    NotMinuted,
    NotReadyToSeal,
    NotReadyToVote,
    add_option,
    declare_voting,
    open_round,
    seal_round,
)
from rembuk.priorities.drafts import NotARound
from rembuk.priorities.marking import BallotKind, OverBudget
from rembuk.priorities.models import Round, RoundFund, RoundOption
from rembuk.priorities.phases import phase_of_round
from rembuk.priorities.queries import declaration_of
from rembuk.priorities.rounds import options_of, pagu_of, rounds_with_sums, voting_of
from rembuk.priorities.sealing import RoundTampered, insist_as_sealed, seal_of, spoken
from rembuk.priorities.states import RoundPhase, Way
from tests.cast import MONDAY, Cast
from tests.meetings.scenes import decide, running
from tests.priorities.scenes import (
    CLOSING,
    DRAFT,
    OPENING,
    RESULT,
    ROUND,
    SCORED,
    VOTING,
    declared,
    drafted,
    opened,
    proposed,
    sealed,
    weighed,
)
from tests.voices.scenes import opened as need_opened

PRICE = "Standar harga"


def test_a_round_names_its_money_and_says_so_in_public(cast: Cast) -> None:
    round_ = open_round(cast.kampung, ROUND, by=cast.secretary, at=MONDAY)

    assert pagu_of(round_) == 60_000_000
    assert dict(RoundFund.objects.values_list("fund", "amount_rupiah")) == ROUND.funds
    assert Act.objects.get(kind="round.opened").is_public


@pytest.mark.parametrize("who", ["resident", "officer", "head", "council", "monitor", "other_officer"])
def test_only_the_secretary_the_facilitator_or_the_kecamatan_opens_a_round(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        open_round(cast.kampung, ROUND, by=getattr(cast, who), at=MONDAY)

    assert not Round.objects.exists()


def test_needs_and_items_are_options_in_the_order_in_which_they_came(cast: Cast) -> None:
    round_ = open_round(cast.kampung, ROUND, by=cast.secretary, at=MONDAY)
    need, item = need_opened(cast)[0], proposed(cast, "Sumur bor")

    for source in (need, item):
        add_option(round_, source, 30_000_000, PRICE, by=cast.facilitator, at=MONDAY)

    assert [(one.key, one.code) for one in options_of(round_)] == [("A", need.code), ("B", item.code)]


def test_what_is_in_already_costs_too_much_or_lies_elsewhere_is_no_option(cast: Cast) -> None:
    round_ = drafted(cast)
    known, new = options_of(round_)[0].item, proposed(cast, "Gapura")
    above = open_round(cast.other_kampung, ROUND, by=cast.camat_officer, at=MONDAY)

    for place, source, cost in ((round_, known, 1), (round_, new, 60_000_001), (round_, new, 0), (above, new, 1)):
        with pytest.raises(NotAnOption):
            add_option(place, source, cost, PRICE, by=cast.camat_officer, at=MONDAY)

    assert RoundOption.objects.count() == 3


def test_a_round_of_the_kecamatan_holds_items_of_its_kampung(cast: Cast) -> None:
    above = open_round(cast.kecamatan, ROUND, by=cast.camat_officer, at=MONDAY)

    option = add_option(above, proposed(cast, "Gapura"), 1, PRICE, by=cast.camat_officer, at=MONDAY)

    assert list(options_of(above)) == [option]


def test_a_sealed_round_stands_and_takes_no_more(cast: Cast) -> None:
    round_ = sealed(cast)

    insist_as_sealed(round_)
    with pytest.raises(AlreadySealed):
        add_option(round_, proposed(cast, "Gapura"), 1, PRICE, by=cast.secretary, at=MONDAY)
    assert round_.digest in Act.objects.get(kind="round.sealed").facts


@pytest.mark.parametrize(
    "change",
    [
        lambda: RoundOption.objects.filter(key="A").update(cost_rupiah=1),
        lambda: RoundOption.objects.filter(key="A").update(title="Lain"),
        lambda: RoundFund.objects.filter(fund=Fund.ADD).update(amount_rupiah=1),
        lambda: Round.objects.update(way=Way.CRITERIA),
    ],
)
def test_whatever_is_changed_after_the_seal_shows(cast: Cast, change) -> None:
    round_ = sealed(cast)

    change()

    with pytest.raises(RoundTampered):
        insist_as_sealed(Round.objects.select_related("region").get(pk=round_.pk))


def test_only_minutes_of_the_place_that_name_the_checksum_seal_a_round(cast: Cast) -> None:
    round_ = drafted(cast)
    elsewhere = running(cast, "sebelah", kind="womens_meeting", locality=None)
    unnamed = decide(cast, running(cast, "lain"), "Kita putuskan.")
    of_others = decide(cast, elsewhere, f"Sidik {spoken(seal_of(round_))}.")
    elsewhere.region_number = cast.other_kampung.number

    for decision in (unnamed, of_others):
        with pytest.raises(NotMinuted):
            seal_round(round_, decision, by=cast.council, at=MONDAY)

    assert not Round.objects.get().is_sealed


def test_who_opened_a_round_does_not_seal_it_even_with_both_roles(cast: Cast) -> None:
    round_ = drafted(cast)
    Round.objects.update(opened_by=cast.council)
    round_.refresh_from_db()
    decision = decide(cast, running(cast, "putaran"), spoken(seal_of(round_)))

    with pytest.raises(PermissionDenied):
        seal_round(round_, decision, by=cast.council, at=MONDAY)


def test_a_round_without_a_choice_or_too_late_is_not_sealed(cast: Cast) -> None:
    empty, late = open_round(cast.kampung, ROUND, by=cast.secretary, at=MONDAY), drafted(cast)
    decision = decide(cast, running(cast, "putaran"))

    for round_, at in ((empty, MONDAY), (late, SCORED)):
        with pytest.raises(NotReadyToSeal):
            seal_round(round_, decision, by=cast.council, at=at)


def test_the_database_refuses_the_same_person_on_both_sides_of_a_seal(cast: Cast) -> None:
    round_ = sealed(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=round_.pk).update(opened_by=cast.council)


def test_a_draft_without_money_or_with_its_result_too_early_is_no_round() -> None:
    for funds, result_at in (({}, RESULT), ({Fund.DDS: 0}, RESULT), (ROUND.funds, SCORED)):
        with pytest.raises(NotARound):
            replace(ROUND, funds=funds, result_at=result_at)


@pytest.mark.parametrize(
    "changes",
    [
        {"opens_at": SCORED - timedelta(seconds=1)},
        {"closes_at": RESULT + timedelta(seconds=1)},
        {"objections_end_at": MONDAY},
    ],
)
def test_a_vote_lies_between_the_scores_and_the_result_of_its_round(cast: Cast, changes) -> None:
    round_ = sealed(cast)

    with pytest.raises(NotReadyToVote):
        declare_voting(round_, replace(DRAFT, **changes), by=cast.secretary, at=MONDAY)

    assert voting_of(round_) is None


def test_a_ballot_that_fills_the_budget_holds_as_much_as_the_money_of_its_round(cast: Cast) -> None:
    voting = declared(cast, replace(DRAFT, kind=BallotKind.KNAPSACK, most=1))

    declaration_of(voting).ballot_rule.check({"B": 1, "C": 1})
    with pytest.raises(OverBudget):
        declaration_of(voting).ballot_rule.check({"A": 1, "B": 1})


def test_only_a_sealed_round_that_residents_decide_is_voted_on_and_once(cast: Cast) -> None:
    for round_ in (drafted(cast), declared(cast).round, weighed(cast)):
        with pytest.raises(NotReadyToVote):
            declare_voting(round_, DRAFT, by=cast.secretary, at=MONDAY)

    assert Act.objects.filter(kind="voting.declared").count() == 1


def test_the_clock_leads_a_round_from_its_seal_to_its_decision(cast: Cast) -> None:
    voting = opened(cast).voting
    moments = (MONDAY, SCORED, OPENING, VOTING, CLOSING)

    phases = [phase_of_round(voting.round, voting, at=at) for at in moments]

    assert phases == [
        RoundPhase.SCORING,
        RoundPhase.ROLL,
        RoundPhase.VOTING,
        RoundPhase.VOTING,
        RoundPhase.DECIDING,
    ]


def test_a_round_without_a_vote_is_a_draft_is_scored_and_waits(cast: Cast) -> None:
    draft, round_ = drafted(cast), sealed(cast)

    phases = [phase_of_round(one, None, at=at) for one, at in ((draft, RESULT), (round_, MONDAY), (round_, SCORED))]

    assert phases == [RoundPhase.DRAFT, RoundPhase.SCORING, RoundPhase.DECIDING]


def test_rounds_are_listed_with_their_money_and_their_options(cast: Cast) -> None:
    round_ = drafted(cast)
    told = ("pk", "pagu_rupiah", "option_count")

    assert list(rounds_with_sums(cast.kecamatan.number).values_list(*told)) == [(round_.pk, 60_000_000, 3)]
    assert list(rounds_with_sums(cast.other_kampung.number)) == []
