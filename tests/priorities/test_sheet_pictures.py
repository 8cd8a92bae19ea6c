"""A picture of a paper ballot: beside what was read on it, and seen by nobody but its readers and observers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.priorities.actions import ShowsAnotherSheet, read_sheet
from rembuk.priorities.models import PaperReading
from rembuk.priorities.permissions import may_compare_sheet, may_see_sheet
from rembuk.priorities.queries import SheetReading, photographed_sheets, readings_of
from tests.cast import Cast
from tests.priorities.scenes import CLOSING, VOTING, Scene
from tests.priorities.test_paper import ROAD, WELL, with_paper

BEFORE_THE_END = CLOSING - timedelta(seconds=1)
EVERYBODY = (
    "officer",
    "facilitator",
    "secretary",
    "head",
    "council",
    "monitor",
    "resident",
    "other_officer",
)


def picture(digest: str = "a" * 64) -> Photo:
    return Photo.objects.create(digest=digest, width=480, height=640, size=1, kept_at=VOTING)


def read(scene: Scene, by: Person, marks: dict[str, int] = WELL, photo: Photo | None = None, serial: str = "001"):
    read_sheet(scene.voting, serial, marks, photo, by=by, at=VOTING)


def who(cast: Cast, scene: Scene, may, at: datetime) -> list[str]:
    return [name for name in EVERYBODY if may(getattr(cast, name), scene.voting, "001", at=at)]


def test_each_reading_stands_beside_its_picture(cast: Cast) -> None:
    scene, photo = with_paper(cast), picture()
    read(scene, cast.officer, WELL, photo)
    read(scene, cast.facilitator, ROAD)

    assert readings_of(scene.voting, "001") == [
        SheetReading(cast.officer, WELL, photo),
        SheetReading(cast.facilitator, ROAD, None),
    ]
    assert photographed_sheets(scene.voting) == ["001"]


def test_until_a_sheet_is_settled_whoever_may_read_it_sees_its_picture(cast: Cast) -> None:
    scene = with_paper(cast)
    read(scene, cast.officer, WELL, picture())

    seen = who(cast, scene, may_see_sheet, BEFORE_THE_END)

    assert seen == ["officer", "facilitator", "secretary", "head", "council"]


def test_a_settled_sheet_is_seen_by_its_two_readers_alone_while_people_vote(cast: Cast) -> None:
    scene = with_paper(cast)
    read(scene, cast.officer, WELL, picture())
    read(scene, cast.facilitator)

    assert who(cast, scene, may_see_sheet, BEFORE_THE_END) == ["officer", "facilitator"]


def test_after_the_end_observers_see_it_too(cast: Cast) -> None:
    scene = with_paper(cast)
    read(scene, cast.officer, WELL, picture())
    read(scene, cast.facilitator)

    assert who(cast, scene, may_see_sheet, CLOSING) == ["officer", "facilitator", "council", "monitor"]


def test_what_others_read_is_told_to_who_has_read_it_and_to_observers_once_it_is_settled(cast: Cast) -> None:
    scene = with_paper(cast)
    read(scene, cast.officer, WELL, picture())
    while_open = who(cast, scene, may_compare_sheet, CLOSING)
    read(scene, cast.facilitator)

    assert while_open == ["officer"]
    assert who(cast, scene, may_compare_sheet, BEFORE_THE_END) == ["officer", "facilitator"]
    assert who(cast, scene, may_compare_sheet, CLOSING) == ["officer", "facilitator", "council", "monitor"]


def test_one_picture_does_not_stand_for_two_sheets(cast: Cast) -> None:
    scene, photo = with_paper(cast), picture()
    read(scene, cast.officer, WELL, photo)

    with pytest.raises(ShowsAnotherSheet, match="001"):
        read(scene, cast.officer, WELL, photo, serial="002")

    read(scene, cast.facilitator, WELL, photo)
    assert list(PaperReading.objects.values_list("serial", flat=True)) == ["001", "001"]
