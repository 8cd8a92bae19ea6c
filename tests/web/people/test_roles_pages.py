from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from rembuk.people.models import Person, RoleGrant
from rembuk.people.queries import roles_of
from rembuk.people.roles import Role
from tests.cast import MONDAY, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NIK = "1802025708990003"


@pytest.fixture
def administrator(client_of, cast):
    return client_of(cast.administrator)


def grant_form(cast, **changes):
    return {
        "role": "facilitator",
        "region": cast.kampung.number,
        "from_on": "2026-11-23",
        "until_on": "",
        "decree": "SK 3",
        **changes,
    }


def test_the_list_names_everybody_in_reach(administrator, cast):
    page = administrator.get("/peran").content.decode()

    assert all(f"/peran/{person.pk}" in page for person in cast.staff.values())


def test_a_local_administrator_sees_their_own_kampung_alone(client_of, cast):
    local = make_staff("admin-kampung", Role.ADMINISTRATOR, cast.kampung)
    client = client_of(local)

    page = client.get("/peran").content.decode()

    assert f"/peran/{cast.officer.pk}" in page
    assert f"/peran/{cast.other_officer.pk}" not in page
    assert client.get(f"/peran/{cast.other_officer.pk}").status_code == 404
    assert client.get(f"/peran/{cast.other_officer.pk}/mengapa").status_code == 404


@pytest.mark.parametrize("who", ["officer", "head", "camat", "monitor"])
def test_nobody_else_opens_the_pages_of_roles(client_of, cast, who):
    client = client_of(getattr(cast, who))
    grant = RoleGrant.objects.get(person=cast.officer)
    addresses = ["/peran", "/peran/baru", f"/peran/{cast.officer.pk}", f"/peran/akhiri/{grant.pk}"]

    assert [client.get(address).status_code for address in addresses] == [403] * 4


def test_an_account_is_made_and_gets_its_first_role(administrator, cast):
    made = administrator.post(
        "/peran/baru", {"login": "kaur-umum", "name": "Bu Sari", "password": "empat kata yang panjang"}
    )
    person = Person.objects.get(login="kaur-umum")
    given = administrator.post(f"/peran/{person.pk}", grant_form(cast))

    assert made["Location"] == given["Location"] == f"/peran/{person.pk}"
    assert roles_of(person, at=MONDAY) == {Role.FACILITATOR}


@pytest.mark.parametrize(
    "mistake",
    [{"login": NIK}, {"login": "br-petugas"}, {"name": f"Sari {NIK}"}, {"password": "pendek"}, {"login": ""}],
)
def test_a_form_with_a_mistake_makes_no_account(administrator, cast, mistake):
    before = Person.objects.count()
    values = {"login": "kaur-umum", "name": "Bu Sari", "password": "empat kata yang panjang", **mistake}

    answer = administrator.post("/peran/baru", values)

    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert Person.objects.count() == before


def test_a_clash_is_explained_in_the_words_of_the_rules(administrator, cast):
    answer = administrator.post(f"/en/peran/{cast.head.pk}", grant_form(cast, role="council"))

    assert answer.status_code == 200
    assert "The council oversees the head." in answer.content.decode()
    assert roles_of(cast.head, at=MONDAY) == {Role.HEAD}


@pytest.mark.parametrize(
    "mistake",
    [{"until_on": "2026-01-01"}, {"region": "1"}, {"from_on": ""}, {"decree": f"SK {NIK}"}, {"role": "king"}],
)
def test_a_form_with_a_mistake_gives_no_role(administrator, cast, mistake):
    answer = administrator.post(f"/peran/{cast.officer.pk}", grant_form(cast, **mistake))

    assert answer.status_code == 200
    assert roles_of(cast.officer, at=MONDAY) == {Role.OFFICER}


def test_a_role_ends_with_its_reason(administrator, cast):
    grant = RoleGrant.objects.get(person=cast.officer)

    without = administrator.post(f"/peran/akhiri/{grant.pk}", {"why": ""})
    ended = administrator.post(f"/peran/akhiri/{grant.pk}", {"why": "Pindah ke Metro."})

    assert (without.status_code, ended.status_code) == (200, 302)
    assert roles_of(cast.officer, at=MONDAY) == frozenset()
    assert administrator.get(f"/peran/akhiri/{grant.pk}").status_code == 404


def test_the_last_administrator_stays(administrator, cast):
    grant = RoleGrant.objects.get(person=cast.administrator)

    answer = administrator.post(f"/peran/akhiri/{grant.pk}", {"why": "Pensiun."})

    assert answer.status_code == 200
    assert roles_of(cast.administrator, at=MONDAY) == {Role.ADMINISTRATOR}


def test_an_explanation_says_what_why_and_what_not(administrator, cast):
    RoleGrant.objects.filter(person=cast.officer).update(decree="SK 141", until_on=date(2027, 12, 31))

    page = administrator.get(f"/en/peran/{cast.officer.pk}/mengapa").content.decode()

    may, may_not = page.split('id="may-not"')
    assert "as village officer in Bangun Rejo" in may
    assert "confirm who lives there" in may
    assert "An administrator gives and ends roles" in may_not
    assert "SK 141" in may


def test_everybody_on_the_staff_reads_their_own_explanation(client_of, cast):
    assert client_of(cast.officer, second_factor=False).get("/peran/saya").status_code == 200
    assert client_of(cast.resident, second_factor=False).get("/peran/saya").status_code == 403


def test_a_lost_access_is_renewed_and_an_account_closed_on_pages(administrator, cast):
    page = administrator.get(f"/peran/{cast.officer.pk}").content.decode()
    easy = administrator.post(f"/peran/{cast.officer.pk}/akses", {"password": "pendek"})
    renewed = administrator.post(f"/peran/{cast.officer.pk}/akses", {"password": "empat kata yang panjang"})
    closed = administrator.post(f"/peran/{cast.officer.pk}/tutup", {"why": "Pensiun."})

    assert f"/peran/{cast.officer.pk}/akses" in page
    assert (easy.status_code, renewed.status_code, closed.status_code) == (200, 302, 302)
    assert roles_of(cast.officer, at=MONDAY) == frozenset()
    assert administrator.get(f"/peran/{cast.officer.pk}/akses").status_code == 403


def test_administrators_do_not_renew_or_close_their_own_account(administrator, cast):
    for page in ("akses", "tutup"):
        assert administrator.get(f"/peran/{cast.administrator.pk}/{page}").status_code == 403


def test_an_unknown_person_or_a_resident_has_no_page_of_roles(administrator, cast):
    for pk in (uuid4(), cast.resident.pk):
        assert administrator.get(f"/peran/{pk}").status_code == 404
