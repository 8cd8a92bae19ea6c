"""What others give: wished, promised, agreed, received, spent, reported; or lapsed, or given back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from rembuk.finance.actions import (
    assign_contribution,
    end_promise,
    keep_back_tax,
    lapse_contribution,
    offer_contribution,
    pay_request,
    pledge_contribution,
    promise_contribution,
    receive_contribution,
    report_contribution,
    return_contribution,
    return_rest,
    sign_contribution,
    spend_contribution,
    turn_back,
    withdraw_contribution,
)
from rembuk.finance.giving import STORE, BadCondition, GiftDraft, Giver, Terms
from rembuk.finance.limits import NoBudget, NotEnoughCash
from rembuk.finance.models import Contribution, DonorReport, Earmark, Transfer
from rembuk.finance.purses import (
    NamesTheDonor,
    NotEnoughLeft,
    OutsideTheRestriction,
    Purse,
    movements_of,
    purse_of,
)
from rembuk.finance.queries import cash_of, free_cash_of, fund_cash, overdrawn_purses, tax_owed
from rembuk.finance.states import ContributionState, Donor, Gift
from rembuk.finance.writing import MadeOtherwise
from rembuk.journal.models import Act
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.roles import Role
from rembuk.plans.states import Fund
from rembuk.voices.receipts import Proof
from rembuk.voices.wording import BadWords
from tests.cast import TUESDAY, WEDNESDAY, grant, key_of
from tests.finance.gift_scenes import (
    FRIDAY_WEEK,
    NAME,
    arrived,
    gift_draft,
    gift_post,
    pledged,
    road,
    signed,
    spent,
)
from tests.finance.scenes import YEAR, approved, realised_of, slip, treasurer
from tests.plans.scenes import verified

MILLION = 1_000_000


def state_of(gift):
    return Contribution.objects.get(pk=gift.pk).state


def sql_sum_of(gift):
    """What a donor gave, by nothing but SQL over the tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(SUM(CASE WHEN t.debit LIKE '1.1.%%' THEN t.amount_rupiah ELSE 0 END), 0), "
            "COALESCE(SUM(CASE WHEN t.debit LIKE '5.%%' THEN t.amount_rupiah ELSE 0 END), 0), "
            "COALESCE(SUM(CASE WHEN t.debit LIKE '4.%%' THEN t.amount_rupiah ELSE 0 END), 0) "
            "FROM finance_earmark e JOIN finance_transfer t ON t.tenant = e.tenant AND t.id = e.transfer_id "
            "JOIN finance_contribution c ON c.tenant = e.tenant AND c.id = e.contribution_id WHERE c.code = %s",
            [gift.code],
        )
        return tuple(int(one) for one in cursor.fetchone())


# --- the way of a gift -----------------------------------------------------------------------------------------------


def test_a_gift_goes_from_the_wish_to_the_report(cast):
    item = road(cast)
    gift = offer_contribution(gift_draft(cast, item), by=None, at=TUESDAY).contribution
    seen = [state_of(gift)]

    pledge_contribution(gift, FRIDAY_WEEK, by=cast.officer, at=TUESDAY)
    seen.append(state_of(gift))
    sign_contribution(gift, "Perjanjian 1/2026", by=cast.head, at=TUESDAY)
    seen.append(state_of(gift))
    receive_contribution(gift, slip("masuk", 10 * MILLION), by=treasurer(cast), at=WEDNESDAY)
    seen.append(state_of(gift))
    spent(cast, gift, 10 * MILLION)
    seen.append(state_of(gift))
    report_contribution(gift, "Semen untuk 24 meter.", by=cast.officer, at=WEDNESDAY)

    assert [*seen, state_of(gift)] == ["wished", "pledged", "signed", "received", "spent", "reported"]


def test_the_report_is_the_ledger_to_the_rupiah(cast):
    item = road(cast)
    gift = arrived(cast, item, 10_000_001)
    spent(cast, gift, 9_999_999)
    return_contribution(gift, slip("kembali", 2), by=cast.secretary, at=WEDNESDAY)

    report = report_contribution(gift, "Selesai.", by=cast.officer, at=WEDNESDAY)

    figures = (report.received_rupiah, report.spent_rupiah, report.returned_rupiah)
    assert figures == sql_sum_of(gift) == (10_000_001, 9_999_999, 2)
    assert purse_of(gift) == Purse(*figures)
    assert [one.amount_rupiah for one in movements_of(gift)] == [10_000_001, 9_999_999, 2]


