from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from rembuk.journal.models import Act
from rembuk.messaging.models import Message
from rembuk.people import codes
from rembuk.people.actions import (
    check_code,
    claim_contact,
    give_consent,
    hear_again,
    send_code,
    silence_identity,
)
from rembuk.people.actions.contacts import CodeOutcome
from rembuk.people.contacts import NotAContact, masked, read_contact
from rembuk.people.models import Identity, OneTimeCode, Person
from rembuk.people.permissions import may_be_written_to, may_leave_contact
from rembuk.people.queries import has_consent, identities_of, identity_of
from rembuk.people.states import Scheme
from tests.cast import MONDAY

pytestmark = pytest.mark.django_db

PHONE = "+6281299990000"
NIK = "1802025708990003"


@pytest.fixture
def contact():
    return claim_contact(Scheme.PHONE, PHONE, by=None, at=MONDAY)


@pytest.fixture
def known_codes(monkeypatch):
    drawn = iter(["111111", "222222", "333333", "444444"])
    monkeypatch.setattr("rembuk.people.actions.contacts.draw_code", lambda: next(drawn))


def send(contact, **options):
    return send_code(contact, language="id", by=None, **{"at": MONDAY, **options})


# --- Reading what people type --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0812 9999 0000", (Scheme.PHONE, PHONE)),
        ("+62-812-9999-0000", (Scheme.PHONE, PHONE)),
        (" Sari@Contoh.ID ", (Scheme.EMAIL, "sari@contoh.id")),
    ],
)
def test_a_contact_is_read_however_it_is_typed(typed, read):
    assert read_contact(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "sari", "12", NIK, f"+{NIK}", "1802 0257 0899 0003", "a@b", "a b@contoh.id", "@"]
)
def test_anything_else_is_no_contact_and_a_nik_least_of_all(typed):
    with pytest.raises(NotAContact) as refusal:
        read_contact(typed)

    assert not typed or typed not in str(refusal.value)


def test_a_contact_is_shown_as_its_owner_knows_it():
    assert masked(Scheme.PHONE, PHONE) == "+62 … 000"
    assert masked(Scheme.EMAIL, "sari@contoh.id") == "s…@contoh.id"


# --- Leaving a contact ---------------------------------------------------------------------------------------------


def test_a_contact_left_twice_is_one_identity_and_belongs_to_nobody(contact):
    again = claim_contact(Scheme.PHONE, "0812-9999-0000", by=None, at=MONDAY)

    assert again == contact
    assert (again.person, again.verified_at) == (None, None)
    assert identity_of(Scheme.PHONE, "081299990000") == contact


def test_leaving_a_known_and_an_unknown_contact_takes_the_same_steps(cast):
    with CaptureQueriesContext(connection) as known:
        claim_contact(Scheme.PHONE, cast.resident_phone.value, by=None, at=MONDAY)
    with CaptureQueriesContext(connection) as unknown:
        claim_contact(Scheme.PHONE, PHONE, by=None, at=MONDAY)

    assert len(known) == len(unknown)


def test_everybody_may_leave_a_contact_but_a_closed_account(cast):
    cast.officer.is_active = False

    assert may_leave_contact(None)
    assert may_leave_contact(cast.resident)
    assert not may_leave_contact(cast.officer)
    with pytest.raises(PermissionDenied):
        claim_contact(Scheme.PHONE, PHONE, by=cast.officer, at=MONDAY)


# --- Codes ---------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("known_codes")
def test_a_code_is_sent_in_a_message_and_kept_as_a_hash_alone(contact):
    assert send(contact)

    message = Message.objects.get()
    assert (message.recipient, message.channel) == (PHONE, "phone")
    assert message.body.startswith("111111")
    assert "111111" not in OneTimeCode.objects.get().code_hash
    assert "111111" not in "".join(Act.objects.values_list("facts", flat=True))


def test_a_code_has_six_figures_and_differs_each_time():
    drawn = {codes.draw_code() for _ in range(50)}

    assert {len(code) for code in drawn} == {6}
    assert len(drawn) > 45


@pytest.mark.usefixtures("known_codes")
def test_the_first_right_code_makes_an_account_and_the_next_one_opens_it(contact):
    send(contact)
    first = check_code(contact, " 111 111 ", language="en", by=None, at=MONDAY)
    send(contact, at=MONDAY + timedelta(hours=2))
    again = check_code(contact, "222222", by=None, at=MONDAY + timedelta(hours=2))

    assert (first.outcome, again.outcome) == (CodeOutcome.RIGHT, CodeOutcome.RIGHT)
    assert first.person is not None
    assert first.person == again.person
    assert (first.person.is_resident, first.person.language) == (True, "en")
    assert not first.person.has_usable_password()
    assert identities_of(first.person) == [contact]


@pytest.mark.usefixtures("known_codes")
def test_a_code_is_tried_three_times(contact):
    send(contact)

    outcomes = [check_code(contact, code, by=None, at=MONDAY).outcome for code in ("9", "9", "9", "111111")]

    assert outcomes == [CodeOutcome.WRONG, CodeOutcome.WRONG, CodeOutcome.OVER, CodeOutcome.OVER]
    assert not Person.objects.exists()


@pytest.mark.usefixtures("known_codes")
def test_a_code_opens_once(contact):
    send(contact)
    check_code(contact, "111111", by=None, at=MONDAY)

    assert check_code(contact, "111111", by=None, at=MONDAY).outcome is CodeOutcome.OVER


