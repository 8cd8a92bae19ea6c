"""The short form of `./rembuk chaos ballots`, and that it would see a ballot that is lost, changed or put in."""

from __future__ import annotations

import re
import subprocess
import sys
from uuid import UUID

import pytest

from rembuk.cli.chaos.ballots import OpenVote, deeds, miscounted, stored
from rembuk.cli.chaos.history import Deed, Outcome, breaches
from rembuk.priorities.actions import cast_ballot
from rembuk.priorities.marking import UnknownOption
from rembuk.priorities.models import Ballot, BallotMark
from rembuk.priorities.writing import write_ballots
from tests.cast import LAMPUNG_TENGAH, play
from tests.priorities.scenes import VOTING, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def vote() -> OpenVote:
    scene = opened(play(), voters=20)
    return OpenVote(scene.voting, scene.codes, ["A", "B", "C"])


def handed_in(vote: OpenVote) -> list[Deed]:
    """Hand every ballot in and note what the phones hear."""
    sent = deeds(vote, seed=1)
    for deed in sent:
        marks = dict.fromkeys(deed.body["chosen"], 1)
        try:
            name = cast_ballot(vote.voting, str(deed.body["code"]), marks, UUID(deed.key), by=None, at=VOTING)
        except UnknownOption:
            deed.outcome = Outcome.REFUSED
        else:
            deed.outcome = Outcome.ACKNOWLEDGED
            deed.names.add(name)
    return sent


def wrong(vote: OpenVote, sent: list[Deed]) -> list[str]:
    return [fault.partition(": ")[2].partition(",")[0] for fault in breaches(sent, stored(vote, sent, LAMPUNG_TENGAH))]


def test_where_nothing_died_every_ballot_is_in_the_box_and_counted(vote: OpenVote) -> None:
    sent = handed_in(vote)

    assert wrong(vote, sent) == []
    assert list(miscounted(vote, sent, LAMPUNG_TENGAH)) == []


def test_a_ballot_that_is_gone_is_seen(vote: OpenVote) -> None:
    sent = handed_in(vote)
    Ballot.objects.filter(pk=Ballot.objects.values_list("pk")[:1]).delete()

    assert wrong(vote, sent) == ["lost"]


def test_a_ballot_that_says_something_else_is_seen(vote: OpenVote) -> None:
    sent = handed_in(vote)
    mark = BallotMark.objects.filter(option__key="A").select_related("ballot").latest("ballot")
    mark.delete()

    assert wrong(vote, sent) == ["lost", "stored"]


def test_a_ballot_that_no_card_cast_is_seen(vote: OpenVote) -> None:
    sent = handed_in(vote)
    write_ballots(vote.voting, [{"A": 1}], slot="f" * 64)

    assert wrong(vote, sent) == ["stored"]


def test_sixty_ballots_survive_what_kills_their_server(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--db") != "sqlite":
        pytest.skip("an invented year takes long to live through; ./rembuk chaos ballots --db postgres does it")
    command = ("chaos", "ballots", "--n", "60", "--every", "2", "--seed", "180202")

    done = subprocess.run([sys.executable, "-m", "rembuk", *command], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"60 writes with seed 180202 in \d+ s: 0 breaches; [1-9]\d* acknowledged", done.stdout)