def test_a_gift_pays_through_the_budget_like_all_money(cast):
    item = road(cast)
    gift = arrived(cast, item)

    payment = spent(cast, gift, 3 * MILLION)

    assert realised_of(gift_post(item)) == 3 * MILLION
    assert (payment.debit, payment.credit, payment.fund) == ("5.3.5", "1.1.1", "CSR")


def test_goods_lie_in_the_store_and_not_in_the_safe(cast):
    item = road(cast)
    goods = GiftDraft(7 * MILLION, Gift.GOODS, "100 sak semen", "Nota toko")
    gift = arrived(cast, item, 7 * MILLION, gift=goods)

    use = spent(cast, gift, 7 * MILLION)

    assert (movements_of(gift)[0].debit, use.credit) == (STORE, STORE)
    assert cash_of(cast.kampung.number, YEAR, Fund.CSR) == 0


def test_goods_say_what_they_are_and_where_their_value_comes_from():
    for goods, basis in (("", "Nota"), ("Semen", "")):
        with pytest.raises(BadWords):
            GiftDraft(1, Gift.GOODS, goods, basis)


def test_what_is_left_goes_back_and_the_gift_ends_returned(cast):
    gift = arrived(cast, road(cast))

    return_contribution(gift, slip("kembali", 10 * MILLION), by=cast.head, at=WEDNESDAY)

    assert (state_of(gift), purse_of(gift).left_rupiah) == ("returned", 0)


@pytest.mark.parametrize(("donor", "account"), [("company", "4.3.3"), ("zakat", "4.3.4"), ("residents", "4.1.3")])
def test_each_donor_comes_in_by_the_account_of_its_kind(cast, donor, account):
    gift = arrived(cast, road(cast), donor=Donor(donor))

    assert movements_of(gift)[0].credit == account


def test_a_thousand_million_million_and_an_odd_rupiah_survive(cast):
    gift = arrived(cast, road(cast), 10**15)
    request = approved(cast, gift_post(gift.item), 1)
    spend_contribution(gift, request, "Kuitansi", key=key_of("satu"), by=treasurer(cast), at=WEDNESDAY)

    assert purse_of(gift).left_rupiah == 10**15 - 1


# --- restrictions ----------------------------------------------------------------------------------------------------


def test_the_money_of_a_gift_pays_nothing_else(cast):
    item = road(cast)
    arrived(cast, item)
    request = approved(cast, gift_post(item), 1)

    with pytest.raises(NotEnoughCash, match="0"):
        pay_request(request, "Kuitansi", key=key_of("lain"), by=treasurer(cast), at=WEDNESDAY)


def test_the_book_of_the_kampung_counts_its_own_money_alone(cast):
    arrived(cast, road(cast))

    assert (fund_cash(cast.kampung.number, YEAR), overdrawn_purses()) == ([], [])


def test_one_gift_does_not_pay_with_the_money_of_another(cast):
    item = road(cast)
    arrived(cast, item, 5, key=key_of("lain"))
    gift = arrived(cast, item, 5)

    with pytest.raises(NotEnoughLeft, match="5"):
        spent(cast, gift, 6)


def test_a_gift_for_one_work_pays_no_other_and_no_other_fund(cast):
    item = road(cast)
    gift = arrived(cast, item)

    with pytest.raises(OutsideTheRestriction, match="SWD"):
        spent(cast, gift, 1, "swadaya", Fund.SWD)
    gift.item = verified(cast, "well")
    with pytest.raises(OutsideTheRestriction):
        spend_contribution(
            gift, approved(cast, gift_post(item), 1), "Kuitansi", key=key_of("x"), by=treasurer(cast), at=WEDNESDAY
        )


def test_a_gift_waits_until_its_share_is_sure(cast):
    item = road(cast)
    gift = arrived(cast, item, 9_999_999, condition_percent=80)

    with pytest.raises(OutsideTheRestriction, match="80"):
        spent(cast, gift, 1, "dini")
    signed(cast, item, 1, key=key_of("penentu"))
    spent(cast, gift, 1, "tepat")

    assert purse_of(gift).spent_rupiah == 1


def test_a_gift_is_not_spent_after_its_day(cast):
    item = road(cast)
    gift = arrived(cast, item, spend_until_on=FRIDAY_WEEK)
    request = approved(cast, gift_post(item), 1)
    late = WEDNESDAY + timedelta(days=30)

    with pytest.raises(OutsideTheRestriction, match="2026-12-04"):
        spend_contribution(gift, request, "Kuitansi", key=key_of("x"), by=treasurer(cast), at=late)


