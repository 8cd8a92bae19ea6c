"""Minutes of talks give the same bytes whenever they are written, and whoever changes them is found out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta, timezone
from fractions import Fraction

import pytest

from rembuk.engines.merkle.canonical import canonical_json
from rembuk.engines.negotiation import Deed, NotMinutes, Party, Step, StepRefused, Table, minutes, read_minutes
from tests.engines.negotiation.kampung import KAMPUNG
from tests.engines.negotiation.talks import AGREED, SPENT, TERMS, step


@pytest.mark.parametrize("steps", [(), SPENT, AGREED, (*SPENT, step(Deed.LAPSE, Party.GOVERNMENT, 5))])
def test_minutes_that_are_read_and_written_again_are_the_same_to_the_byte(steps: tuple[Step, ...]) -> None:
    written = minutes(TERMS, steps)

    assert read_minutes(written) == (TERMS, steps)
    assert minutes(*read_minutes(written)) == written


def test_conditions_of_the_table_come_back_as_they_were() -> None:
    table = Table(
        KAMPUNG.projects,
        KAMPUNG.funds,
        duties=frozenset({"well"}),
        refused=frozenset({"office"}),
        conflicts=frozenset({frozenset({"road", "drain"})}),
        needs={"drain": frozenset({"lamps"})},
    )
    terms = replace(TERMS, table=table, residents_share=Fraction(2, 3))

    assert read_minutes(minutes(terms, ())) == (terms, ())


def test_the_zone_in_which_a_time_was_told_changes_no_byte() -> None:
    west = timezone(timedelta(hours=7))
    told = tuple(replace(each, at=each.at.astimezone(west)) for each in AGREED)

    assert minutes(TERMS, told) == minutes(TERMS, AGREED)


def test_minutes_say_where_the_talks_ended_and_what_is_built() -> None:
    read = json.loads(minutes(TERMS, AGREED))

    assert (read["stage"], read["built"]) == ("agreed", ["drain", "well", "lamps"])
    assert json.loads(minutes(TERMS, SPENT))["built"] is None


def test_nobody_writes_minutes_of_a_step_that_was_not_possible() -> None:
    with pytest.raises(StepRefused, match="sign is not possible in talking"):
        minutes(TERMS, [step(Deed.SIGN, Party.RESIDENTS, 1)])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("stage",), "parted"),
        (("built",), ["road"]),
        (("format",), 2),
        (("terms", "rounds"), "0"),
        (("terms", "rounds"), 2),
        (("terms", "residents_share"), "3/2"),
        (("terms", "residents_share"), "1e999999999"),
        (("terms", "opens_at"), "0001-01-01T00:00:00+23:00"),
        (("terms", "opens_at"), "2027-01-04T02:00:00"),
        (("steps", 2, "words"), 5),
        (("terms", "residents_share"), "1/0"),
        (("terms", "table", "funds", "village"), "10"),
        (("steps", 4, "party"), "residents"),
        (("steps", 4, "person"), "siti"),
        (("steps", 3, "deed"), "shout"),
        (("steps", 1, "projects"), ["road", "drain"]),
        (("steps",), None),
    ],
)
def test_a_changed_place_is_found_out(path: tuple[str | int, ...], value: object) -> None:
    changed = json.loads(minutes(TERMS, AGREED))
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value

    with pytest.raises(NotMinutes):
        read_minutes(canonical_json(changed))


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b"{}", b'{"terms":{},"steps":[]}', b"\xff"])
def test_other_bytes_are_no_minutes(data: bytes) -> None:
    with pytest.raises(NotMinutes):
        read_minutes(data)
