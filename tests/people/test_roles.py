from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.queries import acts_on, facts_of
from rembuk.people.actions import (
    LastAdministrator,
    NoCertificate,
    NotStaff,
    RolesClash,
    end_role,
    grant_role,
    make_staff,
)
from rembuk.people.certificates import ask_about_certificates
from rembuk.people.models import Person, RoleGrant
from rembuk.people.permissions import may_appoint
from rembuk.people.queries import grants_in_force, holders_of, holds_role, regions_of, roles_of, staff_in
from rembuk.people.roles import Role
from rembuk.regions.stewards import is_steward
from rembuk.tenancy import in_tenant
from tests.cast import MONDAY, PASSWORD, TULANG_BAWANG_BARAT, grant, next_door
from tests.cast import make_staff as put_staff

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture
def _treasurers_need_a_certificate():
    def ask(person: Person, role: Role, region_number: int, *, at: datetime) -> str:
        return "Buku kas" if role is Role.TREASURER else ""

    def ask_nothing(person: Person, role: Role, region_number: int, *, at: datetime) -> str:
        return ""

    ask_about_certificates(ask)
    yield
    ask_about_certificates(ask_nothing)


def test_a_role_reaches_down_the_tree_and_neither_up_nor_aside(cast):
    assert holds_role(cast.camat, Role.SUBDISTRICT_HEAD, cast.kampung.number, at=MONDAY)
    assert holds_role(cast.head, Role.HEAD, cast.kampung.number, at=MONDAY)
    assert not holds_role(cast.head, Role.HEAD, cast.kecamatan.number, at=MONDAY)
    assert not holds_role(cast.head, Role.HEAD, cast.other_kampung.number, at=MONDAY)
    assert not holds_role(cast.head, Role.OFFICER, cast.kampung.number, at=MONDAY)


def test_nobody_and_a_closed_account_hold_no_role(cast):
    cast.head.is_active = False

    assert not holds_role(None, Role.HEAD, cast.kampung.number, at=MONDAY)
    assert not holds_role(cast.head, Role.HEAD, cast.kampung.number, at=MONDAY)
    assert roles_of(None, at=MONDAY) == frozenset()
    assert roles_of(cast.head, at=MONDAY) == frozenset()
    assert regions_of(None, Role.HEAD, at=MONDAY) == ()


def test_a_role_counts_from_its_first_day_to_its_last(cast):
    term = RoleGrant.objects.create(
        person=cast.monitor,
        role=Role.MODERATOR,
        region=cast.other_kampung,
        from_on=TODAY,
        until_on=TODAY + timedelta(days=1),
        granted_at=MONDAY,
    )
    days = [MONDAY + timedelta(days=shift) for shift in (-1, 0, 1, 2)]

    counted = [term in grants_in_force(cast.monitor, at=day) for day in days]
    held = [holds_role(cast.monitor, Role.MODERATOR, cast.other_kampung.number, at=day) for day in days]

    assert counted == held == [False, True, True, False]


def test_a_role_that_was_taken_back_counts_until_that_moment(cast):
    held = RoleGrant.objects.filter(person=cast.monitor)
    held.update(ended_at=MONDAY, ended_why="Pindah.")
    moments = [MONDAY - timedelta(seconds=1), MONDAY]

    assert [grants_in_force(cast.monitor, at=moment).exists() for moment in moments] == [True, False]
    assert [roles_of(cast.monitor, at=moment) for moment in moments] == [{Role.MONITOR}, frozenset()]


def test_a_day_begins_at_midnight_in_western_indonesia(cast):
    grant_from_today = {"from_on": TODAY, "granted_at": MONDAY}
    RoleGrant.objects.create(person=cast.monitor, role=Role.MODERATOR, region=cast.kampung, **grant_from_today)
    before_midnight = MONDAY.replace(day=22, hour=16, minute=59)

    assert not holds_role(cast.monitor, Role.MODERATOR, cast.kampung.number, at=before_midnight)
    assert holds_role(cast.monitor, Role.MODERATOR, cast.kampung.number, at=before_midnight + timedelta(minutes=1))


