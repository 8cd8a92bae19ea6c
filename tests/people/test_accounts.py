from __future__ import annotations

from ipaddress import ip_network

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import authenticate
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError

from rembuk import env
from rembuk import settings as shipped
from rembuk.journal.queries import acts_on
from rembuk.people.actions import correct_account, make_staff, renew_access, retire_staff
from rembuk.people.actions.accounts import BadLogin, LoginTaken
from rembuk.people.permissions import may_renew_access
from rembuk.people.queries import roles_of
from rembuk.people.roles import Role
from rembuk.people.signin import LightArgon2PasswordHasher, SecondFactor, StaffBackend, address_of, network_of
from tests.cast import MONDAY, PASSWORD, give_password
from tests.cast import make_staff as put_staff

pytestmark = pytest.mark.django_db

NIK = "1802025708990003"


def test_an_administrator_makes_an_account_that_signs_in_and_holds_no_role(cast):
    person = make_staff(" Kaur-Umum ", "Bu  Sari", PASSWORD, by=cast.administrator, at=MONDAY)

    assert (person.login, person.name, person.is_resident) == ("kaur-umum", "Bu Sari", False)
    assert authenticate(username="KAUR-UMUM", password=PASSWORD) == person
    assert roles_of(person, at=MONDAY) == frozenset()
    assert acts_on(person).get().kind == "person.made"


def test_nobody_else_makes_accounts(cast):
    for person in (cast.head, cast.resident):
        with pytest.raises(PermissionDenied):
            make_staff("kaur-umum", "Bu Sari", PASSWORD, by=person, at=MONDAY)


@pytest.mark.parametrize("login", ["ab", "a" * 61, "dua kata", "081234567890", NIK, "sari@contoh.id", "…", ""])
def test_a_login_is_no_number_and_no_address(cast, login):
    with pytest.raises(BadLogin):
        make_staff(login, "Bu Sari", PASSWORD, by=cast.administrator, at=MONDAY)


def test_a_login_belongs_to_one_person(cast):
    with pytest.raises(LoginTaken):
        make_staff("BR-Petugas", "Bu Sari", PASSWORD, by=cast.administrator, at=MONDAY)


@pytest.mark.parametrize("password", ["pendek", "password12", "1234567890123"])
def test_an_easy_password_is_refused(cast, password):
    with pytest.raises(ValidationError):
        make_staff("kaur-umum", "Bu Sari", password, by=cast.administrator, at=MONDAY)


def test_a_nik_in_a_name_is_hidden_before_it_is_kept(cast):
    person = make_staff("kaur-umum", f"Sari {NIK}", PASSWORD, by=cast.administrator, at=MONDAY)

    person.refresh_from_db()
    assert NIK not in person.name
    assert person.name.startswith("Sari")


def test_people_correct_their_own_name_and_nobody_elses(cast):
    correct_account(cast.resident, " Mbah  Karno ", "en", by=cast.resident, at=MONDAY)

    cast.resident.refresh_from_db()
    assert (cast.resident.name, cast.resident.language) == ("Mbah Karno", "en")
    for person in (cast.neighbour, cast.administrator, None):
        with pytest.raises(PermissionDenied):
            correct_account(cast.resident, "Lain", "id", by=person, at=MONDAY)
    with pytest.raises(ValueError, match="language"):
        correct_account(cast.resident, "Lain", "xx", by=cast.resident, at=MONDAY)


def test_a_closed_account_signs_in_no_more_and_holds_nothing(cast):
    give_password(cast.officer)

    retire_staff(cast.officer, "Pensiun.", by=cast.administrator, at=MONDAY)

    cast.officer.refresh_from_db()
    assert authenticate(username=cast.officer.login, password=PASSWORD) is None
    assert StaffBackend().get_user(cast.officer.pk) is None
    assert roles_of(cast.officer, at=MONDAY) == frozenset()


def test_only_an_administrator_closes_accounts_and_never_their_own(cast):
    for person in (cast.head, cast.officer, None):
        with pytest.raises(PermissionDenied):
            retire_staff(cast.officer, "Pensiun.", by=person, at=MONDAY)
    with pytest.raises(PermissionDenied):
        retire_staff(cast.administrator, "Pensiun.", by=cast.administrator, at=MONDAY)


