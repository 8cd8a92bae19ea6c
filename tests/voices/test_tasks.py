from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rembuk.voices.actions import (
    answer_need,
    forward_need,
    hold_voice,
    object_to,
    open_need,
    receive_voice,
    route_need,
    withhold_voice,
)
from rembuk.voices.expectations import expected_of_need, expected_of_voice
from rembuk.voices.holding import HoldReason
from rembuk.voices.models import Objection, Voice
from rembuk.voices.permissions import may_settle_objection
from rembuk.voices.queries import TaskKind, tasks
from rembuk.voices.states import Channel, Disputed, VoiceKind
from tests.cast import MONDAY, TUESDAY, WEDNESDAY
from tests.voices.scenes import draft_of, opened, received, tidied


@pytest.fixture
def desk(cast):
    """One thing of every kind."""
    held = received(cast, "held", contact=cast.resident_phone)
    hold_voice(held, [HoldReason.SPAM], by=None, at=MONDAY)
    received(cast, "new")
    tidied(cast, "wish")
    tidied(cast, "question", kind=VoiceKind.QUESTION)
    opened(cast, "unrouted", title="Unrouted")
    village, _voice = opened(cast, "village", title="Village")
    route_need(village, "lane", by=cast.officer, at=TUESDAY)
    province, _voice = opened(cast, "province", title="Province")
    route_need(province, "provincial", by=cast.officer, at=TUESDAY)
    sent_on, _voice = opened(cast, "sent on", title="Sent on")
    route_need(sent_on, "provincial", by=cast.officer, at=TUESDAY)
    forward_need(sent_on, "BUKAN_KEWENANGAN", "Jalan provinsi.", by=cast.officer, at=TUESDAY)
    answered, _voice = opened(cast, "answered", title="Answered", contact=cast.resident_phone)
    answer_need(answered, "Ya.", by=cast.head, at=TUESDAY)
    disputed = Voice.objects.get(need=answered)
    object_to(disputed, Disputed.TIDYING, "Bukan begitu.", by=cast.resident, at=WEDNESDAY)
    return cast


def kinds(person):
    return {one.kind: len(one.rows) for one in tasks(person, at=WEDNESDAY)}


@pytest.mark.parametrize(
    ("who", "waiting"),
    [
        ("officer", {TaskKind.TIDY: 1, TaskKind.JOIN: 1, TaskKind.REPLY: 1, TaskKind.ROUTE: 1, TaskKind.FORWARD: 1}),
        ("facilitator", {TaskKind.TIDY: 1, TaskKind.JOIN: 1, TaskKind.OBJECTION: 1}),
        ("secretary", {TaskKind.REPLY: 1, TaskKind.ROUTE: 1, TaskKind.FORWARD: 1}),
        ("head", {TaskKind.REPLY: 1, TaskKind.ROUTE: 1, TaskKind.FORWARD: 1, TaskKind.ANSWER: 1}),
        ("moderator", {TaskKind.CHECK: 1, TaskKind.OBJECTION: 1}),
        ("camat_officer", {TaskKind.CHECK: 1, TaskKind.OBJECTION: 1}),
        ("camat", {TaskKind.ANSWER: 1, TaskKind.OBJECTION: 1}),
        ("monitor", {}),
        ("council", {}),
        ("administrator", {}),
        ("other_officer", {}),
        ("resident", {}),
    ],
)
def test_everybody_sees_what_waits_for_them_and_nothing_else(desk, who, waiting):
    assert kinds(getattr(desk, who)) == waiting


def test_nobody_has_no_tasks(desk):
    assert tasks(None, at=WEDNESDAY) == []


def test_what_is_about_the_office_waits_at_the_sub_district(cast):
    received(cast, "new", about_office=True)
    tidied(cast, "question", kind=VoiceKind.QUESTION, about_office=True)
    need, _voice = opened(cast, "need", about_office=True)
    route_need(need, "lane", by=cast.camat_officer, at=TUESDAY)

    assert [kinds(getattr(cast, who)) for who in ("officer", "secretary", "head")] == [{}, {}, {}]
    assert kinds(cast.camat_officer) == {TaskKind.TIDY: 1}
    assert kinds(cast.camat) == {TaskKind.TIDY: 1, TaskKind.REPLY: 1, TaskKind.ANSWER: 1}


