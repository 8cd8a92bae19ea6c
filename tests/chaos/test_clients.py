"""A client of the chaos campaigns waits out a death, unless it is one of those that give up."""

from __future__ import annotations

from random import Random

import pytest

from rembuk.cli.chaos import clients
from rembuk.cli.chaos.clients import Answer, Window, do
from rembuk.cli.chaos.history import Deed, Outcome

NOWHERE = Window(lambda _deed: "/", lambda _deed: {}, lambda _deed: b"", lambda _page: "")
NO_ANSWERS = 60


class Always(Random):
    """Draws the same each time."""

    def __init__(self, drawn: float) -> None:
        super().__init__(0)
        self._drawn = drawn

    def random(self) -> float:
        return self._drawn


def done(random: Random, monkeypatch: pytest.MonkeyPatch) -> Deed:
    deed = Deed("key", "words", {})
    answers = iter([Answer(0)] * NO_ANSWERS)
    monkeypatch.setattr(clients, "_sent", lambda *_: next(answers, Answer(201, "BR-1")))
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    do(deed, NOWHERE, 0, random)
    return deed


def test_a_client_sends_again_until_it_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    deed = done(Always(0.5), monkeypatch)

    assert (deed.outcome, deed.names, deed.answers[0]) == (Outcome.ACKNOWLEDGED, {"BR-1"}, NO_ANSWERS)


def test_a_client_that_gives_up_does_so_at_the_first_answer_that_does_not_come(monkeypatch: pytest.MonkeyPatch) -> None:
    deed = done(Always(0.01), monkeypatch)

    assert (deed.outcome, deed.answers) == (Outcome.UNKNOWN, {0: 1})
