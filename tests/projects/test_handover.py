"""Handing a finished work over to those who care for it: with photos, by two people, and asking residents."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.queries import acts_on
from rembuk.kernel.states import MoveNotAllowed
from rembuk.projects.actions import (
    HandoverDraft,
    NobodyAsked,
    OfferedAlready,
    PhotosMissing,
    offer_handover,
    send_back_handover,
    take_over,
)
from rembuk.projects.models import Handover, Project
from rembuk.projects.queries import handover_of
from rembuk.projects.states import HandoverState, ProjectState
from rembuk.projects.tasks import WorkTaskKind, work_tasks
from tests.cast import THURSDAY, Cast
from tests.projects.scenes import done, photographed, started

KEY, OTHER_KEY = UUID(int=1), UUID(int=2)
DRAFT = HandoverDraft("Kelompok jalan Dusun III", "Balai kampung", "Selokan dibersihkan tiap bulan.", 31, 4, 2)


def offered(project: Project, cast: Cast) -> Handover:
    return offer_handover(project, DRAFT, key=KEY, by=cast.head, at=THURSDAY)


def test_a_work_is_handed_over_by_two_and_ready_for_the_register(cast):
    project = photographed(done(cast), cast)

    handover = offered(project, cast)
    assert project.state == ProjectState.DONE
    take_over(handover, by=cast.council, at=THURSDAY)

    project.refresh_from_db()
    assert (project.state, handover.present) == (ProjectState.HANDED_OVER, 37)
    assert [act.kind for act in acts_on(project)][-2:] == ["project.handover_offered", "project.handed_over"]


def test_nothing_is_handed_over_without_photos_of_before_during_and_after(cast):
    with pytest.raises(PhotosMissing, match="before, during, after"):
        offered(done(cast), cast)


def test_nothing_is_handed_over_before_it_was_checked(cast):
    with pytest.raises(MoveNotAllowed):
        offered(photographed(started(cast), cast), cast)


def test_residents_are_asked_whether_they_are_satisfied(cast):
    project = photographed(done(cast), cast)
    unasked = replace(DRAFT, satisfied=0, undecided=0, dissatisfied=0)

    with pytest.raises(NobodyAsked):
        offer_handover(project, unasked, key=KEY, by=cast.head, at=THURSDAY)


def test_nobody_hands_over_to_themselves_not_even_past_the_action(cast):
    handover = offered(photographed(done(cast), cast), cast)

    with pytest.raises(PermissionDenied):
        take_over(handover, by=cast.head, at=THURSDAY)
    with pytest.raises(IntegrityError, match="nobody_hands_over_to_themselves"), transaction.atomic():
        Handover.objects.update(state=HandoverState.TAKEN_OVER, settled_by=cast.head, settled_at=THURSDAY)


def test_a_handover_sent_back_says_why_and_another_may_follow(cast):
    project = photographed(done(cast), cast)
    handover = offered(project, cast)
    with pytest.raises(OfferedAlready):
        offer_handover(project, DRAFT, key=OTHER_KEY, by=cast.head, at=THURSDAY)

    with pytest.raises(PermissionDenied):
        send_back_handover(handover, "Kurang.", by=cast.resident, at=THURSDAY)
    send_back_handover(handover, "Ujungnya retak.", by=cast.council, at=THURSDAY)
    again = offer_handover(project, DRAFT, key=OTHER_KEY, by=cast.head, at=THURSDAY)

    assert (handover.sent_back_why, handover_of(project)) == ("Ujungnya retak.", again)


def test_what_is_sent_twice_is_offered_once_and_residents_offer_nothing(cast):
    project = photographed(done(cast), cast)

    assert offered(project, cast) == offered(project, cast)
    with pytest.raises(PermissionDenied):
        offer_handover(project, DRAFT, key=OTHER_KEY, by=cast.resident, at=THURSDAY)


def test_the_head_and_then_the_council_find_it_among_their_tasks(cast):
    project = photographed(done(cast), cast)

    first = {one.kind: [row.code for row in one.rows] for one in work_tasks(cast.head, at=THURSDAY)}
    offered(project, cast)
    then = {one.kind: [row.code for row in one.rows] for one in work_tasks(cast.council, at=THURSDAY)}

    assert first == {WorkTaskKind.OFFER: [project.code]}
    assert then == {WorkTaskKind.TAKE_OVER: [project.code]}