def test_lost_access_is_renewed_with_a_new_password_and_without_the_lost_keys(cast):
    give_password(cast.officer)
    TOTP.activate(cast.officer, "JBSWY3DPEHPK3PXP")
    before = cast.officer.get_session_auth_hash()

    renew_access(cast.officer, "empat kata yang panjang", by=cast.administrator, at=MONDAY)

    assert authenticate(username=cast.officer.login, password="empat kata yang panjang") == cast.officer
    assert not Authenticator.objects.filter(user=cast.officer).exists()
    assert cast.officer.get_session_auth_hash() != before
    assert acts_on(cast.officer).get().is_public


@pytest.mark.parametrize("who", ["head", "officer", "camat", "monitor"])
def test_nobody_but_an_administrator_of_all_its_places_renews_an_access(cast, who):
    local = put_staff("admin-kampung", Role.ADMINISTRATOR, cast.kampung)

    assert not may_renew_access(getattr(cast, who), cast.facilitator, at=MONDAY)
    assert may_renew_access(local, cast.facilitator, at=MONDAY)
    for by, account in [(local, cast.camat), (local, local), (local, cast.resident), (None, cast.officer)]:
        with pytest.raises(PermissionDenied):
            renew_access(account, "empat kata yang panjang", by=by, at=MONDAY)


def test_an_account_is_closed_for_a_reason(cast):
    with pytest.raises(ValueError, match="reason"):
        retire_staff(cast.officer, " ", by=cast.administrator, at=MONDAY)


def test_a_wrong_password_an_unknown_login_and_a_resident_are_turned_away(cast):
    give_password(cast.officer)

    assert authenticate(username=cast.officer.login, password="salah") is None
    assert authenticate(username="tidak-ada", password=PASSWORD) is None
    assert authenticate(username="", password=PASSWORD) is None
    assert authenticate(username=None, password=None) is None


def test_an_unknown_login_takes_the_work_of_a_known_one(cast, monkeypatch):
    give_password(cast.officer)
    hashed: list[str] = []
    encode = LightArgon2PasswordHasher.encode

    def watched(self, password, salt):
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(LightArgon2PasswordHasher, "encode", watched)

    authenticate(username="tidak-ada", password="salah")

    assert hashed == ["salah"]


def test_passwords_are_kept_with_argon2_in_19_mebibytes(cast, settings):
    settings.PASSWORD_HASHERS = shipped.PASSWORD_HASHERS

    give_password(cast.officer)

    assert cast.officer.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_secrets_of_code_apps_are_encrypted():
    kept = SecondFactor().encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in kept
    assert SecondFactor().decrypt(kept) == "JBSWY3DPEHPK3PXP"


@pytest.mark.parametrize(
    ("address", "network"),
    [("182.3.41.77", "182.3.41.0"), ("2001:448a:50e0:1:2::9", "2001:448a:50e0::"), ("", "0.0.0.0"), ("x", "0.0.0.0")],
)
def test_of_an_address_only_the_network_is_kept(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("proxies", "peer", "told", "address"),
    [
        ([], "127.0.0.1", "182.3.41.77", "127.0.0.1"),
        (["127.0.0.1"], "182.3.41.77", "36.66.1.2", "182.3.41.77"),
        (["127.0.0.1"], "127.0.0.1", "182.3.41.77", "182.3.41.77"),
        (["127.0.0.1"], "127.0.0.1", "36.66.1.2, 182.3.41.77", "182.3.41.77"),
        (["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", "36.66.1.2, 182.3.41.77, 10.1.2.3", "182.3.41.77"),
        (["127.0.0.1"], "127.0.0.1", "", "127.0.0.1"),
        (["127.0.0.1"], "", "182.3.41.77", ""),
    ],
    ids=["no proxy", "not ours", "ours", "forged before ours", "two of ours", "nothing told", "no peer"],
)
def test_an_address_that_is_told_counts_only_from_a_web_server_of_ours(settings, proxies, peer, told, address):
    settings.PROXIES = [ip_network(proxy) for proxy in proxies]

    assert address_of({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": told}) == address


def test_a_proxy_that_is_no_address_stops_the_start(monkeypatch):
    monkeypatch.setenv("REMBUK_PROXIES", "127.0.0.1,nginx")

    with pytest.raises(ImproperlyConfigured, match="REMBUK_PROXIES must hold addresses or networks"):
        env.networks("REMBUK_PROXIES")
