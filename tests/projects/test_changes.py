"""Teams that declare, photos, struck rows, and changes that a second person decides."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.queries import acts_on
from rembuk.kernel.states import MoveNotAllowed
from rembuk.media.models import Photo
from rembuk.projects.actions import (
    ChangeDraft,
    ChangeWaits,
    TeamHasAChair,
    add_work_photo,
    agree_to_change,
    ask_for_change,
    name_team_member,
    refuse_change,
    strike_bill_row,
    write_bill,
)
from rembuk.projects.models import Project, WorkChange
from rembuk.projects.queries import bill_of, change_waiting, changes_of, is_photo_of_work, photos_of_work, team_of
from rembuk.projects.states import ChangeKind, ChangeState, Duty, PhotoMoment
from tests.cast import THURSDAY, Cast
from tests.projects.scenes import BILL, CEMENT, prepared, started

KEY, OTHER_KEY = UUID(int=1), UUID(int=2)
LATER = ChangeDraft(ChangeKind.DELAY, "Hujan dua minggu.", last_month=9)
LONGER = ChangeDraft(ChangeKind.SIZE, "Disambung.", volume=Decimal(160), cost_rupiah=65_000_000)


def asked(project: Project, cast: Cast, draft: ChangeDraft = LATER) -> WorkChange:
    return ask_for_change(project, draft, key=KEY, by=cast.officer, at=THURSDAY)


def test_a_change_counts_once_somebody_else_agrees(cast):
    project = started(cast)

    change = asked(project, cast, LONGER)
    assert (project.volume, change_waiting(project)) == (Decimal(150), change)
    agree_to_change(change, by=cast.head, at=THURSDAY)

    project.refresh_from_db()
    assert (project.volume, project.cost_rupiah, project.last_month) == (Decimal(160), 65_000_000, 6)
    assert [act.kind for act in acts_on(project)][-2:] == ["project.change_asked", "project.change_agreed"]


def test_a_refused_change_changes_nothing_and_is_not_agreed_to_later(cast):
    project = started(cast)
    change = asked(project, cast)

    refuse_change(change, "Tidak hujan.", by=cast.head, at=THURSDAY)
    with pytest.raises(MoveNotAllowed):
        agree_to_change(change, by=cast.head, at=THURSDAY)

    project.refresh_from_db()
    assert (project.last_month, [one.state for one in changes_of(project)]) == (6, [ChangeState.REFUSED])


def test_a_change_asked_for_twice_under_one_key_is_one_and_another_waits_its_turn(cast):
    project = started(cast)

    assert asked(project, cast) == asked(project, cast)
    with pytest.raises(ChangeWaits, match="Hujan"):
        ask_for_change(project, LONGER, key=OTHER_KEY, by=cast.officer, at=THURSDAY)


def test_nobody_agrees_to_their_own_change_not_even_past_the_action(cast):
    change = asked(started(cast), cast)

    with pytest.raises(PermissionDenied):
        agree_to_change(change, by=cast.officer, at=THURSDAY)
    with pytest.raises(PermissionDenied):
        refuse_change(change, "Tidak.", by=cast.other_head, at=THURSDAY)
    with pytest.raises(IntegrityError, match="nobody_agrees_to_their_own_change"), transaction.atomic():
        WorkChange.objects.filter(pk=change.pk).update(
            state=ChangeState.AGREED, decided_by=cast.officer, decided_at=THURSDAY
        )


def test_nothing_is_changed_of_what_has_not_begun(cast):
    project = prepared(cast)

    with pytest.raises(MoveNotAllowed):
        asked(project, cast)
    with pytest.raises(PermissionDenied):
        ask_for_change(project, LATER, key=KEY, by=cast.resident, at=THURSDAY)


def test_a_team_has_one_chair_and_each_declares(cast):
    project = prepared(cast)
    chair = name_team_member(project, "Pak Contoh", Duty.CHAIR, key=KEY, by=cast.secretary, at=THURSDAY)

    again = name_team_member(project, "Pak Contoh", Duty.CHAIR, key=KEY, by=cast.secretary, at=THURSDAY)
    with pytest.raises(TeamHasAChair):
        name_team_member(project, "Bu Contoh", Duty.CHAIR, key=OTHER_KEY, by=cast.secretary, at=THURSDAY)
    with pytest.raises(PermissionDenied):
        name_team_member(project, "Bu Contoh", Duty.MEMBER, key=OTHER_KEY, by=cast.resident, at=THURSDAY)

    assert (again, list(team_of(project))) == (chair, [chair])


def test_a_photo_shows_a_work_once_and_only_then_is_it_for_everybody(cast):
    project = started(cast)
    photo = Photo.objects.create(digest="a" * 64, width=8, height=6, size=90, kept_at=THURSDAY)
    assert not is_photo_of_work(photo.digest)

    for _again in range(2):
        add_work_photo(project, photo, PhotoMoment.BEFORE, "Jalan berlubang.", by=cast.council, at=THURSDAY)
    with pytest.raises(PermissionDenied):
        add_work_photo(project, photo, PhotoMoment.BEFORE, "Jalan.", by=cast.resident, at=THURSDAY)

    assert [(one.words, one.added_as) for one in photos_of_work(project)] == [("Jalan berlubang.", "council")]
    assert is_photo_of_work(photo.digest)


def test_a_struck_row_stays_with_its_reason_and_counts_no_more(cast):
    project = prepared(cast)
    write_bill(project, BILL, by=cast.secretary, at=THURSDAY)
    cement = bill_of(project).get(what=CEMENT.what)

    with pytest.raises(PermissionDenied):
        strike_bill_row(cement, "Salah.", by=cast.head, at=THURSDAY)
    strike_bill_row(cement, "Tertulis dua kali.", by=cast.secretary, at=THURSDAY)

    assert CEMENT.what not in [row.what for row in bill_of(project)]
    cement.refresh_from_db()
    assert (cement.struck_at, cement.struck_why) == (THURSDAY, "Tertulis dua kali.")
