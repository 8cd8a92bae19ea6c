"""A purchase is written down at the desk, and everybody reads it with what may be asked about it."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client

from rembuk.projects.actions import BidDraft, PurchaseDraft, record_purchase
from rembuk.web.desk.works.buying import PurchaseForm
from tests.cast import THURSDAY, Cast, key_of, play
from tests.projects.scenes import started
from tests.web.pages import read

WRITTEN = {
    "key": "7d0f6a5e-25a4-4d0b-8f3a-6a4d1f7c2b11",
    "what": "Semen 400 sak",
    "closes_on": "2027-03-10",
    "seller_1": "TB Jaya",
    "price_1": "28.000.000",
    "day_1": "2027-03-12",
    "chosen": "1",
}


def test_offers_left_empty_are_left_out() -> None:
    form = PurchaseForm(WRITTEN)

    assert form.is_valid(), form.errors
    [only] = form.cleaned_data["draft"].bids
    assert only == BidDraft("TB Jaya", 28_000_000, date(2027, 3, 12), is_chosen=True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"seller_2": "TB Maju", "day_2": "2027-03-09"}, "price_2"),
        ({"seller_2": "TB Maju", "price_2": "29.000.000"}, "day_2"),
        ({"chosen": "3"}, "chosen"),
    ],
)
def test_an_offer_is_whole_and_the_one_taken_is_among_them(changes: dict[str, str], field: str) -> None:
    form = PurchaseForm({**WRITTEN, **changes})

    assert (form.is_valid(), list(form.errors)) == (False, [field])


@pytest.mark.django_db
def test_everybody_reads_what_was_bought_and_the_questions_about_it() -> None:
    cast: Cast = play()
    project = started(cast)
    draft = PurchaseDraft(
        "Semen", date(2027, 3, 10), (BidDraft("TB Jaya", 28_000_000, date(2027, 3, 12), is_chosen=True),)
    )
    record_purchase(project, draft, key=key_of("semen"), by=cast.secretary, at=THURSDAY)

    with time_machine.travel(THURSDAY, tick=False):
        page = read(Client().get(f"/kerja/{project.code}/belanja"))

    said = (
        "TB Jaya",
        "Mengapa penjual lain tidak diminta menawar Semen? Jumlah penawaran: 1.",
        "Mengapa penawaran yang terlambat 2 hari diambil? Semen",
    )
    assert [one for one in said if one not in page.text] == []
    assert page.links.count(f"/kerja/{project.code}/belanja#bought") == 2
