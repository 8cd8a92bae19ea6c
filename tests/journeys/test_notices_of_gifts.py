"""A donor hears what becomes of a gift, at the contact they left, and nothing once they have said stop."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rembuk.finance.actions import (
    lapse_contribution,
    receive_money,
    report_contribution,
    return_contribution,
    turn_back,
    withdraw_contribution,
)
from rembuk.finance.actions.giving import promise_contribution
from rembuk.finance.purses import movements_of
from rembuk.journal.actions import seal_acts
from rembuk.journeys.notices import write_notices
from rembuk.messaging.models import Message
from rembuk.people.actions import silence_identity
from rembuk.people.models import Identity, Person
from rembuk.people.queries import identity_of
from rembuk.people.states import Scheme
from rembuk.plans.states import Fund
from tests.cast import TUESDAY, WEDNESDAY, Cast, key_of
from tests.finance.gift_scenes import FRIDAY_WEEK, NAME, arrived, gift_draft, pledged, road, spent
from tests.finance.scenes import YEAR, slip, treasurer

pytestmark = pytest.mark.django_db

PHONE = "0812-0000-0077"
AMOUNT = 10_000_001
LATER = TUESDAY + timedelta(days=12)


def told() -> list[Message]:
    """Seal, read on, and return what is new."""
    before = set(Message.objects.values_list("pk", flat=True))
    seal_acts(at=LATER)
    write_notices(at=LATER)
    return list(Message.objects.exclude(pk__in=before).order_by("written_at", "id"))


def test_a_donor_hears_that_a_gift_came_what_it_paid_and_what_became_of_it(cast: Cast) -> None:
    gift = arrived(cast, road(cast), AMOUNT, contact=PHONE)
    came = told()
    spent(cast, gift, AMOUNT)
    paid = told()
    report_contribution(gift, "Semen untuk jalan.", by=cast.officer, at=WEDNESDAY)
    reported = told()

    assert [one.title for one in (*came, *paid, *reported)] == [
        f"Sumbangan Anda sudah masuk ({gift.code})",
        f"Sumbangan Anda dipakai ({gift.code})",
        f"Hasil sumbangan Anda ({gift.code})",
    ]
    assert {one.recipient for one in (*came, *paid, *reported)} == {"+6281200000077"}
    assert all("Rp 10.000.001" in one.body for one in (*came, *paid, *reported))
    assert all(f"/dana/janji/{gift.code}" in one.body for one in (*came, *paid, *reported))
    assert NAME not in "".join(one.title + one.body for one in (*came, *paid, *reported))


def test_a_donor_hears_that_money_goes_back(cast: Cast) -> None:
    gift = arrived(cast, road(cast), AMOUNT, contact="Beri@Contoh.example")
    told()

    return_contribution(gift, slip("kembali", 1), by=cast.head, at=WEDNESDAY)

    [message] = told()
    assert (message.recipient, message.title) == ("beri@contoh.example", f"Sumbangan Anda kembali ({gift.code})")
    assert message.body.startswith(f"Rp 1 dari sumbangan {gift.code} tidak diperlukan")


@pytest.mark.parametrize(
    ("language", "title", "body"),
    [
        ("id", "Catatan sumbangan Anda diperbaiki", "Catatan Rp 10.000.001 untuk sumbangan {code} dibatalkan."),
        ("en", "An entry about your gift was put right", "An entry of Rp 10,000,001 for your gift {code} was turned"),
    ],
)
def test_a_donor_hears_that_an_entry_about_the_gift_was_turned_back(
    cast: Cast, language: str, title: str, body: str
) -> None:
    gift = arrived(cast, road(cast), AMOUNT, contact=PHONE)
    [came] = told()
    contact = identity_of(Scheme.PHONE, PHONE)
    assert contact is not None
    Identity.objects.filter(pk=contact.pk).update(person=cast.resident, verified_at=TUESDAY)
    Person.objects.filter(pk=cast.resident.pk).update(language=language)

    turn_back(movements_of(gift)[0], "Salah rekening", key=key_of("balik"), by=cast.secretary, at=WEDNESDAY)

    [message] = told()
    assert (message.recipient, message.title) == (came.recipient, f"{title} ({gift.code})")
    assert message.body.startswith(body.format(code=gift.code))
    assert f"/dana/janji/{gift.code}" in message.body


def test_nobody_hears_that_money_of_the_kampung_was_turned_back(cast: Cast) -> None:
    road(cast)
    income = receive_money(cast.kampung, YEAR, Fund.DDS, slip("masuk", AMOUNT), by=treasurer(cast), at=WEDNESDAY)

    turn_back(income, "Salah rekening", key=key_of("balik"), by=cast.secretary, at=WEDNESDAY)

    assert told() == []


def test_a_donor_hears_that_a_promise_lapsed_and_may_promise_anew(cast: Cast) -> None:
    gift = pledged(cast, road(cast), contact=PHONE)
    assert told() == []
    assert LATER.date() > FRIDAY_WEEK

    lapse_contribution(gift, by=None, at=LATER)

    [message] = told()
    assert message.title == f"Janji sumbangan Anda gugur ({gift.code})"
    assert "Tenggat janji terlewati. " in message.body


def test_whoever_took_a_promise_back_left_no_contact_and_hears_nothing(cast: Cast) -> None:
    offered = promise_contribution(gift_draft(cast, road(cast), contact=PHONE), by=None, at=TUESDAY)
    withdraw_contribution(offered.contribution, secret=offered.secret, by=None, at=WEDNESDAY)

    assert told() == []


def test_a_donor_who_said_stop_hears_nothing_more(cast: Cast) -> None:
    gift = arrived(cast, road(cast), AMOUNT, contact=PHONE)
    assert len(told()) == 1
    contact = identity_of(Scheme.PHONE, PHONE)
    assert contact is not None
    silence_identity(contact, by=None, at=WEDNESDAY)

    spent(cast, gift, AMOUNT)

    assert told() == []


@pytest.mark.parametrize("contact", ["", "0812", "lewat Pak RT"])
def test_a_contact_that_is_no_number_is_for_people_to_use(cast: Cast, contact: str) -> None:
    arrived(cast, road(cast), AMOUNT, contact=contact)

    assert told() == []