@pytest.mark.usefixtures("known_codes")
@pytest.mark.parametrize(("after", "outcome"), [(299, CodeOutcome.RIGHT), (300, CodeOutcome.OVER)])
def test_a_code_lives_five_minutes(contact, after, outcome):
    send(contact)

    assert check_code(contact, "111111", by=None, at=MONDAY + timedelta(seconds=after)).outcome is outcome


@pytest.mark.usefixtures("known_codes")
def test_a_newer_code_makes_the_older_worthless(contact):
    send(contact)
    send(contact, at=MONDAY + timedelta(seconds=30))

    assert check_code(contact, "111111", by=None, at=MONDAY + timedelta(seconds=31)).outcome is CodeOutcome.WRONG
    assert check_code(contact, "222222", by=None, at=MONDAY + timedelta(seconds=32)).outcome is CodeOutcome.RIGHT


@pytest.mark.usefixtures("known_codes")
def test_a_code_fits_the_contact_it_was_sent_to_alone(contact, cast):
    send(contact)
    send(cast.resident_phone)

    assert check_code(cast.resident_phone, "111111", by=None, at=MONDAY).outcome is CodeOutcome.WRONG


def test_without_a_code_nothing_is_right(contact):
    assert check_code(contact, "000000", by=None, at=MONDAY).outcome is CodeOutcome.OVER


def test_three_codes_an_hour_are_sent_and_no_fourth(contact):
    minutes = [0, 10, 20, 30, 61]

    sent = [send(contact, at=MONDAY + timedelta(minutes=minute)) for minute in minutes]

    assert sent == [True, True, True, False, True]
    assert Message.objects.count() == 4


def test_a_breaker_stops_codes_for_a_kampung_and_not_for_the_next_one(cast, monkeypatch):
    monkeypatch.setattr(codes, "PER_KAMPUNG", 1)
    contacts = [claim_contact(Scheme.PHONE, f"+62812000010{n}", by=None, at=MONDAY) for n in range(3)]

    sent = [send(contacts[0], place=cast.kampung), send(contacts[1], place=cast.kampung)]
    elsewhere = send(contacts[2], place=cast.other_kampung)

    assert (sent, elsewhere) == ([True, False], True)


def test_a_breaker_stops_codes_for_a_whole_kabupaten(cast, monkeypatch):
    monkeypatch.setattr(codes, "PER_KABUPATEN", 1)

    assert [send(cast.resident_phone), send(cast.neighbour_phone)] == [True, False]


@pytest.mark.usefixtures("known_codes")
def test_the_words_of_a_code_fit_one_sms_in_each_language():
    lengths = {language: len(codes.words_of_code("111111", language)[1]) for language in ("id", "en")}

    assert max(lengths.values()) <= 160


# --- STOP ----------------------------------------------------------------------------------------------------------


def test_whoever_says_stop_gets_nothing_more_and_has_agreed_to_nothing(cast):
    give_consent(cast.resident_phone, "answers", language="id", channel="web", by=None, at=MONDAY)

    silence_identity(cast.resident_phone, by=cast.resident, at=MONDAY)

    assert not may_be_written_to(None, cast.resident_phone)
    assert not has_consent(cast.resident_phone, "answers")
    assert not send(cast.resident_phone)
    assert not Message.objects.exists()


def test_a_stop_comes_from_the_contact_itself_or_its_owner(cast):
    silence_identity(cast.neighbour_phone, by=None, at=MONDAY)

    for person in (cast.neighbour, cast.officer, cast.administrator):
        with pytest.raises(PermissionDenied):
            silence_identity(cast.resident_phone, by=person, at=MONDAY)


def test_only_the_owner_takes_a_stop_back(cast):
    silence_identity(cast.resident_phone, by=cast.resident, at=MONDAY)

    for person in (None, cast.neighbour, cast.administrator):
        with pytest.raises(PermissionDenied):
            hear_again(cast.resident_phone, by=person, at=MONDAY)
    hear_again(cast.resident_phone, by=cast.resident, at=MONDAY)

    assert may_be_written_to(None, cast.resident_phone)
    assert not has_consent(cast.resident_phone, "answers")


# --- What the database keeps ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"verified_at": None}, "an_identity_belongs_to_somebody_once_verified"),
        ({"forgotten_at": MONDAY}, "a_forgotten_identity_leads_to_nobody"),
    ],
)
def test_the_database_keeps_what_an_identity_promises(cast, facts, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Identity.objects.filter(pk=cast.resident_phone.pk).update(**facts)


def test_an_identity_is_known_once(cast):
    shown = cast.resident_phone

    with pytest.raises(IntegrityError), transaction.atomic():
        Identity.objects.create(scheme=shown.scheme, value="x", index=shown.index)


@pytest.mark.parametrize(
    ("facts", "name"),
    [({"tries": 4}, "a_code_is_tried_three_times"), ({"expires_at": MONDAY}, "a_code_lives_after_it_is_sent")],
)
def test_the_database_keeps_what_a_code_promises(contact, facts, name):
    send(contact)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        OneTimeCode.objects.update(**facts)


def test_a_number_is_nowhere_in_the_plain_database(contact):
    send(contact)

    with connection.cursor() as cursor:
        cursor.execute('SELECT value, "index" FROM people_identity')
        stored = str(cursor.fetchall())
        cursor.execute("SELECT recipient, body FROM messaging_message")
        stored += str(cursor.fetchall())

    assert "81299990000" not in stored