def test_a_gift_for_a_field_goes_to_works_of_that_field_in_that_kampung(cast):
    item = road(cast)
    gift = pledged(cast, None, field="4")

    with pytest.raises(OutsideTheRestriction):
        assign_contribution(gift, item, by=cast.officer, at=TUESDAY)
    gift.field, item.region_number = item.field, cast.other_kampung.number
    with pytest.raises(OutsideTheRestriction):
        assign_contribution(gift, item, by=cast.officer, at=TUESDAY)


def test_a_gift_for_a_kampung_is_given_a_work_and_then_spent(cast):
    item = road(cast)
    gift = arrived(cast, None, field=item.field)

    with pytest.raises(OutsideTheRestriction):
        spend_contribution(
            gift, approved(cast, gift_post(item), 1), "K", key=key_of("x"), by=treasurer(cast), at=WEDNESDAY
        )
    assign_contribution(gift, item, by=cast.officer, at=TUESDAY)
    spent(cast, gift, 10 * MILLION)

    assert state_of(gift) == "spent"


def test_what_was_spent_on_a_work_stays_with_it(cast):
    item = road(cast)
    gift = arrived(cast, item)
    spent(cast, gift, 1)

    with pytest.raises(OutsideTheRestriction):
        assign_contribution(gift, verified(cast, "well"), by=cast.officer, at=TUESDAY)


def test_the_work_that_an_agreement_names_is_not_exchanged_for_another(cast):
    item, other = road(cast), verified(cast, "well")
    gift = pledged(cast, other)

    assign_contribution(gift, item, by=cast.officer, at=TUESDAY)
    sign_contribution(gift, "Perjanjian 1", by=cast.head, at=TUESDAY)

    with pytest.raises(OutsideTheRestriction):
        assign_contribution(gift, other, by=cast.officer, at=TUESDAY)
    assert gift.item == item


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_condition_is_a_share_of_the_whole(percent):
    with pytest.raises(BadCondition):
        Terms(FRIDAY_WEEK, percent)


def test_a_day_to_spend_by_comes_after_the_promise_and_a_promise_after_today(cast):
    with pytest.raises(BadCondition):
        Terms(FRIDAY_WEEK, spend_until_on=date(2026, 12, 3))
    with pytest.raises(BadCondition):
        offer_contribution(replace(gift_draft(cast, None), terms=Terms(date(2026, 11, 23))), by=None, at=TUESDAY)


# --- days that pass, and people who change their minds ---------------------------------------------------------------


def test_a_promise_lapses_after_its_day_and_not_on_it(cast):
    gift = pledged(cast, road(cast))
    on_the_day = TUESDAY + timedelta(days=10)

    with pytest.raises(MoveNotAllowed):
        lapse_contribution(gift, by=None, at=on_the_day)
    lapse_contribution(gift, by=None, at=on_the_day + timedelta(days=1))

    assert (state_of(gift), Act.objects.filter(kind="contribution.lapsed").count()) == ("lapsed", 1)


def test_what_has_arrived_does_not_lapse(cast):
    gift = arrived(cast, road(cast))

    with pytest.raises(MoveNotAllowed):
        lapse_contribution(gift, by=None, at=TUESDAY + timedelta(days=90))


def test_who_let_the_day_pass_may_promise_anew(cast):
    gift = pledged(cast, road(cast))
    end_promise(gift, "Rapat direksi ditunda", by=cast.officer, at=TUESDAY)

    pledge_contribution(gift, date(2027, 1, 31), by=cast.officer, at=WEDNESDAY)

    assert (state_of(gift), gift.lapsed_why) == ("pledged", "")


def test_a_donor_takes_a_promise_back_with_the_receipt_word_and_is_forgotten(cast):
    offered = promise_contribution(gift_draft(cast, road(cast)), by=None, at=TUESDAY)

    wrong = withdraw_contribution(offered.contribution, secret="2222-3333-4444", by=None, at=TUESDAY)
    right = withdraw_contribution(offered.contribution, secret=offered.secret, by=None, at=TUESDAY)

    gift = Contribution.objects.get()
    assert (wrong, right, gift.state) == (Proof.WRONG, Proof.RIGHT, ContributionState.LAPSED)
    assert (gift.donor_name, gift.contact) == ("", "")


def test_an_agreement_is_not_taken_back_by_a_word_alone(cast):
    offered = promise_contribution(gift_draft(cast, road(cast)), by=None, at=TUESDAY)
    sign_contribution(offered.contribution, "Perjanjian 1", by=cast.head, at=TUESDAY)

    with pytest.raises(MoveNotAllowed):
        withdraw_contribution(offered.contribution, secret=offered.secret, by=None, at=TUESDAY)


