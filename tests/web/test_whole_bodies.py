"""A form that was cut off on its way is refused, wherever it was cut, and never taken for a shorter one."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections

from rembuk.priorities.models import Ballot, Sending
from rembuk.priorities.queries import ballots_of
from rembuk.web.whole_bodies import WholeBody, take_whole_bodies
from tests.cast import play
from tests.priorities.scenes import VOTING, Scene, opened

TOKEN = "a" * 32
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stay_connected() -> Iterator[None]:
    """A request of its own would end the transaction that the test looks into."""
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


def body_of(scene: Scene) -> bytes:
    said = {"csrfmiddlewaretoken": TOKEN, "sending": "00000000-0000-4000-8000-000000000001", "code": scene.codes[0]}
    return urlencode({**said, "chosen": ["A", "C"]}, doseq=True).encode()


def answered(scene: Scene, body: bytes, announced: int) -> str:
    """Post a body behind the door that production has, and return the status."""
    statuses: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": f"/pilih/{scene.voting.pk}",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_COOKIE": f"csrf={TOKEN}",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(announced),
        "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http",
    }
    with time_machine.travel(VOTING, tick=False):
        pages = take_whole_bodies(WSGIHandler())
        list(pages(environ, lambda status, _headers, _error=None: statuses.append(status)))  # type: ignore[arg-type]
    return statuses[0][:3]


def test_a_ballot_is_taken_only_if_all_of_it_came() -> None:
    scene = opened(play())
    body = body_of(scene)
    one_less = body.removesuffix(b"&chosen=C")

    assert answered(scene, one_less, len(body)) == "400"
    assert not Ballot.objects.exists()
    assert not Sending.objects.exists()
    assert answered(scene, body, len(body)) == "200"
    assert ballots_of(scene.voting) == [{"A": 1, "C": 1}]


def test_wherever_a_form_is_cut_nothing_is_taken() -> None:
    scene = opened(play())
    body = body_of(scene)

    statuses = {answered(scene, body[:came], len(body)) for came in range(0, len(body), 7)}

    assert statuses == {"400"}
    assert not Ballot.objects.exists()


def test_what_came_whole_is_read_in_parts_and_lines_to_its_end() -> None:
    body = WholeBody(BytesIO(b"one\ntwo and more"), 10)

    assert [body.readline(), body.read(2), body.read(), body.read(), body.readline()] == [
        b"one\n",
        b"tw",
        b"o an",
        b"",
        b"",
    ]


@pytest.mark.parametrize("read", [WholeBody.read, WholeBody.readline])
def test_a_body_that_ends_early_says_how_much_is_missing(read) -> None:
    with pytest.raises(BadRequest, match="3 bytes"):
        read(WholeBody(BytesIO(b"one"), 6))
