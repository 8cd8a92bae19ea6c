from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.urls import NoReverseMatch, reverse

from tests.cast import PASSWORD, give_password, play

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

RECOVERY_CODE = re.compile(r'class="plate">([0-9a-f]+)<')
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def cast():
    cast = play()
    for person in (cast.officer, cast.head, cast.administrator):
        give_password(person)
    return cast


def sign_in(client, person, password=PASSWORD, **extra):
    return client.post("/masuk/petugas", {"login": person.login, "password": password, **extra})


def code_now(secret=SECRET):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def head_with_app(cast):
    TOTP.activate(cast.head, SECRET)
    return cast.head


def test_an_officer_signs_in_with_login_and_password(client, cast):
    answer = sign_in(client, cast.officer)

    assert (answer.status_code, answer["Location"]) == (302, reverse("desk"))
    assert client.get("/akun").status_code == 200


def test_a_wrong_password_and_an_unknown_login_look_the_same(client, cast):
    wrong = sign_in(client, cast.officer, "salah")
    unknown = client.post("/masuk/petugas", {"login": "tidak-ada", "password": "salah"})

    pages = [page.content.decode().split("<main")[1].split("</h1>")[0] for page in (wrong, unknown)]
    assert wrong.status_code == unknown.status_code == 200
    assert pages[0] == pages[1]


def test_a_login_is_locked_after_five_wrong_passwords_and_only_this_login(client, cast, clock):
    for _ in range(5):
        sign_in(client, cast.officer, "salah")

    locked = sign_in(client, cast.officer)
    other = sign_in(client, cast.head)
    client.logout()
    clock.shift(timedelta(minutes=16))

    assert (locked.status_code, other.status_code) == (429, 302)
    assert sign_in(client, cast.officer).status_code == 302


def test_an_unknown_login_is_locked_like_a_known_one(client, cast):
    answers = [client.post("/masuk/petugas", {"login": "tidak-ada", "password": "x"}).status_code for _ in range(6)]

    assert answers == [200] * 5 + [429]


def test_the_right_password_starts_the_count_over(client, cast):
    for _ in range(4):
        sign_in(client, cast.officer, "salah")
    sign_in(client, cast.officer)
    client.logout()

    answers = [sign_in(client, cast.officer, "salah").status_code for _ in range(4)]

    assert answers == [200] * 4
    assert sign_in(client, cast.officer).status_code == 302


def test_a_resident_account_has_no_password_to_try(client, cast):
    answer = client.post("/masuk/petugas", {"login": "None", "password": PASSWORD})

    assert answer.status_code == 200


# --- The second lock -------------------------------------------------------------------------------------------------


def test_whoever_decides_sets_up_a_second_lock_before_anything_else(client, cast):
    sign_in(client, cast.administrator)

    turned_away = client.get("/peran")
    page = client.get(turned_away["Location"])

    assert turned_away["Location"] == "/masuk/langkah-kedua?next=%2Fperan"
    assert "/akun/aplikasi" in page.content.decode()


def test_connecting_an_app_opens_the_desk_and_gives_recovery_codes(client, cast):
    sign_in(client, cast.administrator)
    client.get("/akun/aplikasi")
    secret = client.session["mfa.totp.secret"]

    connected = client.post("/akun/aplikasi", {"code": code_now(secret)})
    codes = client.get(connected["Location"])

    assert connected["Location"] == "/akun/kode-cadangan"
    assert codes.status_code == 200
    assert client.get("/peran").status_code == 200


def test_the_secret_of_an_app_is_not_readable_in_the_database(client, cast):
    sign_in(client, cast.administrator)
    client.get("/akun/aplikasi")
    secret = client.session["mfa.totp.secret"]

    client.post("/akun/aplikasi", {"code": code_now(secret)})

    assert secret not in Authenticator.objects.get(user=cast.administrator, type="totp").data["secret"]


def test_with_an_app_the_password_alone_opens_nothing(client, head_with_app):
    answer = sign_in(client, head_with_app)

    assert answer["Location"] == "/masuk/petugas/kode"
    assert client.get("/akun").status_code == 302


def test_the_code_of_the_app_finishes_signing_in(client, head_with_app):
    sign_in(client, head_with_app)
    wrong = client.post("/masuk/petugas/kode", {"code": "000000"})

    right = client.post("/masuk/petugas/kode", {"code": code_now()})

    assert (wrong.status_code, right.status_code) == (200, 302)
    assert client.get("/peran/saya").status_code == 200


