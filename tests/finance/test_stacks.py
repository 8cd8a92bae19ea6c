"""What a work costs, who pays, what is missing, and what is proposed when a gift comes or falls away."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from rembuk.finance.actions import (
    add_post,
    draw_up_budget,
    end_promise,
    offer_contribution,
    receive_contribution,
    return_contribution,
    set_proposal_aside,
    sign_contribution,
    take_up_proposal,
)
from rembuk.finance.gifts import open_proposals
from rembuk.finance.models import FundingProposal
from rembuk.finance.stacks import GapFilter, list_gaps, reserve_list, stack_of, sum_of_gaps
from rembuk.finance.states import Cause, ProposalState
from rembuk.journal.models import Act
from rembuk.kernel.states import MoveNotAllowed
from rembuk.plans.states import ItemState
from rembuk.voices.queries import NotACursor
from tests.cast import TUESDAY, WEDNESDAY, key_of
from tests.finance.gift_scenes import COST, MISSING, PUBLIC, arrived, gift_draft, pledged, road, signed, spent
from tests.finance.scenes import YEAR, enforce, post_draft, slip, treasurer
from tests.plans.scenes import approved as plan_approved
from tests.plans.scenes import verified

MILLION = 1_000_000


def missing(item):
    return stack_of(item).missing_rupiah


def test_a_gift_counts_once_it_is_agreed_in_writing(cast):
    item = road(cast)
    seen = [missing(item)]

    offer_contribution(gift_draft(cast, item, key=key_of("wish")), by=None, at=TUESDAY)
    gift = pledged(cast, item)
    seen.append(missing(item))
    assert stack_of(item).pledged_rupiah == 10 * MILLION
    sign_contribution(gift, "Perjanjian 1", by=cast.head, at=TUESDAY)

    assert [*seen, missing(item)] == [MISSING, MISSING, MISSING - 10 * MILLION]


def test_what_came_counts_as_it_stands_in_the_ledger(cast):
    item = road(cast)
    gift = signed(cast, item)
    receive_contribution(gift, slip("masuk", 9 * MILLION), by=treasurer(cast), at=WEDNESDAY)
    spent(cast, gift, 4 * MILLION)
    return_contribution(gift, slip("kembali", 2 * MILLION), by=cast.head, at=WEDNESDAY)

    stack = stack_of(item)

    assert (stack.public_rupiah, stack.signed_rupiah, stack.arrived_rupiah) == (PUBLIC, 0, 7 * MILLION)
    assert stack.missing_rupiah == COST - PUBLIC - 7 * MILLION


def test_posts_that_gifts_pay_are_not_counted_twice(cast):
    assert stack_of(road(cast)).public_rupiah == PUBLIC


def test_before_there_is_a_budget_the_fund_of_the_plan_stands_for_it(cast):
    _plan, [item] = plan_approved(cast, "road")

    assert (stack_of(item).public_rupiah, missing(item)) == (COST, 0)


def test_what_the_budget_leaves_out_is_missing(cast):
    _plan, [item] = plan_approved(cast, "road")
    budget = draw_up_budget(cast.kampung, YEAR, "Awal", by=cast.secretary, at=TUESDAY)
    add_post(budget, post_draft(), 5, by=cast.secretary, at=TUESDAY)
    enforce(cast, budget, "Peraturan 1", at=TUESDAY)

    assert missing(item) == COST


def test_a_share_is_reached_to_the_rupiah(cast):
    item = road(cast)
    signed(cast, item, COST * 80 // 100 - PUBLIC - 1)

    before = stack_of(item).reaches(80)
    signed(cast, item, 1, key=key_of("penentu"))

    assert (before, stack_of(item).reaches(80), stack_of(item).reaches(81)) == (False, True, False)


def test_the_list_of_gaps_holds_what_misses_money_and_its_sums(cast):
    item = road(cast)
    waiting = verified(cast, "well")
    verified_cost = stack_of(waiting).cost_rupiah
    signed(cast, item, 2 * MILLION)

    page = list_gaps(GapFilter(cast.kecamatan.number))
    sums = sum_of_gaps(GapFilter(cast.kecamatan.number))

    assert [one.item for one in page.rows] == [waiting, item]
    assert sums == {
        "cost": COST + verified_cost,
        "public": PUBLIC,
        "signed": 2 * MILLION,
        "arrived": 0,
        "pledged": 0,
    }
    assert sum(one.missing_rupiah for one in page.rows) == sums["cost"] - sums["public"] - sums["signed"]


def test_gaps_are_chosen_by_place_field_and_state_and_paged(cast):
    item = road(cast)
    waiting = verified(cast, "well")
    number = cast.kampung.number

    first = list_gaps(GapFilter(number), limit=1)
    second = list_gaps(GapFilter(number), first.older, limit=1)

    assert ([one.item for one in first.rows], [one.item for one in second.rows]) == ([waiting], [item])
    assert second.older is None
    assert [one.item for one in list_gaps(GapFilter(number, field=item.field)).rows] == [item]
    assert [one.item for one in list_gaps(GapFilter(number, states=(ItemState.PLANNED,))).rows] == [item]
    assert list_gaps(GapFilter(cast.other_kampung.number)).rows == []
    assert sum_of_gaps(GapFilter(cast.other_kampung.number))["cost"] == 0
    with pytest.raises(NotACursor):
        list_gaps(GapFilter(number), "apa")


def test_what_has_all_its_money_is_no_gap(cast):
    item = road(cast)
    signed(cast, item, MISSING)

    assert list_gaps(GapFilter(cast.kampung.number)).rows == []


# --- proposals -------------------------------------------------------------------------------------------------------


def test_a_promise_that_falls_away_is_told_to_those_who_decide_and_changes_nothing(cast):
    item = road(cast)
    waiting = verified(cast, "well")
    gift = signed(cast, item)

    end_promise(gift, "Batal", by=cast.officer, at=WEDNESDAY)

    [proposal] = open_proposals([cast.kampung.number])
    assert (proposal.cause, proposal.item, proposal.missing_rupiah) == (Cause.FELL_AWAY, item, MISSING)
    # The forty million of the road do not pay a well of more.
    assert (proposal.reserve, waiting.state) == (None, ItemState.VERIFIED)
    assert Act.objects.filter(kind="funding.proposed", is_public=True).count() == 1


def test_what_no_longer_suffices_for_one_may_pay_the_first_of_the_reserve_list(cast):
    item = road(cast)
    waiting = verified(cast, "well")
    signed(cast, waiting, COST - PUBLIC + 1, key=key_of("sumur"))
    gift = signed(cast, item)

    end_promise(gift, "Batal", by=cast.officer, at=WEDNESDAY)

    assert [one.item for one in reserve_list(cast.kampung.number)] == [waiting]
    assert FundingProposal.objects.get(contribution=gift).reserve == waiting


def test_a_work_of_the_reserve_list_that_has_all_its_money_is_proposed(cast):
    road(cast)
    waiting = verified(cast, "well")

    gift = signed(cast, waiting, COST)

    proposal = FundingProposal.objects.get()
    assert (proposal.cause, proposal.reserve, proposal.contribution) == (Cause.ARRIVED, waiting, gift)


def test_a_gift_for_no_work_yet_is_proposed_for_the_first_that_it_pays(cast):
    road(cast)
    waiting = verified(cast, "well")

    signed(cast, None, COST)

    assert FundingProposal.objects.get().reserve == waiting


def test_a_gift_that_leaves_nothing_to_decide_is_no_proposal(cast):
    signed(cast, road(cast))

    assert not FundingProposal.objects.exists()


def test_a_wish_that_ends_bothers_nobody(cast):
    gift = offer_contribution(gift_draft(cast, road(cast)), by=None, at=TUESDAY).contribution

    end_promise(gift, "Batal", by=cast.officer, at=TUESDAY)

    assert not FundingProposal.objects.exists()


def test_less_than_agreed_and_money_that_goes_back_are_told(cast):
    item = road(cast)
    gift = signed(cast, item)
    receive_contribution(gift, slip("masuk", 9 * MILLION), by=treasurer(cast), at=WEDNESDAY)
    return_contribution(gift, slip("kembali", 9 * MILLION), by=cast.head, at=WEDNESDAY)

    causes = FundingProposal.objects.order_by("made_at", "id").values_list("cause", "missing_rupiah")

    assert list(causes) == [(Cause.FELL_SHORT, MISSING - 9 * MILLION), (Cause.FELL_AWAY, MISSING)]


def test_a_proposal_is_settled_once_with_a_reason_by_those_who_decide(cast):
    gift = arrived(cast, road(cast))
    return_contribution(gift, slip("kembali", 1), by=cast.head, at=WEDNESDAY)
    proposal = FundingProposal.objects.get()

    for person in (cast.officer, cast.secretary, cast.other_head):
        with pytest.raises(PermissionDenied):
            take_up_proposal(proposal, "Ya", by=person, at=WEDNESDAY)
        with pytest.raises(PermissionDenied):
            set_proposal_aside(proposal, "Tidak", by=person, at=WEDNESDAY)
    take_up_proposal(proposal, "Dibahas di musdes 3 Desember", by=cast.council, at=WEDNESDAY)
    with pytest.raises(MoveNotAllowed):
        set_proposal_aside(proposal, "Tidak jadi", by=cast.head, at=WEDNESDAY)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.settled_why) == (ProposalState.TAKEN_UP, "Dibahas di musdes 3 Desember")
    assert list(open_proposals([cast.kampung.number])) == []


def test_another_proposal_is_set_aside(cast):
    gift = signed(cast, road(cast))
    end_promise(gift, "Batal", by=cast.officer, at=TUESDAY)
    proposal = FundingProposal.objects.get()

    set_proposal_aside(proposal, "Dicari donatur lain", by=cast.head, at=WEDNESDAY)

    assert proposal.state == ProposalState.SET_ASIDE
