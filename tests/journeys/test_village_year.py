"""The invented year, held against what a lived one would leave behind."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.db.models import Q

from rembuk.finance.models import Asked, Contribution, DonorReport, PaymentNotice, Transfer
from rembuk.finance.purses import purses_of
from rembuk.finance.states import ContributionState, NoticeState
from rembuk.finance.waiting import MoneyTaskKind, money_tasks
from rembuk.journal.models import Act, Seal
from rembuk.journal.queries import facts_of, reference
from rembuk.journeys.books.tally import tally_books
from rembuk.journeys.fates import Fate, count_fates
from rembuk.journeys.village_year import UnknownStage, seed_demo
from rembuk.kernel.periods import local_day
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.queries import is_missed
from rembuk.meetings.states import EntryKind, MeetingState
from rembuk.people.models import Person
from rembuk.plans.differences import digest_of
from rembuk.plans.models import PlanItem, PlanLine, YearPlan
from rembuk.plans.queries import lines_of
from rembuk.plans.states import ItemState, PlanState
from rembuk.priorities.models import Round, RoundOption, Voting
from rembuk.priorities.publishing import result_of
from rembuk.priorities.sealing import insist_as_sealed, spoken
from rembuk.priorities.states import Way
from rembuk.projects.bills import sum_of
from rembuk.projects.impact import follow_ups_due
from rembuk.projects.models import Delivery, Draw, ImpactReading, Measurement, Project
from rembuk.projects.queries import bill_of, reaches_of
from rembuk.projects.states import DrawState, ImpactMoment, ProjectState
from rembuk.regions.models import Tier
from rembuk.voices.models import Answer, Merge, Need, Support, Voice
from rembuk.voices.queries import NeedFilter, newest_needs
from rembuk.voices.states import Channel, NeedState, VoiceState
from tests.cast import MONDAY

pytestmark = pytest.mark.django_db

VOICES = 600
# What somebody asks about a payment in each kampung, and the case about the work that is disputed.
ASKED = 17 + 1


def test_a_year_holds_together_and_the_same_moment_gives_the_same_one():
    # One invented year costs seconds; the second one is also the one that is looked at.
    with suppress(Undo), transaction.atomic():
        seed_demo("year", at=MONDAY, voices=VOICES)
        first = told()
        raise Undo
    accounts = seed_demo("year", at=MONDAY, voices=VOICES)

    assert told() == first
    every_voice_has_one_fate()
    every_state_is_there()
    every_kampung_has_a_plan_that_remembers()
    every_plan_was_decided_in_a_forum_whose_minutes_needs_name()
    works_stand_in_every_state_and_one_is_disputed()
    works_handed_over_long_ago_are_due_to_be_looked_at_again()
    every_paid_work_leads_back_to_who_asked_for_it()
    gifts_stand_in_every_state_and_equal_the_ledger()
    each_desk_of_money_has_something_to_do()
    counts_equal_the_rows_they_count()
    every_refusal_has_a_reason_and_a_next_step()
    acts_say_what_those_of_actions_say()
    every_kampung_has_met()
    every_option_is_what_its_kampung_planned()
    rounds_stand_as_they_were_sealed()
    the_kecamatan_answered_what_its_forum_decided()
    a_counted_vote_has_winners_and_a_reserve_list()
    assert newest_needs(NeedFilter(search="dalan rusak"), limit=5).rows
    assert "rembuk-" in accounts
    assert all(login in accounts for login in ("admin", "camat", "petugas-2005", "kepala-2005"))


def every_voice_has_one_fate():
    fates = count_fates()

    assert sum(fates.values()) == Voice.objects.count() == VOICES + ASKED
    assert Asked.objects.count() == ASKED


def every_state_is_there():
    states = set(Voice.objects.values_list("state", flat=True))
    need_states = set(Need.objects.values_list("state", flat=True))

    # Whether a doubtful voice still waits depends on the draw.
    assert states | {VoiceState.HELD.value} == set(VoiceState.values)
    assert need_states == set(NeedState.values)


def every_kampung_has_a_plan_that_remembers():
    plans = YearPlan.objects.filter(state=PlanState.APPROVED)
    states = set(PlanItem.objects.values_list("state", flat=True))

    assert Counter(plans.values_list("year", flat=True)) == {2026: 17, 2027: 17}
    assert plans.values("region").distinct().count() == 17
    assert {ItemState.PLANNED, ItemState.CARRIED, ItemState.SENT_UP} <= states
    assert count_fates()[Fate.PLANNED] > 0
    assert all(plan.digest == digest_of(lines_of(plan)) for plan in plans)
    assert not Act.objects.filter(at__gt=MONDAY).exists()


def every_plan_was_decided_in_a_forum_whose_minutes_needs_name():
    forums = Meeting.objects.filter(kind="planning_forum", state=MeetingState.CLOSED)
    decided = Entry.objects.filter(meeting__in=forums, kind=EntryKind.DECIDED)
    planned = PlanLine.objects.filter(plan__state=PlanState.APPROVED, item__need__isnull=False)

    assert Counter(forums.values_list("quorum_waiver", flat=True)) == {"": forums.count()}
    assert set(planned.values_list("item__need", flat=True)) <= set(decided.values_list("need", flat=True))
    assert Entry.objects.filter(target__in=decided, kind=EntryKind.OBJECTED).exists()
    named = {facts_of(act)["minutes"] for act in Act.objects.filter(kind="need.decided")}
    assert named == set(forums.values_list("code", flat=True))


def works_stand_in_every_state_and_one_is_disputed():
    projects = list(Project.objects.all())
    disputed = [reach for reach in reaches_of(projects).values() if reach.is_disputed]

    assert {project.state for project in projects} == set(ProjectState)
    assert all(project.item.need_id for project in Project.objects.select_related("item"))
    assert Measurement.objects.filter(project__unit="meter", third_thickness_mm__isnull=False).exists()
    assert Delivery.objects.filter(row__unit="sak").exists()
    assert len(disputed) == 1
    assert all(sum_of(bill_of(project)).paid_rupiah == project.cost_rupiah for project in projects)
    assert not any(sum_of(bill_of(project)).is_low_on_wages for project in projects)
    assert {draw.state for draw in Draw.objects.all()} == {DrawState.DRAWN}


def every_paid_work_leads_back_to_who_asked_for_it():
    paid = Transfer.objects.filter(post__item__isnull=False)
    works = Project.objects.filter(item__in=paid.values("post__item"))
    asked_for = Voice.objects.filter(need__in=works.values("item__need"))

    assert {ProjectState.STARTED, ProjectState.HALTED, ProjectState.DONE} <= {project.state for project in works}
    assert set(asked_for.values_list("need", flat=True)) == set(works.values_list("item__need", flat=True))
    assert set(paid.values_list("year", flat=True)) == {MONDAY.year}


def works_handed_over_long_ago_are_due_to_be_looked_at_again():
    over = list(Project.objects.filter(state=ProjectState.HANDED_OVER).order_by("id"))
    read_at = {one: set(ImpactReading.objects.filter(project=one).values_list("moment", flat=True)) for one in over}
    due = follow_ups_due(Project.objects.all(), ImpactMoment.HALF_YEAR, local_day(MONDAY))

    assert set(due) == {one for one, moments in read_at.items() if moments == {"before"}} != set()


def gifts_stand_in_every_state_and_equal_the_ledger():
    gifts = list(Contribution.objects.all())
    purses = purses_of([one.pk for one in gifts])

    assert {one.state for one in gifts} == set(ContributionState)
    assert all("contoh" in one.donor_name for one in gifts)
    assert any(one.is_anonymous for one in gifts)
    arrived = Transfer.objects.filter(credit__startswith="4.3") | Transfer.objects.filter(credit="4.1.3")
    assert sum(one.received_rupiah for one in purses.values()) == sum(one.amount_rupiah for one in arrived)
    assert {
        report.spent_rupiah == purses[report.contribution_id].spent_rupiah for report in DonorReport.objects.all()
    } == {True}
    assert PaymentNotice.objects.filter(state=NoticeState.WAITING).count() == 1


def every_option_is_what_its_kampung_planned():
    options = RoundOption.objects.filter(round__way=Way.BALLOTS).select_related("item", "round")

    assert {option.round.region_id == option.item.region_id for option in options} == {True}
    assert {option.item.need_id is None for option in options} == {False}


def the_kecamatan_answered_what_its_forum_decided():
    above = Round.objects.get(region__tier=Tier.SUBDISTRICT, way=Way.CRITERIA)
    states = {option.item.state for option in RoundOption.objects.filter(round=above).select_related("item")}

    assert Act.objects.filter(kind="round.adopted", subject=reference(above)).exists()
    assert ItemState.ADOPTED in states
    assert ItemState.SENT_UP not in states


def rounds_stand_as_they_were_sealed():
    sealed = Round.objects.filter(sealed_at__isnull=False).select_related("region", "rule_set", "sealed_in")

    for one in sealed:
        insist_as_sealed(one)
        assert spoken(one.digest) in one.sealed_in.words
    assert {one.region.tier for one in sealed} == {Tier.VILLAGE, Tier.SUBDISTRICT}


def a_counted_vote_has_winners_and_a_reserve_list():
    result = result_of(Voting.objects.get(counted_at__isnull=False))

    assert result.winners
    assert result.reserve


def each_desk_of_money_has_something_to_do():
    waiting = {
        login: {one.kind for one in money_tasks(Person.objects.get(login=login), at=MONDAY)}
        for login in ("bendahara-2005", "kepala-2005", "bendahara-2011")
    }

    assert waiting == {
        "bendahara-2005": {MoneyTaskKind.PAY},
        "kepala-2005": {MoneyTaskKind.DECIDE},
        "bendahara-2011": {MoneyTaskKind.PAY},
    }
    assert tally_books().wrong == ()


def counts_equal_the_rows_they_count():
    joined = Counter(Voice.objects.filter(need__isnull=False).values_list("need", flat=True))
    supported = Counter(Support.objects.values_list("need", flat=True))

    for need in Need.objects.all():
        assert need.voice_count == joined[need.pk]
        assert need.support_count == supported[need.pk]
    assert Merge.objects.filter(undone_at__isnull=True).count() == sum(joined.values())


def every_refusal_has_a_reason_and_a_next_step():
    refusals = Answer.objects.exclude(kind="answered")

    assert refusals.exists()
    assert not refusals.filter(reason_code="").exists()
    assert not refusals.filter(next_step="").exists()


def every_kampung_has_met():
    # What decides about a plan or a round is a meeting more.
    decides = Q(title__contains="rioritas") | Q(title__contains="Runding") | Q(kind="planning_forum")
    usual = Meeting.objects.filter(state=MeetingState.CLOSED).exclude(decides)
    closed = Counter(usual.values_list("region_number", flat=True))
    spoken = Entry.objects.filter(kind=EntryKind.SPOKEN).select_related("voice", "meeting")

    assert len(closed) == 17
    assert sorted(set(closed.values())) == [3, 4]  # Every fifth kampung has missed its progress meeting.
    assert sum(is_missed(one.state, one.starts_at, at=MONDAY) for one in Meeting.objects.all()) == 3
    assert all(one.voice.region_number == one.meeting.region_number for one in spoken)
    assert {one.voice.channel for one in spoken} == {Channel.MEETING}


def acts_say_what_those_of_actions_say():
    """The facts that actions write, by kind; tests/voices holds the actions to the same."""
    expected = {
        "voice.received": {"code", "wants", "channel", "role"},
        "meeting.closed": {"code", "role", "digest"},
        "voice.tidied": {"code", "role", "title", "subject"},
        "voice.merged": {"code", "role", "need", "title"},
        "voice.parted": {"code", "role", "need", "why"},
        "voice.withdrawn": {"code", "reason"},
        "need.opened": {"code", "role", "voice", "title"},
        "need.routed": {"code", "role", "answer", "level", "agency"},
        "need.forwarded": {"code", "role", "reason", "sentence", "next_step", "level", "agency"},
        "need.postponed": {"code", "role", "reason", "sentence", "next_step"},
    }

    for kind, facts in expected.items():
        act = Act.objects.filter(kind=kind).first()
        assert act is not None, kind
        assert set(facts_of(act)) == facts, kind
    assert Seal.objects.count() == Act.objects.count()


class Undo(Exception):
    """Nothing of this year stays."""


def told():
    """What anybody can tell one year from another by."""
    plans = PlanItem.objects.order_by("code").values_list("code", "title", "state", "decision__sentence")
    spoken = [
        model.objects.order_by("code").values_list("code", "title", "subject", "state") for model in (Voice, Need)
    ]
    return list(plans), *map(list, spoken)


def test_early_in_a_year_nothing_of_it_lies_ahead():
    at = datetime(2027, 1, 2, 5, tzinfo=UTC)

    seed_demo("year", at=at, voices=300)

    assert set(YearPlan.objects.values_list("year", flat=True)) == {2027}
    assert set(Round.objects.values_list("year", flat=True)) == {2027}
    assert all("2028" not in title for title in Round.objects.values_list("title", flat=True))
    assert Transfer.objects.filter(post__item__isnull=False).exists()
    assert not Act.objects.filter(at__gt=at).exists()


def test_at_the_first_stage_nothing_is_decided_yet():
    seed_demo("intake", at=MONDAY, voices=60)

    assert set(Voice.objects.values_list("state", flat=True)) <= {VoiceState.RECEIVED, VoiceState.HELD}
    assert not Need.objects.exists()


def test_an_unknown_stage_is_refused():
    with pytest.raises(UnknownStage, match="'harvest' is no stage"):
        seed_demo("harvest", at=MONDAY)