def test_codes_cannot_be_guessed(client, head_with_app):
    sign_in(client, head_with_app)
    guesses = [client.post("/masuk/petugas/kode", {"code": f"{guess:06}"}).status_code for guess in range(6)]

    right = client.post("/masuk/petugas/kode", {"code": code_now()})

    assert guesses[-1] == 429
    assert right.status_code == 429
    assert client.get("/akun").status_code == 302


def test_a_recovery_code_works_once(client, cast):
    sign_in(client, cast.administrator)
    client.get("/akun/aplikasi")
    client.post("/akun/aplikasi", {"code": code_now(client.session["mfa.totp.secret"])})
    recovery = RECOVERY_CODE.findall(client.get("/akun/kode-cadangan").content.decode())[0]
    client.post("/keluar")

    sign_in(client, cast.administrator)
    first = client.post("/masuk/petugas/kode", {"code": recovery})
    client.post("/keluar")
    sign_in(client, cast.administrator)
    second = client.post("/masuk/petugas/kode", {"code": recovery})

    assert (first.status_code, second.status_code) == (302, 200)


def test_a_passkey_page_brings_its_options_as_data_and_no_inline_script(client, cast):
    sign_in(client, cast.administrator)

    page = client.get("/akun/kunci/tambah").content.decode()
    asked = client.get("/masuk/petugas/kunci", headers={"X-Requested-With": "XMLHttpRequest"})

    assert '<script type="application/json" data-options>' in page
    assert page.count("<script") == 2
    assert asked.status_code in {200, 302}


def test_passkey_options_are_given_to_whoever_is_not_signed_in(client, cast):
    answer = client.get("/masuk/petugas/kunci", headers={"X-Requested-With": "XMLHttpRequest"})

    assert answer.status_code == 200
    assert "challenge" in answer.json()["request_options"]["publicKey"]


def test_a_forged_passkey_opens_nothing(client, cast):
    client.get("/masuk/petugas/kunci", headers={"X-Requested-With": "XMLHttpRequest"})

    for forged in ("", "{}", "[]", '{"id": "x", "rawId": "eA", "type": "public-key", "response": {}}'):
        answer = client.post("/masuk/petugas/kunci", {"credential": forged})
        assert answer.status_code == 302
        assert answer["Location"] == "/masuk/petugas"
    assert client.get("/akun").status_code == 302


def test_something_that_matters_asks_for_the_password_again_after_a_while(client, cast, clock):
    sign_in(client, cast.officer)
    at_once = client.get("/akun/aplikasi").status_code
    clock.shift(timedelta(minutes=20))

    later = client.get("/akun/aplikasi")
    wrong = client.post(later["Location"], {"password": "salah"})
    right = client.post(later["Location"], {"password": PASSWORD})

    assert (at_once, later.status_code) == (200, 302)
    assert later["Location"].startswith("/masuk/ulang?")
    assert (wrong.status_code, right["Location"]) == (200, "/akun/aplikasi")


# --- The account -----------------------------------------------------------------------------------------------------


def test_a_changed_password_works_and_the_old_one_does_not(client, cast):
    sign_in(client, cast.officer)
    new = "empat kata yang panjang"

    wrong = client.post("/akun/sandi", {"oldpassword": "salah", "password1": new, "password2": new})
    right = client.post("/akun/sandi", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    client.post("/keluar")

    assert (wrong.status_code, right.status_code) == (200, 302)
    assert sign_in(client, cast.officer).status_code == 200
    assert sign_in(client, cast.officer, new).status_code == 302


def test_all_other_sessions_end_and_this_one_stays(client, cast):
    elsewhere = type(client)()
    sign_in(elsewhere, cast.officer)
    sign_in(client, cast.officer)
    before = client.get("/akun/sesi").content.decode().count("answers-row")

    client.post("/akun/sesi")

    assert before == 2
    assert client.get("/akun").status_code == 200
    assert elsewhere.get("/akun").status_code == 302


def test_of_a_session_only_the_network_is_kept(client, cast):
    client.post("/masuk/petugas", {"login": cast.officer.login, "password": PASSWORD}, REMOTE_ADDR="182.3.41.77")

    assert UserSession.objects.get().ip == "182.3.41.0"


def test_a_closed_account_is_put_out_at_once(client, cast):
    sign_in(client, cast.officer)
    cast.officer.is_active = False
    cast.officer.save(update_fields=["is_active"])

    assert client.get("/akun").status_code == 302


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_email", "account_reset_password", "account_inactive", "account_set_password"],
)
def test_what_we_do_not_use_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("address", ["/akun", "/akun/sandi", "/akun/aplikasi", "/akun/kunci", "/akun/kode-cadangan"])
def test_a_resident_has_no_staff_account_to_look_at(client, cast, address):
    client.force_login(cast.resident)

    assert client.get(address).status_code == 403
