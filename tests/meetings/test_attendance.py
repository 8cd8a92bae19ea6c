from __future__ import annotations

import pytest

from rembuk.meetings.attendance import Turnout, public_cells, public_counts
from rembuk.meetings.minutes import Minutes
from rembuk.meetings.states import Crowd, Measure

GROUPS = [Crowd.EVERYBODY, Crowd.WOMEN, Crowd.MEN, Crowd.DISABLED]


def came(**counts):
    read = {(Crowd(group), Measure.CAME): people for group, people in counts.items()}
    return Minutes(read, (), (), (), (), (), (), (), (), ())


def shown(minutes):
    return {group.value: cells[Measure.CAME].shown for group, cells in public_counts(minutes, GROUPS).items()}


def test_numbers_from_one_to_four_are_masked():
    assert shown(came(everybody=22, disabled=4)) == {"everybody": 22, "women": None, "men": None, "disabled": None}


def test_nobody_and_five_are_shown():
    assert shown(came(everybody=22, disabled=0))["disabled"] == 0
    assert shown(came(everybody=22, disabled=5))["disabled"] == 5


def test_a_masked_number_cannot_be_worked_out_from_the_two_others():
    assert shown(came(everybody=22, women=3, men=19)) == {
        "everybody": 22, "women": None, "men": None, "disabled": None,
    }  # fmt: skip


def test_two_masked_numbers_hide_each_other_and_nobody_may_be_shown():
    assert shown(came(everybody=3, women=3, men=0)) == {"everybody": None, "women": None, "men": 0, "disabled": None}


def test_who_was_asked_is_masked_as_who_came():
    asked = public_cells({Crowd.EVERYBODY: 30, Crowd.WOMEN: 3, Crowd.MEN: 27, Crowd.YOUTH: 6})

    assert {group.value: cell.shown for group, cell in asked.items()} == {
        "everybody": 30, "women": None, "men": None, "youth": 6,
    }  # fmt: skip


@pytest.mark.parametrize("women", range(12))
@pytest.mark.parametrize("men", range(12))
def test_no_small_number_can_be_worked_out(women, men):
    cells = shown(came(everybody=women + men, women=women, men=men))
    known = {name: cells[name] for name in ("everybody", "women", "men") if cells[name] is not None}

    worked_out = dict(known)
    if {"everybody", "women"} <= known.keys():
        worked_out["men"] = known["everybody"] - known["women"]
    if {"everybody", "men"} <= known.keys():
        worked_out["women"] = known["everybody"] - known["men"]
    if {"women", "men"} <= known.keys():
        worked_out["everybody"] = known["women"] + known["men"]

    assert [name for name, people in worked_out.items() if 0 < people < 5] == []


def test_a_third_of_ten_people_is_four():
    assert not Turnout("women", have=3, of=10, at_least_percent=34).is_reached
    assert Turnout("women", have=4, of=10, at_least_percent=34).is_reached
