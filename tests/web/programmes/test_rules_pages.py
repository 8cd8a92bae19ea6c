from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import time_machine
from allauth.account.internal.userkit import user_id_to_str
from django.test import Client

from rembuk.kernel.periods import Unit
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.programmes.actions import publish_rules
from rembuk.programmes.changes import with_clock
from rembuk.programmes.models import RuleSet
from rembuk.programmes.packs import read_pack
from rembuk.programmes.queries import rule_set_at, rules_at
from rembuk.programmes.rules import Clock, Outcome
from tests.cast import MONDAY, THURSDAY, Cast, grant, make_staff, play
from tests.web.pages import Page, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]


def page_of(response) -> Page:
    return read(response)


@pytest.fixture
def crew() -> Cast:
    return play()


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": THURSDAY.timestamp()}]
    session["account_authentication_methods_user"] = user_id_to_str(person)
    session.save()
    return client


@pytest.fixture
def administrator(crew) -> Client:
    return signed_in(crew.administrator)


def save(client: Client, address: str, **typed: object):
    """Fill in a form as it is shown, with these words typed over, and send it."""
    shown = client.get(address)
    assert shown.status_code == 200, address
    fields = {key: value for key, value in page_of(shown).fields.items() if value != ""}
    return client.post(address, {**fields, **typed})


def errors_of(response) -> Page:
    assert response.status_code == 400
    return page_of(response)


# --- for everybody -------------------------------------------------------------------------------------------------


def test_the_calendar_says_what_to_expect_of_a_voice_of_today(crew):
    page = page_of(Client().get("/en/kalender"))

    assert "The plan for 2027 is being made" in page.text
    assert "we are here" in page.text
    for expected in ("September 2027", "2028", "February 2028", "June 2028", "2029"):
        assert expected in page.text


def test_the_calendar_turns_to_other_years_but_not_for_ever(crew):
    assert "Planning calendar 2027" in page_of(Client().get("/en/kalender?tahun=2027")).text
    assert Client().get("/kalender?tahun=2040").status_code == 404
    assert Client().get("/kalender?tahun=nanti").status_code == 200


def test_the_calendar_follows_the_day_where_the_village_is(crew):
    with time_machine.travel(datetime(2026, 12, 31, 17, 5, tzinfo=UTC), tick=False):
        assert "Planning calendar 2027" in page_of(Client().get("/en/kalender")).text


def test_the_rules_are_shown_with_their_sources(crew):
    page = page_of(Client().get("/en/aturan"))

    assert "5 working days" in page.text
    assert "SP4N-LAPOR! (Permenpan RB 62/2018)" in page.text
    assert "figure not yet checked" in page.text
    assert rule_set_at(crew.programme, THURSDAY).digest in page.text


def test_every_version_stays_readable_and_says_what_it_changed(crew):
    before = rule_set_at(crew.programme, MONDAY)
    clock = Clock(amount=4, unit=Unit.WORKING_DAYS, source="Musyawarah", verified=True)
    rules = with_clock(rules_at(crew.programme, MONDAY), "answer", clock)
    publish_rules(crew.programme, rules, based_on=before.digest, why="Lebih cepat.", by=crew.administrator, at=MONDAY)

    assert "5 working days" in page_of(Client().get("/en/aturan/2026.1")).text
    assert "not the one in force" in page_of(Client().get("/en/aturan/2026.1")).text
    changes = page_of(Client().get("/en/aturan/2026.2/perubahan")).text
    assert "Lebih cepat." in changes
    assert "Time limits: Answer a need, how many 5 4" in changes
    assert "first version" in page_of(Client().get("/en/aturan/2026.1/perubahan")).text


@pytest.mark.parametrize("address", ["/aturan/2026.9", "/aturan/2025.1/perubahan", "/aturan/99999.99999/paket.json"])
def test_a_version_that_nobody_published_is_not_found(crew, address):
    assert Client().get(address).status_code == 404


def test_the_model_pack_is_handed_out_whole(crew):
    response = Client().get("/aturan/2026.1/paket.json")

    assert read_pack(response.content).rules == rules_at(crew.programme, THURSDAY)
    assert response.headers["Content-Disposition"] == 'attachment; filename="rembuk-BR-2026.1.json"'


def test_how_it_works_names_the_limits_in_force(crew):
    page = page_of(Client().get("/en/cara-kerja"))

    assert "A no always has a reason and a next step. Time limit: 5 working days." in page.text


def test_how_it_works_draws_the_thread_of_the_first_page(crew):
    first_page, how_it_works = (Client().get(address).content.decode() for address in ("/en/", "/en/cara-kerja"))

    assert drawn(how_it_works) == drawn(first_page) != []


