"""The board of sample messages, which is there in a demo alone."""

from __future__ import annotations

import pytest
from django.test import Client

from rembuk.messaging.actions import write_message
from rembuk.messaging.states import Channel
from rembuk.people.code_apps import code_now, connect_code_app
from tests.cast import MONDAY, Cast
from tests.web.pages import read

pytestmark = pytest.mark.django_db


def test_where_people_are_real_there_is_no_board(client: Client, cast: Cast, settings):
    settings.SIMULATOR = False
    write_message("a", Channel.PHONE, "+6281200000001", "Kode", "123456", by=None, at=MONDAY)

    response = client.get("/simulator")

    assert response.status_code == 404
    assert b"123456" not in response.content


def test_a_demo_shows_what_it_would_have_sent(client: Client, cast: Cast, settings):
    settings.SIMULATOR = True
    write_message("a", Channel.PHONE, "+6281200000001", "Kode masuk", "123456", by=None, at=MONDAY)

    page = read(client.get("/simulator"))

    assert "+6281200000001" in page.text
    assert "123456" in page.text


def test_a_demo_shows_the_codes_of_those_who_decide(client: Client, cast: Cast, settings, time_machine):
    settings.SIMULATOR = True
    time_machine.move_to(MONDAY, tick=False)
    connect_code_app(cast.head, "JBSWY3DPEHPK3PXP")

    response = client.get("/simulator")

    assert code_now(cast.head, at=MONDAY) in read(response).text
    assert "no-store" in response["Cache-Control"]
