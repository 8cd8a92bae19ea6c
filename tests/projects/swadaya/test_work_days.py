"""Work days: who is called up, who came, and what nobody can learn from it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid5

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.models import Act
from rembuk.kernel.states import MoveNotAllowed
from rembuk.media.models import Photo
from rembuk.projects.swadaya.actions import (
    BadLine,
    DayDraft,
    LineDraft,
    NeedsAttendance,
    NotLabour,
    NotYetGiven,
    PledgeDraft,
    TooYoung,
    call_up,
    cancel_day,
    end_pledge,
    note_injury,
    plan_day,
    pledge_gift,
    read_paper,
    take_attendance,
)
from rembuk.projects.swadaya.models import Gift, Injury, Pledge, Sheet, SheetLine
from rembuk.projects.swadaya.queries import Difference, Entry, coming_days, injuries_shown, people_shown, supply_sums
from rembuk.projects.swadaya.reading import last_differences
from rembuk.projects.swadaya.states import DayState, GiftKind, Harm, PledgeState, Source
from tests.cast import THURSDAY
from tests.projects.swadaya.scenes import (
    TODAY,
    WORKERS,
    asked,
    attended,
    came,
    confirmed,
    gathering,
    key,
    planned,
)


def pledged(supply, cast, name=WORKERS[0], *, is_grown=True):
    draft = PledgeDraft(uuid5(supply.key, name), name, Decimal(1), is_grown)
    return pledge_gift(supply, draft, by=cast.officer, at=THURSDAY)


def photographed():
    return Photo.objects.create(digest="b" * 64, width=10, height=10, size=10, kept_at=THURSDAY)


def read(day, photo, lines, name, by):
    return read_paper(day, key(name), photo, lines, by=by, at=THURSDAY)


def test_a_list_becomes_one_line_of_the_ledger(cast):
    project = gathering(cast)
    day = planned(asked(project, cast), cast)
    lines = [*came(WORKERS[0], WORKERS[1]), *came(WORKERS[2], days="0.5")]

    take_attendance(day, key("list"), lines, Source.SCREEN, by=cast.officer, at=THURSDAY)
    take_attendance(day, key("list"), lines, Source.SCREEN, by=cast.officer, at=THURSDAY)
    gift = confirmed(Gift.objects.select_related("supply__project").get(), cast)

    assert (gift.quantity, gift.people, gift.value_rupiah, day.state) == (Decimal("2.5"), 3, 200_000, DayState.HELD)
    assert [one.people for one in supply_sums(project, TODAY)] == [3]


def test_nobody_under_fifteen_is_called_up_or_counted_not_even_past_the_action(cast):
    labour = asked(gathering(cast), cast)
    day, child = planned(labour, cast), pledged(labour, cast, is_grown=False)

    with pytest.raises(TooYoung):
        call_up(child, day, by=cast.officer, at=THURSDAY)
    with pytest.raises(TooYoung), transaction.atomic():
        lines = [LineDraft("Bocah Tersembunyi", Decimal(1), is_grown=False)]
        take_attendance(day, key("list"), lines, Source.SCREEN, by=cast.officer, at=THURSDAY)
    with pytest.raises(IntegrityError, match="nobody_under_fifteen_is_called_up"), transaction.atomic():
        Pledge.objects.filter(pk=child.pk).update(state=PledgeState.CALLED_UP)

    assert Gift.objects.count() == 0


def test_whoever_was_called_up_is_forgotten_once_the_day_is_held_come_or_not(cast):
    labour = asked(gathering(cast), cast)
    day = planned(labour, cast)
    for name in (WORKERS[0], "Tidak Datang Tersembunyi"):
        call_up(pledged(labour, cast, name), day, by=cast.officer, at=THURSDAY)

    attended(day, cast, WORKERS[:1])

    left = {(one.state, one.giver, one.day_id) for one in Pledge.objects.all()}
    assert left == {("over", "", None)}


def test_a_pledge_that_is_over_names_nobody_not_even_past_the_action(cast):
    pledge = pledged(asked(gathering(cast), cast, GiftKind.MATERIAL), cast)

    with pytest.raises(IntegrityError, match="a_pledge_that_is_over_names_nobody"), transaction.atomic():
        Pledge.objects.filter(pk=pledge.pk).update(state=PledgeState.OVER)
    end_pledge(pledge, by=cast.officer, at=THURSDAY)

    pledge.refresh_from_db()
    assert (pledge.state, pledge.giver) == (PledgeState.OVER, "")


def test_labour_is_called_up_for_a_day_and_goods_without_one(cast):
    project = gathering(cast)
    labour, goods = asked(project, cast), asked(project, cast, GiftKind.MATERIAL)
    day = planned(labour, cast)

    with pytest.raises(NeedsAttendance):
        call_up(pledged(labour, cast), by=cast.officer, at=THURSDAY)
    with pytest.raises(NeedsAttendance):
        call_up(pledged(goods, cast), day, by=cast.officer, at=THURSDAY)
    with pytest.raises(NotLabour):
        planned(goods, cast, name="another")


def test_a_cancelled_day_says_why_and_its_pledges_wait_for_another(cast):
    labour = asked(gathering(cast), cast)
    day, pledge = planned(labour, cast), pledged(labour, cast)
    call_up(pledge, day, by=cast.officer, at=THURSDAY)

    cancel_day(day, "Hujan.", by=cast.secretary, at=THURSDAY)

    pledge.refresh_from_db()
    assert (day.state, day.cancelled_why, pledge.state, pledge.day) == (
        DayState.CANCELLED, "Hujan.", PledgeState.PLEDGED, None,
    )  # fmt: skip
    with pytest.raises(MoveNotAllowed):
        attended(day, cast)


def test_two_people_read_a_photographed_list_and_differences_are_shown(cast):
    day, photo = planned(asked(gathering(cast), cast), cast), photographed()

    read(day, photo, came("Wagiyo", "Suminah"), "first", cast.officer)
    read(day, photo, came("wagiyo ", "Suminih", "Parjo"), "second", cast.secretary)

    one = Decimal(1)
    assert last_differences(day) == [
        Difference(2, Entry("Suminah", one), Entry("Suminih", one)),
        Difference(3, None, Entry("Parjo", one)),
    ]
    assert (Gift.objects.count(), day.state) == (0, DayState.PLANNED)


def test_a_list_counts_once_two_different_people_read_the_same(cast):
    day, photo = planned(asked(gathering(cast), cast), cast), photographed()
    read(day, photo, came("Wagiyo", "Suminah"), "first", cast.officer)
    read(day, photo, came("Wagiyo", "Suminah"), "the same person again", cast.officer)
    alone = Gift.objects.count()

    read(day, photo, came("WAGIYO", "Suminah"), "second", cast.secretary)

    assert (alone, Gift.objects.get().quantity, day.state) == (0, Decimal(2), DayState.HELD)


@pytest.mark.parametrize("line", [LineDraft(" ", Decimal(1), is_grown=True), LineDraft("A", Decimal(2), is_grown=True)])
def test_a_bad_line_takes_the_whole_list_back(cast, line):
    day = planned(asked(gathering(cast), cast), cast)

    with pytest.raises(BadLine) as refused, transaction.atomic():
        take_attendance(day, key("list"), [*came("Wagiyo"), line], Source.TABLE, by=cast.officer, at=THURSDAY)

    assert (refused.value.place, Sheet.objects.count(), SheetLine.objects.count()) == (2, 0, 0)


def test_an_empty_list_and_one_before_its_day_are_refused(cast):
    labour = asked(gathering(cast), cast)
    later = planned(labour, cast, TODAY + timedelta(days=1), "later")

    with pytest.raises(BadLine):
        attended(planned(labour, cast), cast, ())
    with pytest.raises(NotYetGiven):
        attended(later, cast)


def test_an_officer_of_another_kampung_takes_nothing_down(cast):
    day = planned(asked(gathering(cast), cast), cast)

    with pytest.raises(PermissionDenied):
        take_attendance(day, key("list"), came("Wagiyo"), Source.SCREEN, by=cast.other_officer, at=THURSDAY)
    with pytest.raises(PermissionDenied):
        note_injury(day, key("hurt"), Harm.LIGHT, "Jari terjepit.", by=cast.other_officer, at=THURSDAY)


def test_injuries_are_kept_for_those_who_help_and_few_look_like_none(cast):
    project = gathering(cast)
    day = planned(asked(project, cast), cast)
    shown = [injuries_shown(project)]

    # The last one is sent twice.
    for number in (0, 1, 2, 3, 4, 4):
        note_injury(day, key(f"hurt {number}"), Harm.LIGHT, "Jari terjepit.", by=cast.officer, at=THURSDAY)
        shown.append(injuries_shown(project))

    assert (shown, Injury.objects.count()) == ([None, None, None, None, None, 5, 5], 5)


def test_small_numbers_of_people_are_not_shown():
    assert [people_shown(number) for number in (0, 4, 5)] == [None, None, 5]


def test_no_act_holds_a_name_or_an_injury(cast):
    labour = asked(gathering(cast), cast)
    day = planned(labour, cast)
    call_up(pledged(labour, cast), day, by=cast.officer, at=THURSDAY)
    attended(day, cast)
    note_injury(day, key("hurt"), Harm.LIGHT, "Rahasia Tersembunyi.", by=cast.officer, at=THURSDAY)

    written = "\n".join(Act.objects.values_list("facts", flat=True))

    assert len(written) > 100
    assert "Tersembunyi" not in written
    assert [act.is_public for act in Act.objects.filter(kind="swadaya.injury_noted")] == [False]


def test_a_day_planned_again_with_the_same_key_is_the_same_day(cast):
    project = gathering(cast)
    labour = asked(project, cast)
    draft = DayDraft(key("saturday"), TODAY, "Depan musala", "Menggali parit")

    days = [plan_day(labour, draft, by=cast.officer, at=THURSDAY) for _time in range(2)]

    assert days == [*coming_days(project, TODAY), *coming_days(project, TODAY)]
    assert list(coming_days(project, TODAY + timedelta(days=1))) == []
