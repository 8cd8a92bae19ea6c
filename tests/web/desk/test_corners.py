"""The corners of the desk are those whose pages let somebody in."""

from __future__ import annotations

from django.urls import resolve

from rembuk.people.roles import Role
from rembuk.web.access import access_of
from rembuk.web.desk.corners import CORNERS, corners_for


def test_a_treasurer_is_led_to_the_money_and_not_to_the_ballots():
    names = {resolve(href).url_name for href, _words in corners_for({Role.TREASURER})}

    assert ("desk-money" in names, "desk-votings" in names) == (True, False)


def test_every_corner_that_a_role_is_led_to_lets_it_in():
    for role in Role:
        for href, _words in corners_for({role}):
            access = access_of(resolve(href).func)
            assert access is not None
            assert role in access.roles


def test_every_corner_is_open_to_some_role():
    found = {resolve(href).url_name for href, _words in corners_for(Role)}

    assert found == {name for name, _words in CORNERS}
