"""The sub-district evaluates a draft before it is put in force, and its silence is written down as silence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from rembuk.finance.actions import (
    add_post,
    approve_budget,
    change_amount,
    draw_up_budget,
    drop_post,
    find_budget_fit,
    note_budget_silence,
    send_budget,
    send_budget_back,
)
from rembuk.finance.actions.budgeting import NotEvaluated
from rembuk.finance.limits import NothingToApprove, OverTheBudget
from rembuk.finance.models import Budget, BudgetLine, Evaluation, Post
from rembuk.finance.queries import budget_changes, budget_in_force, fund_totals, post_sums, totals_of, village_sums
from rembuk.finance.states import EvaluationState
from rembuk.finance.waiting import MoneyTaskKind, money_tasks
from rembuk.journal.models import Act
from rembuk.kernel.periods import local_day
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.roles import Role
from rembuk.plans.states import Fund
from tests.cast import TUESDAY, WEDNESDAY, Cast, grant, key_of
from tests.finance.scenes import ROAD, YEAR, asked, enforce, in_force, post_draft

LATER = TUESDAY + timedelta(days=60)


@pytest.fixture
def draft(cast: Cast) -> Budget:
    budget = draw_up_budget(cast.kampung, YEAR, "Awal", by=cast.secretary, at=TUESDAY)
    add_post(budget, post_draft(), ROAD, by=cast.secretary, at=TUESDAY)
    return budget


def change_road(cast, budget, amount=1):
    change_amount(budget, Post.objects.get(number=1), amount, by=cast.secretary, at=WEDNESDAY)


def test_a_draft_that_fits_is_put_in_force(cast, draft):
    send_budget(draft, by=cast.secretary, at=TUESDAY)
    find_budget_fit(draft, by=cast.camat, at=WEDNESDAY)
    approve_budget(draft, "Perkam 1", by=cast.head, at=WEDNESDAY)

    assert budget_in_force(cast.kampung.number, YEAR) == draft
    kinds = list(Act.objects.filter(kind__startswith="budget.").order_by("at", "id").values_list("kind", flat=True))
    assert kinds == ["budget.drawn_up", "budget.post_added", "budget.sent", "budget.fits", "budget.approved"]


def test_nothing_is_put_in_force_that_was_not_evaluated(cast, draft):
    with pytest.raises(NotEvaluated):
        approve_budget(draft, "Perkam 1", by=cast.head, at=TUESDAY)
    send_budget(draft, by=cast.secretary, at=TUESDAY)
    with pytest.raises(NotEvaluated):
        approve_budget(draft, "Perkam 1", by=cast.head, at=TUESDAY)
    send_budget_back(draft, "Kurang lampiran", by=cast.camat, at=TUESDAY)
    with pytest.raises(NotEvaluated):
        approve_budget(draft, "Perkam 1", by=cast.head, at=TUESDAY)


def test_a_draft_with_the_camat_or_past_them_stays_as_it_is(cast, draft):
    send_budget(draft, by=cast.secretary, at=TUESDAY)
    with pytest.raises(MoveNotAllowed):
        change_road(cast, draft)
    with pytest.raises(MoveNotAllowed):
        send_budget(draft, by=cast.secretary, at=TUESDAY)

    find_budget_fit(draft, by=cast.camat, at=TUESDAY)

    with pytest.raises(MoveNotAllowed):
        change_road(cast, draft)


def test_what_was_sent_back_is_mended_and_sent_again(cast, draft):
    send_budget(draft, by=cast.secretary, at=TUESDAY)
    send_budget_back(draft, "Turunkan jalan", by=cast.camat, at=TUESDAY)
    change_road(cast, draft, 5)
    send_budget(draft, by=cast.secretary, at=WEDNESDAY)

    states = list(Evaluation.objects.order_by("sent_at").values_list("state", "words"))
    assert states == [(EvaluationState.MEND, "Turunkan jalan"), (EvaluationState.WAITING, "")]


def test_silence_is_written_down_once_its_time_has_run_out(cast, draft):
    sent = send_budget(draft, by=cast.secretary, at=TUESDAY)
    assert sent.due_at is not None
    with pytest.raises(MoveNotAllowed):
        note_budget_silence(draft, by=None, at=sent.due_at)

    note_budget_silence(draft, by=None, at=sent.due_at + timedelta(seconds=1))
    approve_budget(draft, "Perkam 1", by=cast.head, at=LATER)

    assert Evaluation.objects.get().state == EvaluationState.SILENT
    assert Act.objects.get(kind="budget.silence").by == ""
    with pytest.raises(MoveNotAllowed):
        find_budget_fit(draft, by=cast.camat, at=LATER)


def test_the_camat_has_twenty_working_days(cast, draft):
    sent = send_budget(draft, by=cast.secretary, at=TUESDAY)

    assert sent.due_at is not None
    # Four weeks, and the days off that the rules name in them.
    assert (local_day(sent.due_at) - local_day(TUESDAY)).days >= 28


@pytest.mark.parametrize("name", ["head", "secretary", "council", "other_head", "resident"])
def test_others_do_not_evaluate(cast, draft, name):
    send_budget(draft, by=cast.secretary, at=TUESDAY)

    for deed in (find_budget_fit, send_budget_back):
        with pytest.raises(PermissionDenied):
            deed(draft, "x", by=getattr(cast, name), at=TUESDAY)


def test_who_drew_a_budget_up_does_not_evaluate_it(cast, draft):
    grant(cast.secretary, Role.SUBDISTRICT_HEAD, cast.kecamatan)
    send_budget(draft, by=cast.secretary, at=TUESDAY)

    with pytest.raises(PermissionDenied):
        find_budget_fit(draft, by=cast.secretary, at=TUESDAY)


@pytest.mark.parametrize("name", ["head", "camat", "resident"])
def test_others_send_no_draft(cast, draft, name):
    with pytest.raises(PermissionDenied):
        send_budget(draft, by=getattr(cast, name), at=TUESDAY)
    with pytest.raises(PermissionDenied):
        note_budget_silence(draft, by=cast.resident, at=LATER)


def test_an_empty_draft_is_not_sent(cast):
    draft = draw_up_budget(cast.kampung, YEAR, "Awal", by=cast.secretary, at=TUESDAY)

    with pytest.raises(NothingToApprove):
        send_budget(draft, by=cast.secretary, at=TUESDAY)


def test_a_post_is_taken_out_of_a_change_unless_money_was_asked_for(cast):
    _first, post = in_force(cast)
    change = draw_up_budget(cast.kampung, YEAR, "Perubahan", by=cast.secretary, at=WEDNESDAY)
    other = add_post(change, post_draft(title="Siring"), 9, by=cast.secretary, at=WEDNESDAY)
    asked(cast, post, 5)

    with pytest.raises(OverTheBudget, match="-5"):
        drop_post(change, post, by=cast.secretary, at=WEDNESDAY)
    drop_post(change, other, by=cast.secretary, at=WEDNESDAY)
    with pytest.raises(BudgetLine.DoesNotExist):
        drop_post(change, other, by=cast.secretary, at=WEDNESDAY)

    assert [(one.post, one.before_rupiah, one.amount_rupiah) for one in budget_changes(change)] == [(post, ROAD, ROAD)]


def test_a_change_stands_beside_what_was_before(cast):
    _first, post = in_force(cast)
    change = draw_up_budget(cast.kampung, YEAR, "Perubahan", by=cast.secretary, at=WEDNESDAY)
    change_amount(change, post, 7, by=cast.secretary, at=WEDNESDAY)
    new = add_post(change, post_draft(title="Siring", fund=Fund.ADD), 9, by=cast.secretary, at=WEDNESDAY)

    told = [(one.post, one.before_rupiah, one.amount_rupiah) for one in budget_changes(change)]

    assert told == [(post, ROAD, 7), (new, 0, 9)]
    assert fund_totals(change) == [(Fund.ADD, 9), (Fund.DDS, 7)]


def test_a_post_that_comes_again_is_added_once(cast, draft):
    first, again = (
        add_post(draft, post_draft(title="Siring"), 9, key=key_of("pos"), by=cast.secretary, at=TUESDAY)
        for _time in range(2)
    )

    assert first == again
    assert BudgetLine.objects.filter(budget=draft).count() == 2


def test_every_total_is_the_sum_of_its_parts_to_the_odd_rupiah(cast, draft):
    for amount, fund in ((10**15, Fund.DDS), (1, Fund.ADD), (333, Fund.PAD)):
        add_post(draft, post_draft(fund=fund), amount, by=cast.secretary, at=TUESDAY)
    enforce(cast, draft, "Perkam 1", at=TUESDAY)

    total = 10**15 + 334 + ROAD
    [village] = village_sums(YEAR)
    assert village.budget_rupiah == totals_of([draft.pk])[draft.pk] == total
    assert sum(one.budget_rupiah for one in post_sums(draft)) == total
    assert sum(amount for _fund, amount in fund_totals(draft)) == total


def test_the_draft_waits_for_the_camat_with_its_clock_and_then_for_the_head(cast, draft):
    sent = send_budget(draft, by=cast.secretary, at=TUESDAY)
    [waiting] = money_tasks(cast.camat, at=WEDNESDAY)
    find_budget_fit(draft, by=cast.camat, at=WEDNESDAY)
    [ready] = money_tasks(cast.head, at=WEDNESDAY)

    assert (waiting.kind, ready.kind) == (MoneyTaskKind.EVALUATE, MoneyTaskKind.ENFORCE)
    assert [(one.where, one.amount_rupiah, one.due_at) for one in (*waiting.rows, *ready.rows)] == [
        (("18.02.02.2005", YEAR), ROAD, sent.due_at),
        (("18.02.02.2005", YEAR), ROAD, None),
    ]
    assert money_tasks(cast.camat, at=WEDNESDAY) == []
