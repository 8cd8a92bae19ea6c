"""Sheets of paper: all accounted for, each read alike by two people, and counted with the web."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import permutations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rembuk.journal.models import Act
from rembuk.people.models import Person
from rembuk.priorities.actions import (
    NoSuchSheet,
    NotNow,
    ReadAndSpoiled,
    SameReader,
    SheetIsSettled,
    SheetsAccountedFor,
    account_for_sheets,
    count_voting,
    exchange_card,
    print_sheets,
    read_sheet,
)
from rembuk.priorities.marking import Marks, TooManyMarks
from rembuk.priorities.models import PaperReading, PrintedSheet, SheetCount
from rembuk.priorities.paper import Sheets, SheetsMissing, SheetsUnread, agreed_marks, ballots_on
from rembuk.priorities.queries import ballots_of, independent_tally
from rembuk.priorities.serials import read_serial
from tests.cast import MONDAY, Cast
from tests.priorities.scenes import CLOSING, VOTING, Scene, opened, vote

ROAD, WELL, BOTH = {"A": 1}, {"B": 1}, {"A": 1, "B": 1}
SERIALS = ("001", "002", "003", "004", "005")


def with_paper(cast: Cast, web: int = 10) -> Scene:
    """Ten vote on the web, two give up their cards for paper."""
    scene = opened(cast)
    for place in range(web):
        vote(scene, place, ROAD)
    for code in scene.codes[10:12]:
        exchange_card(scene.voting, code, by=cast.officer, at=VOTING)
    PrintedSheet.objects.bulk_create(PrintedSheet(voting=scene.voting, serial=serial) for serial in SERIALS)
    return scene


def account(
    cast: Cast, scene: Scene, spoiled: tuple[str, ...] = ("005",), unused: int = 2, at: datetime = CLOSING
) -> Sheets:
    return account_for_sheets(scene.voting, spoiled, unused, by=cast.council, at=at)


def read_by_two(cast: Cast, scene: Scene, *serials: str) -> None:
    for serial in serials:
        for reader in (cast.officer, cast.facilitator):
            read(scene, serial, WELL, reader)


def read(scene: Scene, serial: str, marks: Marks, by: Person) -> None:
    read_sheet(scene.voting, serial, marks, by=by, at=CLOSING)


def test_a_table_where_every_sheet_is_found_may_count() -> None:
    Sheets(printed=100, used=60, spoiled=3, unused=37).insist_complete()


@pytest.mark.parametrize(("used", "missing"), [(59, "1"), (61, "-1")])
def test_one_sheet_too_few_or_too_many_stops_the_count(used: int, missing: str) -> None:
    with pytest.raises(SheetsMissing) as refused:
        Sheets(printed=100, used=used, spoiled=3, unused=37).insist_complete()

    assert str(refused.value) == missing


def test_two_alike_settle_a_sheet_in_whatever_order_they_come() -> None:
    assert [agreed_marks(order) for order in permutations([ROAD, WELL, ROAD])] == [ROAD] * 6


@pytest.mark.parametrize("readings", [[], [ROAD], [ROAD, WELL], [ROAD, WELL, BOTH]])
def test_a_sheet_stays_open_while_no_two_agree(readings: list[Marks]) -> None:
    assert agreed_marks(readings) is None


def test_an_open_sheet_is_named() -> None:
    with pytest.raises(SheetsUnread) as refused:
        ballots_on({"003": [ROAD], "001": [ROAD, ROAD], "002": [ROAD, WELL]})

    assert str(refused.value) == "002, 003"


def test_paper_is_counted_with_the_web_once_two_people_read_it_alike(cast: Cast) -> None:
    scene = with_paper(cast)
    read_by_two(cast, scene, "001", "002")
    account(cast, scene)

    count_voting(scene.voting, by=cast.council, at=CLOSING)

    assert independent_tally(scene.voting) == {"A": 10, "B": 2}
    assert len(ballots_of(scene.voting)) == 12


def test_a_third_person_settles_what_two_read_differently(cast: Cast) -> None:
    scene = with_paper(cast)
    for serial in ("001", "002"):
        for reader, marks in ((cast.officer, WELL), (cast.facilitator, ROAD), (cast.secretary, WELL)):
            read(scene, serial, marks, reader)
    account(cast, scene)

    count_voting(scene.voting, by=cast.council, at=CLOSING)

    assert independent_tally(scene.voting) == {"A": 10, "B": 2}


def test_one_person_reads_a_sheet_once(cast: Cast) -> None:
    scene = with_paper(cast)
    read(scene, "001", WELL, cast.officer)

    with pytest.raises(SameReader):
        read(scene, "001", WELL, cast.officer)

    assert PaperReading.objects.count() == 1


def test_a_settled_sheet_is_not_read_again(cast: Cast) -> None:
    scene = with_paper(cast)
    read(scene, "001", WELL, cast.officer)
    read(scene, "001", WELL, cast.facilitator)

    with pytest.raises(SheetIsSettled):
        read(scene, "001", ROAD, cast.secretary)


def test_a_reading_that_breaks_the_rule_is_refused(cast: Cast) -> None:
    scene = with_paper(cast)

    with pytest.raises(TooManyMarks):
        read(scene, "001", {"A": 1, "B": 1, "C": 1}, cast.officer)

    assert not PaperReading.objects.exists()


@pytest.mark.parametrize("who", ["resident", "monitor", "other_officer"])
def test_strangers_and_observers_read_no_sheets_into_the_count(cast: Cast, who: str) -> None:
    scene = with_paper(cast)

    with pytest.raises(PermissionDenied):
        read(scene, "001", WELL, getattr(cast, who))


def test_no_sheet_is_read_before_voting_opens(cast: Cast) -> None:
    scene = opened(cast)

    with pytest.raises(NotNow):
        read_sheet(scene.voting, "001", WELL, by=cast.officer, at=MONDAY)


def test_exchanged_cards_wait_for_their_sheets(cast: Cast) -> None:
    scene = with_paper(cast)

    with pytest.raises(SheetsMissing):
        count_voting(scene.voting, by=cast.council, at=CLOSING)


def test_a_sheet_read_by_one_person_stops_the_count(cast: Cast) -> None:
    scene = with_paper(cast)
    read(scene, "001", WELL, cast.officer)
    account(cast, scene, unused=3)

    with pytest.raises(SheetsUnread, match="001"):
        count_voting(scene.voting, by=cast.council, at=CLOSING)


def test_a_sheet_that_nobody_had_read_at_the_account_is_not_read_after_it_and_the_count_goes_on(cast: Cast) -> None:
    scene = with_paper(cast)
    read_by_two(cast, scene, "001")
    account(cast, scene, unused=3)

    with pytest.raises(SheetsAccountedFor):
        read(scene, "002", WELL, cast.officer)

    count_voting(scene.voting, by=cast.council, at=CLOSING)


def test_a_sheet_that_one_person_had_read_at_the_account_is_read_to_its_end(cast: Cast) -> None:
    scene = with_paper(cast)
    read(scene, "001", WELL, cast.officer)
    account(cast, scene, unused=3)

    read(scene, "001", WELL, cast.secretary)

    count_voting(scene.voting, by=cast.council, at=CLOSING)


def test_more_sheets_used_than_cards_given_up_stop_the_count(cast: Cast) -> None:
    scene = with_paper(cast)
    read_by_two(cast, scene, "001", "002", "003")
    account(cast, scene, spoiled=(), unused=2)

    with pytest.raises(SheetsMissing, match="-1"):
        count_voting(scene.voting, by=cast.council, at=CLOSING)


@pytest.mark.parametrize(("unused", "missing"), [(1, "1"), (3, "-1")])
def test_an_account_that_does_not_close_is_not_taken(cast: Cast, unused: int, missing: str) -> None:
    scene = with_paper(cast)
    read_by_two(cast, scene, "001", "002")

    with pytest.raises(SheetsMissing) as refused:
        account(cast, scene, unused=unused)

    assert str(refused.value) == missing
    assert not SheetCount.objects.exists()


@pytest.mark.parametrize(("spoiled", "why"), [("009", NoSuchSheet), ("001", ReadAndSpoiled)])
def test_only_a_printed_sheet_that_nobody_read_is_spoiled(cast: Cast, spoiled: str, why: type[ValueError]) -> None:
    scene = with_paper(cast)
    read_by_two(cast, scene, "001", "002")

    with pytest.raises(why, match=spoiled):
        account(cast, scene, spoiled=(spoiled,))

    assert not SheetCount.objects.exists()


def test_printed_sheets_are_accounted_for_even_if_nobody_took_one(cast: Cast) -> None:
    scene = opened(cast)
    for place in range(10):
        vote(scene, place, ROAD)
    print_sheets(scene.voting, 3, by=cast.monitor, at=VOTING)

    with pytest.raises(SheetsMissing, match="3"):
        count_voting(scene.voting, by=cast.council, at=CLOSING)
    assert account(cast, scene, spoiled=(), unused=3) == Sheets(3, 0, 0, 3)
    count_voting(scene.voting, by=cast.council, at=CLOSING)

    assert len(ballots_of(scene.voting)) == 10


@pytest.mark.parametrize("serial", ["009", "005"])
def test_a_sheet_that_was_not_printed_or_is_spoiled_is_not_read(cast: Cast, serial: str) -> None:
    scene = with_paper(cast)
    read_by_two(cast, scene, "001", "002")
    account(cast, scene)

    with pytest.raises(NoSuchSheet, match=serial):
        read(scene, serial, WELL, cast.officer)


def test_printed_sheets_have_numbers_of_chance_and_how_many_is_public(cast: Cast) -> None:
    scene = opened(cast)

    serials = print_sheets(scene.voting, 20, by=cast.monitor, at=VOTING)

    assert sorted(PrintedSheet.objects.values_list("serial", flat=True)) == sorted(set(serials))
    assert [read_serial(serial[3:].lower()) for serial in serials] == serials
    assert '"sheets":20' in Act.objects.get(kind="sheets.printed", is_public=True).facts


@pytest.mark.parametrize("who", ["resident", "officer", "secretary", "council"])
def test_only_the_witness_prints_sheets(cast: Cast, who: str) -> None:
    scene = opened(cast)

    with pytest.raises(PermissionDenied):
        print_sheets(scene.voting, 20, by=getattr(cast, who), at=VOTING)

    assert not PrintedSheet.objects.exists()


def test_no_sheet_is_printed_after_the_end(cast: Cast) -> None:
    scene = opened(cast)

    with pytest.raises(NotNow):
        print_sheets(scene.voting, 20, by=cast.monitor, at=CLOSING)


def test_sheets_are_accounted_for_once_in_public_after_the_end(cast: Cast) -> None:
    scene = with_paper(cast)
    read_by_two(cast, scene, "001", "002")

    with pytest.raises(NotNow):
        account(cast, scene, at=CLOSING - timedelta(seconds=1))
    account(cast, scene)
    with pytest.raises(SheetsAccountedFor):
        account(cast, scene)

    assert '"printed":5' in Act.objects.get(kind="sheets.accounted", is_public=True).facts


@pytest.mark.parametrize("who", ["resident", "officer", "secretary", "monitor"])
def test_only_the_council_accounts_for_sheets(cast: Cast, who: str) -> None:
    scene = with_paper(cast)

    with pytest.raises(PermissionDenied):
        account_for_sheets(scene.voting, (), 5, by=getattr(cast, who), at=CLOSING)


def test_whoever_reads_a_sheet_does_not_wait_for_what_was_read_on_all_others(cast: Cast) -> None:
    scene = with_paper(cast)
    read_by_two(cast, scene, "001", "002")

    with CaptureQueriesContext(connection) as asked:
        read(scene, "003", WELL, cast.officer)

    looks = [one["sql"] for one in asked if 'FROM "priorities_paperreading"' in one["sql"]]
    assert looks
    assert all("'003'" in sql for sql in looks), looks