def test_an_administrator_gives_a_role_and_the_act_is_public(cast):
    given = grant_role(
        cast.officer, Role.FACILITATOR, cast.kampung, from_on=TODAY, decree="SK 3", by=cast.administrator, at=MONDAY
    )

    act = acts_on(given).get()
    assert holds_role(cast.officer, Role.FACILITATOR, cast.kampung.number, at=MONDAY)
    assert (act.kind, act.is_public, act.region_number) == ("role.granted", True, cast.kampung.number)
    assert facts_of(act) == {"role": "facilitator"}


@pytest.mark.parametrize("who", ["officer", "head", "camat", "moderator", "monitor"])
def test_nobody_else_gives_or_ends_a_role(cast, who):
    held = RoleGrant.objects.get(person=cast.facilitator)
    person = getattr(cast, who)

    with pytest.raises(PermissionDenied):
        grant_role(cast.facilitator, Role.OFFICER, cast.kampung, from_on=TODAY, by=person, at=MONDAY)
    with pytest.raises(PermissionDenied):
        end_role(held, "Pindah.", by=person, at=MONDAY)

    assert roles_of(cast.facilitator, at=MONDAY) == {Role.FACILITATOR}


def test_an_administrator_appoints_in_their_own_region_alone(cast):
    local = put_staff("admin-kampung", Role.ADMINISTRATOR, cast.kampung)

    assert may_appoint(local, cast.kampung.number, at=MONDAY)
    assert not may_appoint(local, cast.other_kampung.number, at=MONDAY)
    assert not may_appoint(local, cast.kecamatan.number, at=MONDAY)


def test_nobody_gives_roles_to_themselves(cast):
    with pytest.raises(PermissionDenied):
        grant_role(cast.administrator, Role.OFFICER, cast.kampung, from_on=TODAY, by=cast.administrator, at=MONDAY)


def test_a_resident_account_holds_no_role(cast):
    with pytest.raises(NotStaff):
        grant_role(cast.resident, Role.OFFICER, cast.kampung, from_on=TODAY, by=cast.administrator, at=MONDAY)


def test_roles_that_exclude_each_other_are_refused_with_the_reason_of_the_rules(cast):
    with pytest.raises(RolesClash) as refusal:
        grant_role(cast.head, Role.COUNCIL, cast.kampung, from_on=TODAY, by=cast.administrator, at=MONDAY)

    assert (refusal.value.role, refusal.value.other) == (Role.COUNCIL, Role.HEAD)
    assert refusal.value.why.en == "The council oversees the head."


def test_roles_exclude_each_other_up_and_down_the_tree(cast):
    with pytest.raises(RolesClash):
        grant_role(cast.officer, Role.MONITOR, cast.kecamatan, from_on=TODAY, by=cast.administrator, at=MONDAY)
    with pytest.raises(RolesClash):
        grant_role(cast.monitor, Role.OFFICER, cast.kampung, from_on=TODAY, by=cast.administrator, at=MONDAY)


def test_excluding_roles_may_be_held_in_different_kampung_or_after_each_other(cast):
    grant_role(cast.head, Role.COUNCIL, cast.other_kampung, from_on=TODAY, by=cast.administrator, at=MONDAY)
    held = RoleGrant.objects.get(person=cast.officer)
    RoleGrant.objects.filter(pk=held.pk).update(until_on=TODAY)

    grant_role(
        cast.officer,
        Role.MONITOR,
        cast.kampung,
        from_on=TODAY + timedelta(days=1),
        by=cast.administrator,
        at=MONDAY,
    )

    assert roles_of(cast.head, at=MONDAY) == {Role.HEAD, Role.COUNCIL}
    assert roles_of(cast.officer, at=MONDAY + timedelta(days=1)) == {Role.MONITOR}


@pytest.mark.usefixtures("_treasurers_need_a_certificate")
def test_a_role_waits_for_its_certificate(cast):
    with pytest.raises(NoCertificate, match="Buku kas"):
        grant_role(cast.facilitator, Role.TREASURER, cast.kampung, from_on=TODAY, by=cast.administrator, at=MONDAY)

    assert roles_of(cast.facilitator, at=MONDAY) == {Role.FACILITATOR}


