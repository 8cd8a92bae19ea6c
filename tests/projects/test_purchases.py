"""What was bought with all its offers, and the questions that it raises: in parts, too few offers, too late."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from rembuk.journal.models import Act
from rembuk.kernel.states import MoveNotAllowed
from rembuk.programmes.rules import WorkRules
from rembuk.projects.actions import BidDraft, OneOfferWins, PurchaseDraft, record_purchase
from rembuk.projects.buying import bought_for, buying_questions
from rembuk.projects.models import Bid, Project, Purchase
from rembuk.projects.questioning import Question, QuestionKind
from tests.cast import THURSDAY, Cast, key_of
from tests.projects.scenes import done, started

LAST_DAY = date(2027, 3, 10)
RULES = WorkRules()
LARGE, SMALL = 28_000_000, 6_000_000


def bid(seller: str, price: int, *, days: int = 0, is_chosen: bool = False) -> BidDraft:
    return BidDraft(seller, price, LAST_DAY + timedelta(days=days), is_chosen)


def bought(cast: Cast, project: Project, name: str, *bids: BidDraft, days: int = 0) -> Purchase:
    draft = PurchaseDraft(name, LAST_DAY + timedelta(days=days), bids)
    return record_purchase(project, draft, key=key_of(name), by=cast.secretary, at=THURSDAY)


def asked(project: Project, rules: WorkRules = RULES) -> list[Question]:
    return list(buying_questions(bought_for(project), rules))


def test_a_purchase_keeps_every_offer_and_which_was_taken(cast):
    project = started(cast)

    bought(cast, project, "Semen", bid("TB Maju", 29_000_000), bid("TB Jaya", LARGE, days=-2, is_chosen=True))

    [one] = bought_for(project)
    assert (one.purchase.what, one.chosen.seller) == ("Semen", "TB Jaya")
    assert [each.seller for each in one.bids] == ["TB Jaya", "TB Maju"]
    assert asked(project) == []


def test_a_large_purchase_with_one_offer_is_asked_about_and_a_small_one_is_not(cast):
    project = started(cast)
    bought(cast, project, "Semen", bid("TB Jaya", LARGE, is_chosen=True))
    bought(cast, project, "Paku", bid("TB Maju", SMALL, is_chosen=True))

    assert asked(project) == [Question(QuestionKind.SINGLE_OFFER, "Semen", 1, 2)]
    assert asked(project, WorkRules(offers_needed=1)) == []


def test_an_offer_that_came_after_the_last_day_is_asked_about_when_it_was_taken(cast):
    project = started(cast)
    late, in_time = bid("TB Jaya", SMALL, days=3, is_chosen=True), bid("TB Maju", SMALL)
    bought(cast, project, "Pasir", late, in_time)
    bought(cast, project, "Batu", bid("TB Lain", SMALL, is_chosen=True), bid("TB Jaya", SMALL, days=3))

    assert asked(project) == [Question(QuestionKind.LATE_OFFER, "Pasir", 3)]


def test_parts_from_one_seller_within_a_month_are_asked_about_once_they_reach_the_price(cast):
    project = started(cast)
    for number, days in enumerate((0, 20, 80)):
        seller = ("TB Jaya", "tb jaya", "TB. JAYA")[number]
        bought(cast, project, f"Semen {number}", bid(seller, SMALL, days=days, is_chosen=True), days=days)

    assert asked(project) == [Question(QuestionKind.SPLIT, "TB Jaya", 2, 10_000_000)]
    assert asked(project, WorkRules(offers_from_rupiah=12_000_001)) == []


def test_how_far_apart_parts_may_be_is_a_rule(cast):
    project = started(cast)
    for days in (0, 20):
        bought(cast, project, f"Semen {days}", bid("TB Jaya", SMALL, days=days, is_chosen=True), days=days)

    assert asked(project, WorkRules(parts_within_days=19)) == []
    assert len(asked(project, WorkRules(parts_within_days=20))) == 1


def test_small_purchases_from_different_sellers_are_no_parts_of_one(cast):
    project = started(cast)
    for seller in ("TB Jaya", "TB Maju"):
        bought(cast, project, seller, bid(seller, SMALL, is_chosen=True))

    assert asked(project) == []


@pytest.mark.parametrize("chosen", [(False, False), (True, True)])
def test_exactly_one_offer_is_taken(chosen):
    with pytest.raises(OneOfferWins):
        PurchaseDraft("Semen", LAST_DAY, tuple(bid(str(place), 1, is_chosen=one) for place, one in enumerate(chosen)))


def test_the_database_itself_refuses_a_second_chosen_offer(cast):
    purchase = bought(cast, started(cast), "Semen", bid("TB Jaya", LARGE, is_chosen=True))

    with pytest.raises(IntegrityError), transaction.atomic():
        Bid.objects.create(purchase=purchase, seller="TB Lain", price_rupiah=1, handed_in_on=LAST_DAY, is_chosen=True)


def test_what_was_bought_is_never_changed_afterwards(cast):
    bought(cast, started(cast), "Semen", bid("TB Jaya", LARGE, is_chosen=True))

    for rows, change in ((Bid.objects.all(), {"price_rupiah": 1}), (Purchase.objects.all(), {"what": "Pasir"})):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


def test_a_purchase_sent_twice_is_written_once_with_one_act(cast):
    project = started(cast)

    first, again = (bought(cast, project, "Semen", bid("TB Jaya", LARGE, is_chosen=True)) for _time in range(2))

    assert (first, Bid.objects.count()) == (again, 1)
    assert Act.objects.filter(kind="project.bought").count() == 1


def test_who_does_not_write_the_bill_writes_no_purchase(cast):
    project = started(cast)
    draft = PurchaseDraft("Semen", LAST_DAY, (bid("TB Jaya", LARGE, is_chosen=True),))

    for person in (cast.head, cast.resident, cast.other_officer, None):
        with pytest.raises(PermissionDenied):
            record_purchase(project, draft, key=key_of("semen"), by=person, at=THURSDAY)
    assert not Purchase.objects.exists()


def test_nothing_more_is_bought_for_what_is_finished(cast):
    with pytest.raises(MoveNotAllowed):
        bought(cast, done(cast), "Semen", bid("TB Jaya", LARGE, is_chosen=True))


def test_rules_from_before_the_parts_had_days_keep_their_digest():
    works = msgspec.to_builtins(WorkRules(offers_needed=3))

    assert "parts_within_days" not in works
    assert msgspec.convert(works, WorkRules).days_between_parts == 31
