"""A water committee reads what its pump cost in the budget, says that it did not arrive, and is heard by others.

So it went in Kota Jawa, Lampung: the budget had Rp 45,030,000 for water, and its keepers knew of a small pump alone.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client

from rembuk.finance.actions import say_not_received
from rembuk.finance.missing import post_missing, voices_missing
from rembuk.finance.models import NotReceived, Post
from rembuk.voices.models import Voice
from rembuk.voices.permissions import may_answer_voice, may_decide_voice, may_tidy_voice
from rembuk.voices.states import VoiceKind
from tests.cast import THURSDAY, Cast
from tests.finance.scenes import YEAR, in_force, paid, received, treasurer
from tests.voices.scenes import received as heard
from tests.web.pages import Page, read

pytestmark = pytest.mark.django_db

WATER = 45_030_000
TITLE = "Sambungan air bersih ke rumah"
WORDS = "Kami pengurus air hanya tahu pompa kecil seharga Rp 3,5 juta. Pipanya tidak pernah datang."
LINE = f"/uang/18.02.02.2005/{YEAR}/1"
BEGINNING = f"/sampaikan?region=18.02.02.2005&kind=complaint&post={YEAR}.1"


@pytest.fixture
def clock():
    with time_machine.travel(THURSDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def water(cast: Cast) -> Post:
    """A line of the budget for water, all of it paid."""
    _budget, post = in_force(cast, WATER, title=TITLE, activity_code="2.4.12")
    received(cast, WATER)
    paid(cast, post, WATER)
    return post


def say(clock: time_machine.Traveller, beginning: str) -> Page:
    """Speak up from a link to the last page, as somebody with an old browser."""
    client = Client()
    page = read(client.get(beginning))
    for answer in ({"words": WORDS}, {"hamlet": "Dusun 3"}, {}, {"confidentiality": "anonymous"}, {"to": "send"}):
        clock.shift(timedelta(seconds=5))
        page = read(client.post("/sampaikan", {**page.fields, **answer}))
    return page


def test_who_keeps_an_asset_sees_its_line_and_is_led_to_say_that_it_did_not_arrive(water: Post, clock) -> None:
    page = Client().get(LINE).content.decode()

    assert "Rp45.030.000" in page.replace("\xa0", "").replace(" ", "")
    assert BEGINNING.replace("&", "&amp;") in page


def test_what_they_say_reaches_the_sub_district_and_nobody_who_spends_the_money(water: Post, cast: Cast, clock) -> None:
    say(clock, BEGINNING)

    voice = Voice.objects.get()
    at = THURSDAY + timedelta(hours=1)
    accused = (cast.head, cast.secretary, cast.officer, treasurer(cast))
    assert (voice.words, voice.kind, voice.about_office) == (WORDS, VoiceKind.COMPLAINT, True)
    assert [
        any(may(person, voice, at=at) for may in (may_tidy_voice, may_answer_voice, may_decide_voice))
        for person in accused
    ] == [False] * len(accused)
    assert may_decide_voice(cast.camat, voice, at=at)


def test_the_line_leads_to_the_voice_and_the_voice_to_the_line(water: Post, clock) -> None:
    say(clock, BEGINNING)

    voice = Voice.objects.get()
    assert (list(voices_missing(water)), post_missing(voice)) == ([voice], water)
    assert f'href="/s/{voice.code}"' in Client().get(LINE).content.decode()
    assert f'href="{LINE}"' in Client().get(f"/s/{voice.code}").content.decode()


@pytest.mark.parametrize("named", ["", "2027", f"{YEAR}.2", "x.y", f"{YEAR}.1111111111"])
def test_an_address_that_names_no_line_begins_a_complaint_like_any_other(water: Post, clock, named: str) -> None:
    say(clock, f"/sampaikan?region=18.02.02.2005&kind=complaint&post={named}")

    assert Voice.objects.get().about_office is False
    assert NotReceived.objects.count() == 0


def test_a_voice_that_the_kampung_itself_would_handle_is_not_tied_to_a_line(water: Post, cast: Cast) -> None:
    voice = heard(cast)

    with pytest.raises(PermissionDenied):
        say_not_received(water, voice, by=None, at=THURSDAY)
