"""The short form of `./rembuk chaos intake`, and the tools that it hurts with."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest

from rembuk.cli.chaos import proxy
from rembuk.cli.chaos.intake import deeds
from rembuk.cli.chaos.proxy import Fault, faulty_line
from rembuk.cli.chaos.threats import Threatened, Threats
from rembuk.journeys.intake import MOST_PER_PLACE
from rembuk.regions.models import Region
from tests.cast import play


def test_a_hundred_and_fifty_voices_survive_what_kills_their_server(request: pytest.FixtureRequest) -> None:
    db = request.config.getoption("--db")
    if db == "none":
        pytest.skip("needs a database")
    command = ("chaos", "intake", "--n", "150", "--every", "0.5", "--seed", "180202", "--db", db)

    done = subprocess.run([sys.executable, "-m", "rembuk", *command], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert re.match(r"150 writes with seed 180202 in \d+ s: 0 breaches; \d+ acknowledged", done.stdout)
    # A campaign that strikes nothing shows nothing.
    assert re.search(r"(killed|stopped) \d", done.stdout)


@pytest.mark.django_db
def test_however_many_voices_there_are_no_kampung_meets_the_limit_of_an_hour() -> None:
    region = play().kampung

    sent = Counter(deed.body["region"] for deed in deeds(40_000, 1, "", region.tenant))

    assert sum(sent.values()) == 40_000
    assert max(sent.values()) < MOST_PER_PLACE
    assert set(sent) == {village.code for village in Region.objects.filter(parent=region.parent)}


# --- the line ------------------------------------------------------------------------------------------------------


@contextmanager
def answering(answer: bytes) -> Iterator[int]:
    """Answer one connection and hang up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _address = listener.accept()
            with connection:
                connection.recv(100)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


def asked_through(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setattr(proxy, "a_fault", lambda _random: fault)
    with (
        answering(b"0123456789") as port,
        faulty_line(port, Random(1)) as line,
        socket.create_connection(("127.0.0.1", line)) as asked,
    ):
        asked.sendall(b"?")
        return b"".join(iter(lambda: asked.recv(100), b""))


def test_a_good_line_passes_everything_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked_through(Fault(), monkeypatch) == b"0123456789"


def test_a_line_is_cut_after_so_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked_through(Fault(most_answered=4), monkeypatch) == b"0123"


def test_a_line_is_reset(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConnectionResetError):
        asked_through(Fault(most_answered=0, resets=True), monkeypatch)


# --- the blows -----------------------------------------------------------------------------------------------------


def sleeping() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"], start_new_session=True)


def test_what_was_killed_is_started_again() -> None:
    target = Threatened("sleeper", sleeping)
    target.tend()
    first = target.process
    assert first is not None

    target.kill()
    target.tend()
    second = target.process
    target.kill()

    assert (first.returncode, first is second) == (-9, False)


def test_blows_fall_until_it_is_over_and_then_all_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rembuk.cli.chaos.threats.PAUSE_SECONDS", 0.0)
    threats = Threats([Threatened("sleeper", sleeping)], Random(2), every_seconds=0.01)

    threats.strike_until(lambda: threats.struck.total() >= 4)
    (target,) = threats.targets
    assert target.process is not None
    is_there = target.process.poll() is None
    threats.end()

    assert (is_there, set(threats.struck)) == (True, {"sleeper killed", "sleeper stopped"})
