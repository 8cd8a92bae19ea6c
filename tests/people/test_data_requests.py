from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.queries import acts_on
from rembuk.kernel.periods import Unit
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.actions import ask_data_request, finish_data_request, forget_resident, refuse_data_request
from rembuk.people.clocks import flag_late_requests
from rembuk.people.models import DataRequest, Identity, OneTimeCode
from rembuk.people.permissions import may_ask_about_data, may_handle_data
from rembuk.people.queries import data_requests_of, data_requests_waiting, identity_of, late_data_requests
from rembuk.people.rulebook import due_at
from rembuk.people.states import RequestKind, RequestState, Scheme
from tests.cast import MONDAY, TUESDAY, preset_rules, publish

pytestmark = pytest.mark.django_db

CORRECT, DELETE = RequestKind.CORRECT, RequestKind.DELETE
THURSDAY_SAME_HOUR = MONDAY + timedelta(hours=72)


@pytest.fixture
def asked(cast):
    return ask_data_request(CORRECT, "Ejaan nama saya salah.", by=cast.resident, at=MONDAY)


def test_a_request_is_due_after_72_hours(cast, asked):
    assert asked.due_at == THURSDAY_SAME_HOUR
    assert list(data_requests_of(cast.resident)) == [asked]
    assert acts_on(asked).get().kind == "data_request.asked"


def test_rules_may_be_quicker_than_the_law_and_never_slower(cast):
    rules = preset_rules()

    def publish_hours(hours, version):
        clock = msgspec.structs.replace(rules.clocks["delete_data"], amount=hours, unit=Unit.HOURS)
        changed = msgspec.structs.replace(rules, clocks={**rules.clocks, "delete_data": clock})
        publish(cast.programme, changed, version=version, at=MONDAY)

    publish_hours(24, 2)
    quicker = due_at(DELETE, at=MONDAY)
    publish_hours(200, 3)
    slower = due_at(DELETE, at=MONDAY)

    assert (quicker, slower) == (TUESDAY, THURSDAY_SAME_HOUR)


def test_asking_the_same_again_is_one_request(cast, asked):
    assert ask_data_request(CORRECT, " Ejaan nama  saya salah. ", by=cast.resident, at=TUESDAY) == asked
    assert ask_data_request(CORRECT, "Yang lain.", by=cast.resident, at=TUESDAY) != asked


def test_numbers_in_a_wish_are_hidden(cast):
    request = ask_data_request(CORRECT, "NIK saya 1802025708990003.", by=cast.resident, at=MONDAY)

    assert "5708" not in request.wish


def test_nobody_asks_without_an_account(cast):
    cast.resident.is_active = False

    for person in (None, cast.resident):
        assert not may_ask_about_data(person)
        with pytest.raises(PermissionDenied):
            ask_data_request(CORRECT, "x", by=person, at=MONDAY)


def test_the_administrator_finishes_a_request_and_the_person_reads_the_outcome(cast, asked):
    finish_data_request(asked, "Sudah kami perbaiki.", by=cast.administrator, at=TUESDAY)

    asked.refresh_from_db()
    assert (asked.state, asked.outcome, asked.done_by) == ("done", "Sudah kami perbaiki.", cast.administrator)
    with pytest.raises(MoveNotAllowed):
        refuse_data_request(asked, "Tidak.", by=cast.administrator, at=TUESDAY)


def test_a_request_is_refused_for_a_reason(cast, asked):
    with pytest.raises(ValueError, match="reason"):
        refuse_data_request(asked, " ", by=cast.administrator, at=TUESDAY)

    refuse_data_request(asked, "Ini bukan data Anda.", by=cast.administrator, at=TUESDAY)

    assert asked.state == RequestState.REFUSED


@pytest.mark.parametrize("who", ["officer", "head", "camat", "camat_officer", "monitor", "neighbour", "resident"])
def test_nobody_else_handles_a_request(cast, asked, who):
    person = getattr(cast, who)

    assert not may_handle_data(person, asked, at=TUESDAY)
    for handle in (finish_data_request, refuse_data_request):
        with pytest.raises(PermissionDenied):
            handle(asked, "Selesai.", by=person, at=TUESDAY)
    assert list(data_requests_waiting(person, at=TUESDAY)) == []


def test_an_administrator_does_not_handle_their_own(cast):
    own = ask_data_request(CORRECT, "Nama saya.", by=cast.administrator, at=MONDAY)

    assert not may_handle_data(cast.administrator, own, at=MONDAY)
    assert list(data_requests_waiting(cast.administrator, at=MONDAY)) == []


def test_the_most_pressing_request_waits_first(cast, asked):
    later = ask_data_request(CORRECT, "Lagi.", by=cast.neighbour, at=TUESDAY)

    assert list(data_requests_waiting(cast.administrator, at=TUESDAY)) == [asked, later]
    assert list(data_requests_waiting(None, at=TUESDAY)) == []


def test_a_late_request_is_noted_once_for_all_to_see(cast, asked):
    assert flag_late_requests(at=THURSDAY_SAME_HOUR) == []

    late = flag_late_requests(at=THURSDAY_SAME_HOUR + timedelta(seconds=1))
    again = flag_late_requests(at=THURSDAY_SAME_HOUR + timedelta(hours=1))

    assert (late, again) == ([asked], [])
    assert list(late_data_requests(at=THURSDAY_SAME_HOUR + timedelta(hours=1))) == [asked]
    assert [(act.kind, act.is_public) for act in acts_on(asked)][-1] == ("data_request.late", True)


# --- Being forgotten -----------------------------------------------------------------------------------------------


def test_a_forgotten_resident_leaves_an_empty_shell(cast):
    phone = cast.resident_phone
    OneTimeCode.objects.create(identity=phone, code_hash="x", sent_at=MONDAY, expires_at=TUESDAY)
    asked = ask_data_request(DELETE, "", by=cast.resident, at=MONDAY)

    forget_resident(asked, by=cast.administrator, at=TUESDAY)

    cast.resident.refresh_from_db()
    phone = Identity.objects.get(pk=phone.pk)
    assert (cast.resident.name, cast.resident.is_active) == ("", False)
    assert (phone.value, phone.person, phone.forgotten_at) == ("", None, TUESDAY)
    assert not OneTimeCode.objects.exists()
    assert identity_of(Scheme.PHONE, "+6281200000001") is None


def test_only_whoever_handles_the_request_makes_forget(cast):
    asked = ask_data_request(DELETE, "", by=cast.resident, at=MONDAY)

    for person in (None, cast.resident, cast.officer, cast.camat):
        with pytest.raises(PermissionDenied):
            forget_resident(asked, by=person, at=TUESDAY)

    assert identity_of(Scheme.PHONE, "+6281200000001") == cast.resident_phone


def test_what_staff_decided_is_not_forgotten(cast):
    asked = ask_data_request(DELETE, "", by=cast.officer, at=MONDAY)

    with pytest.raises(PermissionDenied):
        forget_resident(asked, by=cast.administrator, at=TUESDAY)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"done_at": TUESDAY}, "a_finished_request_has_a_time"),
        ({"state": "done"}, "a_finished_request_has_a_time"),
        ({"state": "refused", "done_at": TUESDAY}, "a_data_request_is_refused_for_a_reason"),
    ],
)
def test_the_database_keeps_what_a_request_promises(asked, facts, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DataRequest.objects.filter(pk=asked.pk).update(**facts)
