"""Residents ask about one payment, one line or one row of a bill, and the answer stays there."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from rembuk.finance.actions import ask_about
from rembuk.finance.asking import asked_about_post, asked_about_work, asked_by
from rembuk.finance.models import Asked, Post, Transfer
from rembuk.journal.models import Act
from rembuk.journeys.intake import submit_voice
from rembuk.projects.models import BillRow
from rembuk.tenancy.fields import uuid7
from rembuk.voices.actions import answer_voice, tidy_voice
from rembuk.voices.models import Voice
from rembuk.voices.permissions import may_answer_voice
from rembuk.voices.states import VoiceKind
from rembuk.web.speak.things import named, thing_named
from tests.cast import THURSDAY, Cast
from tests.finance.scenes import YEAR, in_force, paid, received
from tests.projects.scenes import started
from tests.voices.scenes import draft_of
from tests.voices.scenes import received as heard
from tests.web.pages import Page, read

pytestmark = pytest.mark.django_db

LINE = f"/uang/18.02.02.2005/{YEAR}/1"
WORDS = "Semen 300 sak ini dipakai di mana?"
ANSWER = "Dipakai untuk 60 meter pertama."


@pytest.fixture
def clock():
    with time_machine.travel(THURSDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def post(cast: Cast) -> Post:
    _budget, post = in_force(cast)
    received(cast)
    paid(cast, post, 12_345_678)
    return post


@pytest.fixture
def payment(post: Post) -> Transfer:
    return Transfer.objects.get(post=post)


def ask(clock: time_machine.Traveller, beginning: str) -> Page:
    """Ask from a link to the last page, as somebody with an old browser."""
    client = Client()
    page = read(client.get(beginning))
    for answer in ({"words": WORDS}, {"hamlet": "Dusun 3"}, {}, {"confidentiality": "anonymous"}, {"to": "send"}):
        clock.shift(timedelta(seconds=5))
        page = read(client.post("/sampaikan", {**page.fields, **answer}))
    return page


def question(cast: Cast, about: Post | Transfer | BillRow, name: str = "tanya") -> Voice:
    draft = draft_of(cast, name, words=WORDS, kind=VoiceKind.QUESTION)
    return submit_voice(draft, about=about, by=None, at=THURSDAY).voice


def answered(cast: Cast, voice: Voice) -> None:
    tidy_voice(voice, "Semen untuk apa", WORDS, "road", by=cast.officer, at=THURSDAY)
    answer_voice(voice, ANSWER, by=cast.officer, at=THURSDAY)


def test_every_payment_of_a_line_leads_to_asking_about_it_and_the_question_is_tied_to_it(
    payment: Transfer, clock: time_machine.Traveller
) -> None:
    [link] = [one for one in read(Client().get(LINE)).links if f"bayar.{payment.pk}" in one]

    ask(clock, link)

    asked = Asked.objects.get()
    assert (asked.transfer, asked.voice.kind, asked.voice.about_office) == (payment, VoiceKind.QUESTION, False)


def test_a_question_waits_on_its_line_with_its_clock_until_it_is_answered_there(
    cast: Cast, payment: Transfer, clock: time_machine.Traveller
) -> None:
    voice = question(cast, payment)

    before = read(Client().get(LINE)).text
    answered(cast, voice)
    after = read(Client().get(LINE)).text

    assert ("Dijawab paling lambat" in before, ANSWER in before) == (True, False)
    assert ("Dijawab paling lambat" in after, ANSWER in after) == (False, True)


def test_a_question_on_a_row_of_the_bill_is_answered_on_the_page_of_the_work(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    project = started(cast)
    row = BillRow.objects.get(what="Semen")

    answered(cast, question(cast, row))

    page = read(Client().get(f"/kerja/{project.code}/tanya")).text
    assert (ANSWER in page, "Semen untuk apa" in page) == (True, True)


def test_the_page_of_the_voice_leads_back_to_what_it_asks_about(
    cast: Cast, payment: Transfer, clock: time_machine.Traveller
) -> None:
    project = started(cast)
    of_payment, of_row = question(cast, payment), question(cast, BillRow.objects.get(what="Semen"), "semen")

    assert LINE in read(Client().get(f"/s/{of_payment.code}")).links
    assert f"/kerja/{project.code}/rab#bill" in read(Client().get(f"/s/{of_row.code}")).links


def test_a_complaint_about_a_line_is_not_for_those_who_spend_its_money(cast: Cast, post: Post) -> None:
    draft = draft_of(cast, words=WORDS, kind=VoiceKind.COMPLAINT)

    voice = submit_voice(draft, about=post, by=None, at=THURSDAY).voice

    assert [may_answer_voice(person, voice, at=THURSDAY) for person in (cast.head, cast.officer, cast.camat)] == [
        False,
        False,
        True,
    ]


def test_what_was_asked_is_found_from_both_ends(cast: Cast, post: Post, payment: Transfer) -> None:
    project = started(cast)
    of_line, of_payment = question(cast, post), question(cast, payment, "bayar")
    of_row = question(cast, BillRow.objects.get(what="Semen"), "semen")

    assert {one.voice for one in asked_about_post(post)} == {of_line, of_payment}
    assert [one.voice for one in asked_about_work(project)] == [of_row]
    asked = asked_by(of_payment)
    assert asked is not None
    assert (asked.transfer, asked.post) == (payment, None)


def test_a_wish_or_a_voice_of_another_place_asks_about_no_line(cast: Cast, post: Post) -> None:
    wish = heard(cast)
    elsewhere = heard(cast, "lain", region=cast.other_kampung, kind=VoiceKind.QUESTION)

    for voice in (wish, elsewhere):
        with pytest.raises(PermissionDenied):
            ask_about(post, voice, by=None, at=THURSDAY)
    assert not Act.objects.filter(kind="line.asked").exists()


def test_asking_leaves_an_act(cast: Cast, post: Post) -> None:
    question(cast, post)

    assert Act.objects.filter(kind="line.asked").count() == 1


def test_what_is_asked_is_about_exactly_one_thing(cast: Cast, post: Post, payment: Transfer) -> None:
    for things in ({}, {"post": post, "transfer": payment}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Asked.objects.create(voice=heard(cast, str(things)[:9], kind=VoiceKind.QUESTION), **things)


def test_a_line_is_named_in_an_address_and_found_again_only_in_its_own_place(
    cast: Cast, post: Post, payment: Transfer
) -> None:
    started(cast)
    things = (post, payment, BillRow.objects.get(what="Semen"))

    assert [thing_named(named(one), cast.kampung) for one in things] == list(things)
    assert [thing_named(named(one), cast.other_kampung) for one in things] == [None, None, None]
    assert [
        thing_named(said, cast.kampung) for said in ("", "bayar", "bayar.x", f"rab.{uuid7()}", "2027.2", "x.y.z")
    ] == [None] * 6


def test_a_question_waits_for_an_answer_by_a_day_and_not_for_the_next_plan(cast: Cast, post: Post, clock):
    voice = question(cast, post)

    # Thursday, 26 November: three working days to read it, five to answer it.
    both = [read(Client().get(address)).text for address in (LINE, f"/s/{voice.code}")]
    clock.move_to(THURSDAY + timedelta(days=30))
    late = [read(Client().get(address)).text for address in (LINE, f"/s/{voice.code}")]

    assert ["8 Des 2026" in text for text in both] == [True, True]
    assert "Dibangun" not in both[1]
    assert ["Terlambat" in text for text in late] == [True, True]


def test_whoever_asks_reads_what_it_is_about(cast: Cast, payment: Transfer, clock):
    begin = "/sampaikan?region=18.02.02.2005&kind=question"

    shown = [read(Client().get(f"{begin}&{about}")).text for about in ("about=" + named(payment), f"post={YEAR}.1")]

    assert f"Tentang: {payment.document}, Rp 12.345.678" in shown[0]
    assert f"Tentang: {payment.post.title}" in shown[1]
    assert "Tentang:" not in read(Client().get(f"{begin}&about={YEAR}.99")).text