def test_a_new_term_follows_one_that_ran_out(cast):
    RoleGrant.objects.filter(person=cast.head).update(until_on=TODAY)

    grant_role(cast.head, Role.HEAD, cast.kampung, from_on=TODAY + timedelta(days=1), by=cast.administrator, at=MONDAY)

    assert RoleGrant.objects.filter(person=cast.head).count() == 2
    assert holds_role(cast.head, Role.HEAD, cast.kampung.number, at=MONDAY + timedelta(days=1))


def test_a_role_ends_for_a_reason_and_once(cast):
    held = RoleGrant.objects.get(person=cast.officer)

    with pytest.raises(ValueError, match="reason"):
        end_role(held, "  ", by=cast.administrator, at=MONDAY)
    end_role(held, "Pindah ke Metro.", by=cast.administrator, at=MONDAY)

    assert not holds_role(cast.officer, Role.OFFICER, cast.kampung.number, at=MONDAY)
    assert held.ended_why == "Pindah ke Metro."
    with pytest.raises(ValueError, match="ended already"):
        end_role(held, "Lagi.", by=cast.administrator, at=MONDAY)


def test_the_last_administrator_is_not_ended(cast):
    last = RoleGrant.objects.get(person=cast.administrator)
    with pytest.raises(LastAdministrator):
        end_role(last, "Pensiun.", by=cast.administrator, at=MONDAY)

    grant(cast.camat_officer, Role.ADMINISTRATOR, cast.kecamatan)
    end_role(last, "Pensiun.", by=cast.camat_officer, at=MONDAY)

    assert roles_of(cast.administrator, at=MONDAY) == frozenset()


def test_only_the_first_administrator_of_a_region_is_appointed_at_the_command_line(cast):
    with pytest.raises(PermissionDenied):
        grant_role(cast.officer, Role.FACILITATOR, cast.kampung, from_on=TODAY, by=None, at=MONDAY)
    RoleGrant.objects.filter(role=Role.ADMINISTRATOR).delete()

    first = make_staff("admin-pertama", "Admin", PASSWORD, by=None, at=MONDAY)
    grant_role(first, Role.ADMINISTRATOR, cast.kecamatan, from_on=TODAY, by=None, at=MONDAY)

    second = make_staff("admin-kedua", "Admin", PASSWORD, by=None, at=MONDAY)
    with pytest.raises(PermissionDenied):
        grant_role(second, Role.ADMINISTRATOR, cast.kampung, from_on=TODAY, by=None, at=MONDAY)


def test_a_role_means_nothing_next_door(cast):
    neighbours = next_door()

    with in_tenant(TULANG_BAWANG_BARAT):
        assert roles_of(cast.camat, at=MONDAY) == frozenset()
        assert not may_appoint(cast.administrator, neighbours.kampung.number, at=MONDAY)
        with pytest.raises(PermissionDenied):
            grant_role(cast.officer, Role.HEAD, neighbours.kampung, from_on=TODAY, by=cast.administrator, at=MONDAY)


def test_earlier_stages_ask_who_looks_after_a_region(cast):
    assert is_steward(cast.administrator, cast.kampung.number, at=MONDAY)
    assert not is_steward(cast.head, cast.kampung.number, at=MONDAY)


def test_holders_are_found_by_role_from_the_region_upward(cast):
    assert holders_of([Role.HEAD, Role.SUBDISTRICT_HEAD], cast.kampung.number, at=MONDAY) == sorted(
        [cast.head, cast.camat], key=lambda person: person.pk
    )
    assert {held.person for held in staff_in([cast.other_kampung], at=MONDAY)} == {cast.other_officer, cast.other_head}


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"until_on": TODAY - timedelta(days=99)}, "a_role_ends_after_it_begins"),
        ({"ended_at": MONDAY}, "a_role_is_taken_back_for_a_reason"),
    ],
)
def test_the_database_keeps_what_a_grant_promises(cast, facts, name):
    held = RoleGrant.objects.filter(person=cast.officer)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        held.update(**facts)


def test_a_role_is_held_once_in_a_region(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        grant(cast.officer, Role.OFFICER, cast.kampung)