def test_who_entered_a_held_voice_does_not_get_it_to_check(cast):
    voice = receive_voice(draft_of(cast, channel=Channel.ASSISTED), by=cast.camat_officer, at=MONDAY).voice
    hold_voice(voice, [HoldReason.SPAM], by=None, at=MONDAY)

    assert kinds(cast.camat_officer) == {}
    assert kinds(cast.moderator) == {TaskKind.CHECK: 1}


def test_a_task_says_until_when_by_the_clock_of_the_rules(cast):
    received(cast)

    (tidying,) = tasks(cast.officer, at=WEDNESDAY)
    task = tidying.rows[0]
    (late,) = tasks(cast.officer, at=task.due_at + timedelta(seconds=1))

    # Three working days after Monday, to the end of Thursday in western Indonesia.
    assert task.due_at == datetime(2026, 11, 26, 16, 59, 59, 999999, tzinfo=UTC)
    assert (task.is_late, late.rows[0].is_late) == (False, True)
    assert (task.title, task.words[:10], task.region_name) == ("", "Pak, jalan", "Bangun Rejo")


def test_the_longest_waiting_comes_first_and_a_long_list_says_that_it_goes_on(cast):
    for name, at in (("later", TUESDAY), ("first", MONDAY), ("last", WEDNESDAY)):
        receive_voice(draft_of(cast, name), by=None, at=at)

    (tidying,) = tasks(cast.officer, at=WEDNESDAY, limit=2)

    assert ([row.since for row in tidying.rows], tidying.more) == ([MONDAY, TUESDAY], True)


def test_a_voice_may_expect_what_its_need_may(cast):
    voice = tidied(cast)
    alone = expected_of_voice(voice)
    need = open_need(voice, "Jalan", by=cast.officer, at=TUESDAY)
    route_need(need, "provincial", by=cast.officer, at=TUESDAY)

    # Asked in November: the village answers in September, what goes further up waits for the forum after that.
    assert (alone.answer_month.isoformat(), alone.building_year) == ("2027-09-01", 2028)
    assert expected_of_voice(voice) == expected_of_need(need)
    assert (expected_of_need(need).answer_month.isoformat(), expected_of_need(need).building_year) == (
        "2028-06-01",
        2029,
    )


def test_an_objection_to_ones_own_doing_waits_for_somebody_else(cast):
    hidden = received(cast, "hidden", contact=cast.resident_phone)
    withhold_voice(hidden, "IKLAN", "Ini iklan.", by=cast.moderator, at=TUESDAY)
    object_to(hidden, Disputed.WITHHOLDING, "Bukan iklan.", by=cast.resident, at=TUESDAY)
    need, joined = opened(cast, "joined", contact=cast.resident_phone)
    object_to(joined, Disputed.MERGING, "Bukan itu.", by=cast.resident, at=TUESDAY)
    office, told = opened(cast, "office", contact=cast.resident_phone, about_office=True)
    answer_need(office, "Sudah diperiksa.", by=cast.camat, at=TUESDAY)
    object_to(Voice.objects.get(pk=told.pk), Disputed.ANSWER, "Belum.", by=cast.resident, at=TUESDAY)
    answer_need(need, "Ya.", by=cast.head, at=TUESDAY)

    def disputed(who):
        return {row.code for one in tasks(who, at=WEDNESDAY) if one.kind == TaskKind.OBJECTION for row in one.rows}

    assert disputed(cast.moderator) == {joined.code, told.code}
    assert disputed(cast.camat) == {hidden.code, joined.code}
    assert disputed(cast.officer) == set()
    assert disputed(cast.facilitator) == {joined.code}
    assert disputed(cast.camat_officer) == {hidden.code, joined.code, told.code}
    for objection in Objection.objects.select_related("voice__need__answer", "voice__answer", "voice__contact"):
        for who in (cast.moderator, cast.camat, cast.officer, cast.facilitator, cast.camat_officer):
            assert may_settle_objection(who, objection, at=WEDNESDAY) == (objection.voice.code in disputed(who))


def test_the_clock_of_what_was_sent_on_starts_when_it_was_sent_on(cast):
    need, _voice = opened(cast)
    route_need(need, "provincial", by=cast.officer, at=TUESDAY)
    forward_need(need, "BUKAN_KEWENANGAN", "Jalan provinsi.", by=cast.officer, at=WEDNESDAY)

    (answering,) = tasks(cast.camat, at=WEDNESDAY)

    assert [row.since for row in answering.rows] == [WEDNESDAY]