def drawn(html: str) -> list[str]:
    """Return each stage of the thread as it is drawn, with its figures and its link."""
    return re.findall(r'<li class="thread-stage".*?</li>', html, re.DOTALL)


# --- for administrators --------------------------------------------------------------------------------------------


def test_the_desk_leads_an_administrator_to_the_rules_in_force(administrator):
    assert "/en/aturan/ubah" in administrator.get("/en/meja").text

    assert administrator.get("/en/aturan/ubah").url == "/en/aturan/2026/ubah"


def test_an_administrator_changes_a_time_limit_and_everybody_sees_why(crew, administrator):
    response = save(
        administrator, "/aturan/2026/ubah/tenggat/answer", amount="4", source="Musyawarah", why="Lebih cepat."
    )

    assert (response.status_code, response.headers["Location"]) == (302, "/aturan/2026.2/perubahan")
    clock = rules_at(crew.programme, THURSDAY).clocks["answer"]
    assert (clock.amount, clock.unit, clock.source) == (4, Unit.WORKING_DAYS, "Musyawarah")
    assert "Lebih cepat." in page_of(Client().get("/aturan")).text


def test_an_administrator_moves_a_phase_over_the_turn_of_the_year(crew, administrator):
    save(administrator, "/aturan/2026/ubah/tahap/budget", starts="11-01", ends="01-15", why="Sesuai kabupaten.")

    phase = next(phase for phase in rules_at(crew.programme, THURSDAY).phases if phase.key == "budget")
    assert (phase.starts, phase.ends, phase.year_offset) == ("11-01", "01-15", 0)


def test_an_administrator_changes_and_adds_reasons(crew, administrator):
    save(
        administrator, "/aturan/2026/ubah/alasan/GANDA", next_indonesian="Ikuti nomor lama.", allows=["merged"], why="x"
    )
    words = ("indonesian", "english", "evidence_indonesian", "evidence_english", "next_indonesian", "next_english")
    typed = {name: f"Lahan {name}" for name in words}
    added = save(
        administrator, "/aturan/2026/ubah/alasan", **typed, code="LAHAN_SENGKETA", allows=["declined", "postponed"],
        source="Musyawarah", why="Sering terjadi.",
    )  # fmt: skip

    rules = rules_at(crew.programme, THURSDAY)
    assert added.status_code == 302
    assert rules.reason("GANDA").next_step.id == "Ikuti nomor lama."
    assert rules.reason("LAHAN_SENGKETA").allows == [Outcome.DECLINED, Outcome.POSTPONED]
    assert rules.reason("LAHAN_SENGKETA").next_step.en == "Lahan next_english"


def test_a_reason_cannot_take_the_code_of_another(crew, administrator):
    words = ("indonesian", "english", "evidence_indonesian", "evidence_english", "next_indonesian", "next_english")
    response = save(
        administrator, "/aturan/2026/ubah/alasan", **dict.fromkeys(words, "x"), code="GANDA", allows=["declined"],
        source="x", why="x",
    )  # fmt: skip

    assert "code" in errors_of(response).invalid


def test_an_administrator_adds_and_removes_a_day_off(crew, administrator):
    day = "2026-12-28"
    save(
        administrator, "/aturan/2026/ubah/libur", on=day, indonesian="Hari kampung", english="Village day", why="Adat."
    )
    assert day in {holiday.on.isoformat() for holiday in rules_at(crew.programme, THURSDAY).holidays}

    save(administrator, f"/aturan/2026/ubah/libur/{day}", why="Dibatalkan.")

    assert day not in {holiday.on.isoformat() for holiday in rules_at(crew.programme, THURSDAY).holidays}


def test_an_administrator_changes_a_word(crew, administrator):
    save(administrator, "/aturan/2026/ubah/istilah/hamlet", indonesian="lingkungan", why="Begitu sebutannya.")

    assert rules_at(crew.programme, THURSDAY).words["hamlet"].id == "lingkungan"


def test_an_administrator_begins_the_rules_of_next_year_which_wait(crew, administrator):
    response = save(administrator, "/aturan/2026/ubah/tahun-depan", why="Siap untuk 2027.")

    assert response.status_code == 302
    assert str(RuleSet.objects.get(year=2027)) == "2027.1"
    assert str(rule_set_at(crew.programme, THURSDAY)) == "2026.1"
    assert administrator.get("/aturan/2026/ubah/tahun-depan").headers["Location"] == "/aturan/2027/ubah"


