from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.models import Act
from rembuk.journal.queries import acts_on
from rembuk.kernel.states import MoveNotAllowed
from rembuk.meetings.actions import (
    PlannedOtherwise,
    call_meeting,
    cancel_meeting,
    invite_group,
    plan_meeting,
    start_meeting,
)
from rembuk.meetings.kinds import UnknownKind
from rembuk.meetings.models import Meeting
from rembuk.meetings.queries import agenda_of, invited_to, is_missed, public_meetings
from rembuk.meetings.states import Crowd, MeetingState
from rembuk.people.roles import Role
from tests.cast import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, preset_rules
from tests.meetings.scenes import called, draft_of, planned


def test_a_planned_hamlet_meeting_has_the_agenda_of_135_minutes(cast):
    meeting = planned(cast)

    agenda = agenda_of(meeting)

    assert meeting.state == MeetingState.PLANNED
    assert [item.minutes for item in agenda] == [5, 10, 30, 45, 30, 10, 5]
    assert sum(item.minutes for item in agenda) == 135
    assert agenda[0].label == "Pembukaan"


def test_the_groups_that_must_be_asked_come_from_the_rules(cast):
    meeting = planned(cast)

    assert [group.value for group in invited_to(meeting)] == [
        *("everybody", "women", "men", "youth", "elderly", "disabled", "poor", "farmers"),
    ]


def test_the_same_plan_sent_twice_is_one_meeting(cast):
    first = planned(cast)

    again = planned(cast)

    assert again == first
    assert Meeting.objects.count() == 1
    assert [act.kind for act in acts_on(first)] == ["meeting.planned"]


def test_another_meeting_under_the_same_key_is_refused(cast):
    planned(cast)

    with pytest.raises(PlannedOtherwise):
        planned(cast, starts_at=THURSDAY)


def test_a_kind_that_the_rules_do_not_know_cannot_be_planned(cast):
    with pytest.raises(UnknownKind):
        planned(cast, kind="secret_meeting")


@pytest.mark.parametrize("name", ["resident", "other_officer", "monitor"])
def test_who_has_nothing_to_do_with_it_plans_nothing(cast, name):
    with pytest.raises(PermissionDenied):
        plan_meeting(draft_of(cast), by=getattr(cast, name), at=MONDAY)

    assert not Act.objects.exists()


def test_the_village_head_cannot_call_a_meeting_of_the_council(cast):
    meeting = planned(cast, kind="village_meeting", locality=None)

    with pytest.raises(PermissionDenied):
        call_meeting(meeting, by=cast.head, at=MONDAY)

    assert Meeting.objects.get().state == MeetingState.PLANNED


def test_the_council_calls_its_own_meeting_and_everybody_reads_of_it(cast):
    meeting = planned(cast, kind="village_meeting", locality=None)
    assert list(public_meetings()) == []

    call_meeting(meeting, by=cast.council, at=MONDAY)

    assert list(public_meetings()) == [meeting]
    assert meeting.called_as == Role.COUNCIL


def test_the_council_cannot_call_the_planning_forum_of_the_head(cast):
    meeting = planned(cast, kind="planning_forum", locality=None)

    with pytest.raises(PermissionDenied):
        call_meeting(meeting, by=cast.council, at=MONDAY)


def test_groups_are_invited_by_number(cast):
    meeting = planned(cast)

    invite_group(meeting, Crowd.WOMEN, 12, by=cast.facilitator, at=MONDAY)
    invite_group(meeting, Crowd.WOMEN, 15, by=cast.facilitator, at=TUESDAY)

    assert invited_to(meeting)[Crowd.WOMEN] == 15


def test_an_officer_of_another_kampung_invites_nobody(cast):
    meeting = planned(cast)

    with pytest.raises(PermissionDenied):
        invite_group(meeting, Crowd.WOMEN, 12, by=cast.other_officer, at=MONDAY)


def test_a_meeting_is_called_off_with_a_reason_and_stays_readable(cast):
    meeting = called(cast)

    cancel_meeting(meeting, "Hujan deras", by=cast.officer, at=TUESDAY)

    assert meeting.cancelled_why == "Hujan deras"
    assert list(public_meetings()) == [meeting]
    with pytest.raises(MoveNotAllowed):
        start_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)


def test_a_resident_calls_nothing_off(cast):
    with pytest.raises(PermissionDenied):
        cancel_meeting(called(cast), "Hujan", by=cast.resident, at=TUESDAY)


def test_a_meeting_that_nobody_opened_is_missed_by_the_clock(cast):
    meeting = called(cast)

    assert not is_missed(meeting.state, meeting.starts_at, at=WEDNESDAY)
    assert is_missed(meeting.state, meeting.starts_at, at=THURSDAY)


def test_a_meeting_cannot_be_called_off_without_a_reason(cast):
    meeting = called(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CANCELLED)


def test_all_roles_and_groups_of_the_kinds_that_ship_exist():
    kinds = preset_rules().meetings
    roles = {key for kind in kinds for key in (*kind.called_by, *kind.decided_by, *kind.recorded_by)}

    assert len(kinds) == 13
    assert roles - set(Role.values) == set()
    assert {group for kind in kinds for group in kind.invited} - set(Crowd.values) == set()
    assert {one.forum for one in preset_rules().quorum} - {kind.key for kind in kinds} == set()