# --- mistakes and replays --------------------------------------------------------------------------------------------


def test_what_comes_again_is_answered_as_the_first_time(cast):
    item = road(cast)
    first = promise_contribution(gift_draft(cast, item), by=None, at=TUESDAY)
    sign_contribution(first.contribution, "Perjanjian 1", by=cast.head, at=TUESDAY)
    coming = receive_contribution(first.contribution, slip("masuk", 5), by=treasurer(cast), at=WEDNESDAY)
    going = return_contribution(first.contribution, slip("kembali", 2), by=cast.head, at=WEDNESDAY)
    before = (Act.objects.count(), Transfer.objects.count(), Earmark.objects.count())

    again = promise_contribution(gift_draft(cast, item), by=None, at=TUESDAY)

    assert (again.contribution, again.secret, again.replayed) == (first.contribution, first.secret, True)
    assert receive_contribution(again.contribution, slip("masuk", 5), by=treasurer(cast), at=WEDNESDAY) == coming
    assert return_contribution(again.contribution, slip("kembali", 2), by=cast.head, at=WEDNESDAY) == going
    assert (Act.objects.count(), Transfer.objects.count(), Earmark.objects.count()) == before


def test_a_key_is_not_taken_for_another_gift(cast):
    item = road(cast)
    pledged(cast, item)

    with pytest.raises(MadeOtherwise):
        pledged(cast, item, 11 * MILLION)


def test_what_was_booked_by_mistake_waits_again(cast):
    gift = arrived(cast, road(cast))

    turn_back(movements_of(gift)[0], "Salah rekening", key=key_of("balik"), by=cast.secretary, at=WEDNESDAY)

    assert (state_of(gift), purse_of(gift)) == ("signed", Purse())


def test_a_payment_turned_back_leaves_the_gift_to_be_spent_again(cast):
    gift = arrived(cast, road(cast))
    payment = spent(cast, gift, 10 * MILLION)
    report_contribution(gift, "Selesai.", by=cast.officer, at=WEDNESDAY)

    turn_back(payment, "Nota keliru", key=key_of("balik"), by=cast.secretary, at=WEDNESDAY)

    assert (state_of(gift), purse_of(gift).left_rupiah) == ("received", 10 * MILLION)
    assert cash_of(cast.kampung.number, YEAR, Fund.CSR) == 0


def test_the_rest_of_a_payment_stays_with_the_gift_and_its_tax_does_not(cast):
    gift = arrived(cast, road(cast))
    payment = spent(cast, gift, 10 * MILLION)

    keep_back_tax(payment, slip("pajak", 500_000), by=treasurer(cast), at=WEDNESDAY)
    return_rest(payment, slip("sisa", 1_000_001), by=treasurer(cast), at=WEDNESDAY)

    assert (state_of(gift), purse_of(gift)) == ("received", Purse(10 * MILLION, 8_999_999, 0))
    number = cast.kampung.number
    assert (free_cash_of(number, YEAR, Fund.CSR), tax_owed(number, YEAR, Fund.CSR)) == (0, 500_000)


def test_no_tax_is_kept_back_of_goods_and_their_rest_lies_in_the_store(cast):
    goods = GiftDraft(7 * MILLION, Gift.GOODS, "100 sak semen", "Nota toko")
    gift = arrived(cast, road(cast), 7 * MILLION, gift=goods)
    use = spent(cast, gift, 7 * MILLION)

    with pytest.raises(MoveNotAllowed):
        keep_back_tax(use, slip("pajak", 1), by=treasurer(cast), at=WEDNESDAY)
    rest = return_rest(use, slip("sisa", 2), by=treasurer(cast), at=WEDNESDAY)

    assert (rest.debit, purse_of(gift).left_rupiah) == (STORE, 2)
    assert cash_of(cast.kampung.number, YEAR, Fund.CSR) == 0


def test_a_gift_that_was_spent_is_not_booked_back(cast):
    gift = arrived(cast, road(cast))
    spent(cast, gift, 1)

    with pytest.raises(NotEnoughLeft):
        turn_back(movements_of(gift)[0], "Keliru", key=key_of("balik"), by=cast.secretary, at=WEDNESDAY)


def test_money_that_went_back_by_mistake_is_there_again(cast):
    gift = arrived(cast, road(cast))
    going = return_contribution(gift, slip("kembali", 10 * MILLION), by=cast.head, at=WEDNESDAY)

    turn_back(going, "Batal kembali", key=key_of("balik"), by=cast.secretary, at=WEDNESDAY)

    assert (state_of(gift), purse_of(gift)) == ("received", Purse(10 * MILLION, 0, 0))