def test_everything_that_can_be_changed_is_listed(crew, administrator):
    links = set(page_of(administrator.get("/aturan/2026/ubah")).links)

    rules = rules_at(crew.programme, THURSDAY)
    assert {f"/aturan/2026/ubah/tenggat/{key}" for key in rules.clocks} <= links
    assert {f"/aturan/2026/ubah/alasan/{reason.code}" for reason in rules.reasons} <= links
    assert {f"/aturan/2026/ubah/tahap/{phase.key}" for phase in rules.phases} <= links
    assert {f"/aturan/2026/ubah/istilah/{key}" for key in rules.words} <= links


@pytest.mark.parametrize(
    ("address", "typed", "wrong"),
    [
        ("tenggat/answer", {"amount": "0", "why": "x"}, "amount"),
        ("tenggat/answer", {"amount": "lima", "why": "x"}, "amount"),
        ("tenggat/answer", {"amount": "4", "why": ""}, "why"),
        ("tenggat/answer", {"amount": "4", "source": "", "why": "x"}, "source"),
        ("tahap/gather", {"starts": "02-30", "why": "x"}, "starts"),
        ("tahap/gather", {"ends": "besok", "why": "x"}, "ends"),
        ("alasan/GANDA", {"next_english": "", "why": "x"}, "next_english"),
        ("alasan/GANDA", {"allows": [], "why": "x"}, "allows"),
        ("libur", {"on": "kapan", "indonesian": "x", "english": "x", "why": "x"}, "on"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_nothing_typed_is_lost(crew, administrator, address, typed, wrong):
    response = save(administrator, f"/aturan/2026/ubah/{address}", **typed)

    page = errors_of(response)
    assert wrong in page.invalid
    assert {name: page.fields.get(name) for name in typed if isinstance(typed[name], str)} == {
        name: value for name, value in typed.items() if isinstance(value, str)
    }
    assert RuleSet.objects.count() == 1


def test_saving_without_a_change_says_so(crew, administrator):
    response = save(administrator, "/en/aturan/2026/ubah/tenggat/answer", why="Tidak ada.")

    assert "Nothing is different from the version in force." in errors_of(response).text
    assert RuleSet.objects.count() == 1


def test_a_change_made_from_an_older_version_says_so(crew, administrator):
    base = rule_set_at(crew.programme, THURSDAY).digest
    save(administrator, "/aturan/2026/ubah/tenggat/answer", amount="4", why="Lebih cepat.")

    response = save(administrator, "/en/aturan/2026/ubah/tenggat/tidy", amount="2", why="Cepat.", based_on=base)

    assert "Somebody changed the rules meanwhile." in errors_of(response).text
    assert RuleSet.objects.count() == 2


@pytest.mark.parametrize(
    "address",
    ["tenggat/apa", "tahap/apa", "alasan/APA", "libur/2026-02-03", "libur/x", "istilah/apa"],
)
def test_what_the_rules_do_not_hold_cannot_be_changed(administrator, address):
    assert administrator.get(f"/aturan/2026/ubah/{address}").status_code == 404


@pytest.mark.parametrize("year", [2025, 2027, 9999, 99999])
def test_a_year_without_rules_is_not_found(administrator, year):
    assert administrator.get(f"/aturan/{year}/ubah").status_code == 404


@pytest.mark.parametrize("who", ["officer", "head", "camat", "moderator", "monitor"])
def test_other_staff_do_not_even_see_the_forms(crew, who):
    client = signed_in(getattr(crew, who))

    assert client.get("/aturan/2026/ubah").status_code == 403
    assert client.post("/aturan/2026/ubah/tenggat/answer", {"amount": "4", "why": "x"}).status_code == 403


def test_nobody_else_is_let_in(crew):
    assert Client().get("/aturan/2026/ubah").status_code == 302
    assert Client().post("/aturan/2026/ubah/tenggat/answer", {"amount": "4"}).status_code == 302


def test_an_administrator_without_a_second_factor_is_asked_for_it(crew):
    client = Client()
    client.force_login(crew.administrator)

    response = client.get("/aturan/2026/ubah")

    assert response.status_code == 302
    assert response.headers["Location"] != "/aturan/2026/ubah"


def test_an_administrator_of_one_kampung_reads_but_does_not_change_the_rules_of_all(crew):
    person = make_staff("br-admin-kampung", Role.ADMINISTRATOR, crew.kampung)
    grant(person, Role.OFFICER, crew.kampung)
    client = signed_in(person)

    page = page_of(client.get("/aturan/2026/ubah"))
    response = save(client, "/aturan/2026/ubah/tenggat/answer", amount="4", why="Lebih cepat.")

    assert "/aturan/2026/ubah/tenggat/answer" not in page.links
    assert response.status_code == 403
    assert RuleSet.objects.count() == 1
