"""The last entry of the menu leads to one's own place; on a page that is kept for everybody it leads to signing in."""

from __future__ import annotations

import pytest
from django.test import Client

from rembuk.people.roles import Role
from rembuk.web.matrix import visitors
from tests.cast import play
from tests.web.pages import read
from tests.web.staged import client_of, staged

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Client:
    stage = staged(play())
    return client_of(stage, next(one for one in visitors() if one.name == Role.OFFICER.value))


def test_at_the_desk_the_menu_leads_back_to_it(officer: Client) -> None:
    links = read(officer.get("/en/meja")).links

    assert "/en/meja" in links
    assert "/en/masuk" not in links


def test_among_ones_own_data_the_menu_leads_back_to_them(officer: Client) -> None:
    links = read(officer.get("/en/data-saya")).links

    assert "/en/data-saya" in links
    assert "/en/masuk" not in links


def test_a_public_page_is_the_same_whoever_is_signed_in(officer: Client) -> None:
    assert officer.get("/en/kebutuhan").content == Client().get("/en/kebutuhan").content
