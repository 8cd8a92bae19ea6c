"""Talks end with two signatures, with two who part, or by the rule that was announced; in no other way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.engines.negotiation import (
    Deal,
    Deed,
    Party,
    Stage,
    Standing,
    Step,
    StepRefused,
    fault_of,
    outcome,
    replay,
    take,
)
from rembuk.engines.negotiation.protocol import DOERS, MOVES, SIDES
from tests.engines.negotiation.talks import (
    ACCEPTED,
    AGREED,
    MONDAY,
    ROAD_FIRST,
    SIGNED_ONCE,
    SPENT,
    TERMS,
    step,
)


def refusal(steps: tuple[Step, ...], last: Step) -> str:
    return fault_of(TERMS, replay(TERMS, steps), last)


def test_two_signatures_make_an_agreement_about_the_accepted_offer() -> None:
    standing = replay(TERMS, AGREED)

    assert (standing.stage, standing.is_over) == (Stage.AGREED, True)
    assert outcome(TERMS, standing) == Deal(("drain", "well", "lamps"), 90, residents=19, government=17)


def test_only_a_second_signature_leads_to_an_agreement() -> None:
    ways = [(stage, deed) for stage, row in MOVES.items() for deed, to in row.items() if to is Stage.AGREED]

    assert ways == [(Stage.HALF_SIGNED, Deed.SIGN)]
    assert DOERS[Deed.SIGN] == SIDES


def test_every_stage_has_a_row_and_is_reached_from_talking() -> None:
    reached, waiting = {Stage.TALKING}, [Stage.TALKING]
    while waiting:
        new = set(MOVES[waiting.pop()].values()) - reached
        reached |= new
        waiting += new

    assert reached == set(Stage) == set(MOVES)
    assert set(DOERS) == set(Deed) == {deed for row in MOVES.values() for deed in row}


def test_every_stage_that_goes_on_is_ended_by_the_deadline() -> None:
    going_on = {stage for stage, row in MOVES.items() if row}

    assert {stage for stage in going_on if MOVES[stage].get(Deed.LAPSE) is Stage.BY_RULE} == going_on


@pytest.mark.parametrize(
    ("steps", "last", "why"),
    [
        ((), step(Deed.ACCEPT, Party.RESIDENTS, 1), "There is no offer yet."),
        ((), step(Deed.SIGN, Party.RESIDENTS, 1), "sign is not possible in talking."),
        ((ROAD_FIRST,), step(Deed.ACCEPT, Party.GOVERNMENT, 2), "Nobody accepts an offer of their own."),
        ((ROAD_FIRST,), step(Deed.ACCEPT, Party.MEDIATOR, 2), "accept is nothing for mediator."),
        ((ROAD_FIRST,), step(Deed.ACCEPT, Party.RESIDENTS, 2, person="budi"), "Nobody acts for two parties."),
        ((ROAD_FIRST,), step(Deed.ACCEPT, Party.RESIDENTS, 0), "A step cannot be earlier than the one before it."),
        (SIGNED_ONCE, step(Deed.SIGN, Party.RESIDENTS, 5, person="tini"), "The second word belongs to the other side."),
        (SIGNED_ONCE, step(Deed.SIGN, Party.GOVERNMENT, 5, person="siti"), "Nobody acts for two parties."),
        (AGREED, step(Deed.REOPEN, Party.RESIDENTS, 6), "reopen is not possible in agreed."),
        ((), step(Deed.OFFER, Party.MEDIATOR, 1), "A mediator offers when called, and then nobody else does."),
        ((), step(Deed.OFFER, Party.RESIDENTS, 1, words="  "), "offer needs words of the one who does it."),
        ((), replace(step(Deed.PART, Party.RESIDENTS, 1), person=""), "Every step is somebody's."),
        ((), step(Deed.OFFER, Party.RESIDENTS, 1, "bridge"), "Not on the table: bridge."),
        (
            (),
            step(Deed.OFFER, Party.RESIDENTS, 1, "road", "drain"),
            "Not possible together (money): road, drain.",
        ),
        (SPENT, step(Deed.OFFER, Party.GOVERNMENT, 5, "road"), "government has used up its offers."),
        (SPENT[:3], step(Deed.LAPSE, Party.RESIDENTS, 5), "There is time left to talk."),
        (SPENT, step(Deed.LAPSE, Party.CLERK, 5), "There is time left to talk."),
        (SPENT, step(Deed.LAPSE, Party.RESIDENTS, 5), "Nobody accepts an offer of their own."),
    ],
)
def test_what_the_terms_do_not_allow_is_refused_with_its_reason(steps: tuple[Step, ...], last: Step, why: str) -> None:
    assert refusal(steps, last) == why


def test_a_refused_step_is_raised_with_its_reason() -> None:
    with pytest.raises(StepRefused, match="There is no offer yet"):
        replay(TERMS, [step(Deed.ACCEPT, Party.RESIDENTS, 1)])


def test_at_the_deadline_the_rule_decides_and_nothing_else_is_possible() -> None:
    at = TERMS.deadline_at
    late = replace(step(Deed.SIGN, Party.GOVERNMENT, 0), at=at)
    lapse = replace(step(Deed.LAPSE, Party.CLERK, 0), at=at)

    assert refusal(SIGNED_ONCE, late) == "The time is over; the announced rule decides."
    assert refusal(SIGNED_ONCE, replace(late, at=at - timedelta(microseconds=1))) == ""
    assert replay(TERMS, (*SIGNED_ONCE, lapse)).stage is Stage.BY_RULE


def test_who_will_not_accept_the_last_offer_lets_the_rule_decide() -> None:
    standing = replay(TERMS, (*SPENT, step(Deed.LAPSE, Party.GOVERNMENT, 5)))

    assert standing.stage is Stage.BY_RULE
    assert outcome(TERMS, standing) == Deal(("drain", "well", "lamps"), 90, residents=19, government=17)


def test_two_sides_may_agree_to_disagree_and_nothing_is_built() -> None:
    first = step(Deed.PART, Party.RESIDENTS, 3)
    alone = replace(first, at=first.at + timedelta(hours=1))

    standing = replay(TERMS, (ROAD_FIRST, first, step(Deed.PART, Party.GOVERNMENT, 4)))

    assert (standing.stage, outcome(TERMS, standing)) == (Stage.PARTED, None)
    assert refusal((ROAD_FIRST, first), alone) == "The second word belongs to the other side."


def test_a_new_offer_takes_back_the_wish_to_part() -> None:
    wish = step(Deed.PART, Party.RESIDENTS, 2)
    again = step(Deed.OFFER, Party.GOVERNMENT, 3, "drain")

    assert replay(TERMS, (ROAD_FIRST, wish)).parting == wish
    assert replay(TERMS, (ROAD_FIRST, wish, again)).parting is None


def test_a_mediators_offer_uses_up_nobodys_and_is_accepted_by_either_side() -> None:
    called = step(Deed.CALL_MEDIATOR, Party.RESIDENTS, 5)
    laid = step(Deed.OFFER, Party.MEDIATOR, 6, "office", "lamps")
    standing = replay(TERMS, (*SPENT, called, laid, step(Deed.ACCEPT, Party.RESIDENTS, 7)))

    assert (standing.stage, standing.offer) == (Stage.SIGNING, laid)


def test_a_study_reports_and_the_talks_go_on_with_the_same_offer() -> None:
    called = step(Deed.CALL_STUDY, Party.GOVERNMENT, 3)
    report = step(Deed.REPORT, Party.CLERK, 4)
    standing = replay(TERMS, (ROAD_FIRST, called, report))

    assert (standing.stage, standing.offer) == (Stage.TALKING, ROAD_FIRST)


def test_reopening_makes_the_first_signature_worthless() -> None:
    reopened = (*SIGNED_ONCE, step(Deed.REOPEN, Party.GOVERNMENT, 5))
    signed = (*reopened, step(Deed.ACCEPT, Party.GOVERNMENT, 6), step(Deed.SIGN, Party.GOVERNMENT, 7))

    assert replay(TERMS, SIGNED_ONCE).signature == SIGNED_ONCE[-1]
    assert replay(TERMS, reopened).signature is None
    assert replay(TERMS, signed).stage is Stage.HALF_SIGNED


def test_terms_without_a_round_or_time_are_refused() -> None:
    for change in ({"rounds": 0}, {"deadline_at": MONDAY}):
        with pytest.raises(ValueError, match="There must be a round and time for it"):
            replace(TERMS, **change)


def test_a_share_outside_of_the_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="A share is between 0 and 1"):
        replace(TERMS, residents_share=Fraction(3, 2))


STEPS = st.builds(
    step,
    st.sampled_from(Deed),
    st.sampled_from(Party),
    st.integers(0, 180),
    st.sampled_from(["road", "drain", "well", "lamps"]),
    person=st.sampled_from(["", "siti", "budi", "tini"]),
)


def possible(tried: list[Step]) -> tuple[Standing, list[Step]]:
    standing, taken = replay(TERMS, []), []
    for each in sorted(tried, key=lambda one: one.at):
        if not fault_of(TERMS, standing, each):
            standing = take(TERMS, standing, each)
            taken.append(each)
    return standing, taken


@given(st.lists(STEPS, max_size=30), st.booleans())
def test_whatever_people_try_an_agreement_has_an_acceptance_and_two_names_after_it(
    tried: list[Step], goes_on: bool
) -> None:
    start = list(ACCEPTED) if goes_on else []
    standing, taken = possible(start + tried)

    signed = [each for each in taken[-2:] if each.deed is Deed.SIGN]
    if standing.stage is Stage.AGREED:
        assert {each.party for each in signed} == SIDES
        assert len({each.person for each in signed}) == 2
        assert taken[-3].deed is Deed.ACCEPT
    assert all(each.at < TERMS.deadline_at for each in taken if each.deed is not Deed.LAPSE)
    assert len({(each.person, each.party) for each in taken}) == len({each.person for each in taken})


@given(st.lists(STEPS, max_size=30))
def test_whatever_people_try_no_side_makes_more_offers_than_were_announced(tried: list[Step]) -> None:
    _standing, taken = possible(tried)

    offers = [each.party for each in taken if each.deed is Deed.OFFER]
    assert all(offers.count(side) <= TERMS.rounds for side in SIDES)


@given(st.lists(STEPS, max_size=30))
def test_whatever_people_try_replaying_the_steps_leads_to_the_same_place(tried: list[Step]) -> None:
    standing, taken = possible(tried)

    assert replay(TERMS, taken) == standing
