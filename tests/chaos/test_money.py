"""The short form of `./rembuk chaos money`, and that it would see a payment or a word that is lost, doubled or torn."""

from __future__ import annotations

import re
import subprocess
import sys
from uuid import UUID

import pytest

from rembuk.cli.chaos.history import Deed, Outcome, breaches
from rembuk.cli.chaos.money import Day, Errand, misspent, stored
from rembuk.finance.actions import pay_request
from rembuk.finance.models import PaymentRequest
from rembuk.finance.states import RequestState
from rembuk.projects.swadaya.actions import confirm_gift
from rembuk.projects.swadaya.states import GiftKind
from tests.cast import LAMPUNG_TENGAH, TUESDAY, Cast
from tests.finance.scenes import approved, in_force, received, treasurer
from tests.projects.swadaya.scenes import asked, gathering, sand

pytestmark = pytest.mark.django_db

LATER = TUESDAY.replace(year=2027)


@pytest.fixture
def day(cast: Cast) -> Day:
    """A payment of an odd rupiah and a word for a load of sand, both done and acknowledged."""
    return Day(LATER, 0, [paid(cast), confirmed(cast)])


def paid(cast: Cast) -> Errand:
    _budget, post = in_force(cast)
    received(cast)
    request, keeper = approved(cast, post, 3_333_333), treasurer(cast)
    path, key = f"/meja/uang/spp/{request.pk}", "5d0a6f2e-4f0e-4c55-9a55-6f1f2b3c4d5e"
    pay_request(request, "Kuitansi 1", key=UUID(key), by=keeper, at=LATER)
    return Errand(keeper, path, acknowledged(key, f"{path}: Kuitansi 1, 3333333", path), 3_333_333)


def confirmed(cast: Cast) -> Errand:
    project = gathering(cast)
    gift = sand(asked(project, cast, GiftKind.MATERIAL), cast)
    confirm_gift(gift, by=cast.neighbour, at=LATER)
    path = f"/kerja/{project.code}/gotong-royong/saksi"
    return Errand(cast.neighbour, path, acknowledged(str(gift.pk), str(gift.pk), path))


def acknowledged(key: str, words: str, path: str) -> Deed:
    return Deed(key, words, {}, Outcome.ACKNOWLEDGED, {path})


def wrong(day: Day) -> list[str]:
    sent = [one.deed for one in day.errands]
    return [fault.partition(": ")[2] for fault in breaches(sent, stored(day, LAMPUNG_TENGAH))]


def test_where_nothing_died_all_is_there_and_adds_up(day: Day) -> None:
    assert wrong(day) == []
    assert list(misspent(day, LAMPUNG_TENGAH)) == []


def test_a_word_that_was_acknowledged_and_is_nowhere_is_seen(cast: Cast) -> None:
    path = "/kerja/PK-1/gotong-royong/saksi"
    day = Day(LATER, 0, [Errand(cast.neighbour, path, acknowledged("gift", "gift", path))])

    assert wrong(day) == [f"lost, it was acknowledged as {path}"]


def test_a_payment_whose_request_still_waits_is_seen(day: Day) -> None:
    PaymentRequest.objects.update(state=RequestState.APPROVED)

    assert wrong(day) == ["half-written, without the state of its request"]


def test_a_payment_that_nobody_sent_is_seen_in_the_rows_and_in_the_books(day: Day) -> None:
    _payment, word = day.errands
    without = Day(day.began_at, day.spent, [word])

    assert wrong(without) == ["stored, and nobody sent it"]
    assert list(misspent(without, LAMPUNG_TENGAH)) == [
        "the books say 3333333 rupiah were spent; between 0 and 0 were sent"
    ]


def test_sixty_payments_and_words_survive_what_kills_their_server(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--db") != "sqlite":
        pytest.skip("an invented year takes long to live through; ./rembuk chaos money --db postgres does it")
    command = ("chaos", "money", "--n", "60", "--every", "2", "--seed", "180202")

    done = subprocess.run([sys.executable, "-m", "rembuk", *command], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"60 writes with seed 180202 in \d+ s: 0 breaches; [1-9]\d* acknowledged", done.stdout)