def test_no_gift_comes_without_a_budget_of_its_year(cast):
    gift = signed(cast, None)

    with pytest.raises(NoBudget, match="2027"):
        receive_contribution(gift, slip("masuk", 5), by=treasurer(cast), at=WEDNESDAY)


@pytest.mark.parametrize("change", [lambda rows: rows.delete(), lambda rows: rows.update(id=key_of("lain"))])
def test_the_database_lets_nobody_change_what_was_set_apart_or_reported(cast, change):
    gift = arrived(cast, road(cast))
    spent(cast, gift, 10 * MILLION)
    report_contribution(gift, "Selesai.", by=cast.officer, at=WEDNESDAY)

    for model in (Earmark, DonorReport):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(model.objects.all())


# --- who may ---------------------------------------------------------------------------------------------------------


def test_nobody_signs_what_they_wrote_down_or_receives_what_they_signed(cast):
    item = road(cast)
    gift = promise_contribution(gift_draft(cast, item), by=cast.secretary, at=TUESDAY).contribution
    grant(cast.head, Role.TREASURER, cast.kampung)

    with pytest.raises(PermissionDenied):
        sign_contribution(gift, "Perjanjian", by=cast.secretary, at=TUESDAY)
    sign_contribution(gift, "Perjanjian", by=cast.head, at=TUESDAY)
    with pytest.raises(PermissionDenied):
        receive_contribution(gift, slip("masuk", 5), by=cast.head, at=WEDNESDAY)
    receive_contribution(gift, slip("masuk", 5), by=treasurer(cast), at=WEDNESDAY)
    with pytest.raises(PermissionDenied):
        return_contribution(gift, slip("kembali", 5), by=cast.head, at=WEDNESDAY)


@pytest.mark.parametrize("name", ["council", "camat", "other_head", "other_officer", "monitor"])
def test_others_touch_no_gift(cast, name):
    item, person = road(cast), getattr(cast, name)
    gift = arrived(cast, item)
    request = approved(cast, gift_post(item), 1)

    for deed in (
        lambda: offer_contribution(gift_draft(cast, item), by=person, at=TUESDAY),
        lambda: pledge_contribution(gift, FRIDAY_WEEK, by=person, at=TUESDAY),
        lambda: assign_contribution(gift, item, by=person, at=TUESDAY),
        lambda: sign_contribution(gift, "X", by=person, at=TUESDAY),
        lambda: lapse_contribution(gift, by=person, at=TUESDAY),
        lambda: end_promise(gift, "X", by=person, at=TUESDAY),
        lambda: receive_contribution(gift, slip("x", 1), by=person, at=TUESDAY),
        lambda: spend_contribution(gift, request, "X", key=key_of("x"), by=person, at=TUESDAY),
        lambda: return_contribution(gift, slip("x", 1), by=person, at=TUESDAY),
        lambda: report_contribution(gift, "X", by=person, at=TUESDAY),
    ):
        with pytest.raises(PermissionDenied):
            deed()


# --- who wants to stay unnamed ---------------------------------------------------------------------------------------


def test_no_paper_names_a_donor_who_wants_to_stay_unnamed(cast):
    item = road(cast)
    gift = pledged(cast, item, is_anonymous=True)

    with pytest.raises(NamesTheDonor):
        sign_contribution(gift, f"Surat dari {NAME.upper()}", by=cast.head, at=TUESDAY)
    sign_contribution(gift, "Perjanjian 1", by=cast.head, at=TUESDAY)
    with pytest.raises(NamesTheDonor):
        receive_contribution(gift, replace(slip("x", 5), document=f"Titipan {NAME}"), by=treasurer(cast), at=WEDNESDAY)


def test_the_journal_names_no_donor(cast):
    item = road(cast)
    gift = arrived(cast, item)
    spent(cast, gift, 10 * MILLION)
    report_contribution(gift, "Selesai.", by=cast.officer, at=WEDNESDAY)

    facts = "\n".join(Act.objects.values_list("facts", flat=True))

    assert gift.code in facts
    assert [word for word in NAME.split() if word in facts] == []


def test_a_name_is_encrypted_where_it_is_kept(cast):
    pledged(cast, road(cast))

    with connection.cursor() as cursor:
        cursor.execute("SELECT donor_name FROM finance_contribution")
        assert NAME not in cursor.fetchone()[0]


def test_nobody_gives_without_a_name():
    with pytest.raises(BadWords):
        Giver(Donor.NGO, " \u200b ")
