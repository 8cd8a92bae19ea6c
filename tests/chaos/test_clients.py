"""A client of the chaos campaigns waits out a death, unless it is one of those that give up."""

from __future__ import annotations

import socket
import threading
from collections import Counter
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


WHOLE = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /kerja/KJ-KWT66\r\nDate: now\r\n\r\n"


@pytest.mark.parametrize("length", [0, 5, 17, WHOLE.index(b"KWT66"), WHOLE.index(b"\r\nDate"), len(WHOLE) - 2])
def test_an_answer_whose_head_was_cut_off_says_nothing(length: int) -> None:
    deed = answered_with(WHOLE[:length])

    assert (deed.outcome, deed.names, deed.answers) == (Outcome.UNKNOWN, set(), Counter({0: 1}))


def test_an_answer_that_came_whole_names_where_it_leads() -> None:
    deed = answered_with(WHOLE)

    assert (deed.outcome, deed.names) == (Outcome.ACKNOWLEDGED, {"/kerja/KJ-KWT66"})


def answered_with(answer: bytes) -> Deed:
    """Hand one deed in where these bytes come back, as a client that gives up without an answer."""
    window = Window(lambda _deed: "/", lambda _deed: {}, lambda _deed: b"", lambda said: said.decode())
    deed = Deed("key", "words", {})
    with socket.create_server((clients.HOST, 0)) as server:
        thread = threading.Thread(target=_answer_one, args=(server, answer))
        thread.start()
        do(deed, window, server.getsockname()[1], GivesUp())
        thread.join()
    return deed


def _answer_one(server: socket.socket, answer: bytes) -> None:
    with server.accept()[0] as asked:
        asked.recv(65_536)
        asked.sendall(answer)


class GivesUp(Random):
    """Gives up where no answer comes, and asks no second time where one did."""

    def __init__(self) -> None:
        super().__init__(0)
        self._drawn = iter([0.0, 0.99])

    def random(self) -> float:
        return next(self._drawn)
