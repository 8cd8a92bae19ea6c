"""Works at the desk: from a line of the plan to a work that was measured, doubted and seen by others."""

from __future__ import annotations

import re
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from rembuk.people.roles import Role
from rembuk.projects.actions import announce_witnesses, halt_project, hold_draw, write_bill
from rembuk.projects.models import (
    BillRow,
    Delivery,
    Draw,
    Look,
    Measurement,
    Project,
    TeamMember,
    WorkChange,
    WorkPhoto,
)
from rembuk.projects.queries import bill_of, is_witness
from rembuk.projects.states import PhotoMoment, ProjectState
from rembuk.regions.models import Tier
from tests.cast import THURSDAY, make_region, make_staff
from tests.plans.scenes import approved
from tests.projects.scenes import BILL, NOBODY, done, measured, photographed, prepared, residents, seen, started
from tests.web.pages import read
from tests.web.staged import body_of

ROW = {
    "kind": "material", "what": "Semen", "quantity": "400", "unit": "sak", "price": "70.000",
    "source": "Toko contoh, 3 Nov", "standard": "68.000",
}  # fmt: skip


def post(client: Client, project: Project, do: str, **said: object):
    typed = {"key": str(uuid4()), **said}
    return client.post(
        f"/meja/kerja/{project.code}", {"do": do, **{f"{do}-{name}": one for name, one in typed.items()}}
    )


def deeds_for(client: Client, project: Project) -> list[str]:
    page = client.get(f"/meja/kerja/{project.code}").content.decode()
    return re.findall(r'name="do" value="(\w+)"', page)


def photo() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (64, 48), (120, 90, 60)).save(out, "JPEG")
    return SimpleUploadedFile("jalan.jpg", out.getvalue(), "image/jpeg")


def test_a_line_of_the_plan_becomes_a_project_once(cast, client_of):
    _plan, (item,) = approved(cast)
    secretary = client_of(cast.secretary)

    waiting = read(secretary.get("/meja/kerja"))
    made = secretary.post(f"/meja/kerja/baru/{item.code}", {"do": "prepare"})
    again = secretary.post(f"/meja/kerja/baru/{item.code}", {"do": "prepare"})

    assert f"/meja/kerja/baru/{item.code}" in waiting.links
    project = Project.objects.get(item=item)
    assert (made["Location"], again["Location"]) == (f"/meja/kerja/{project.code}", f"/meja/kerja/{project.code}")


def test_a_bill_is_written_with_the_source_of_each_price_and_a_mistake_is_struck(cast, client_of):
    project, secretary = prepared(cast), client_of(cast.secretary)

    post(secretary, project, "bill", **ROW)
    post(secretary, project, "bill", **{**ROW, "what": "Semen dua kali"})
    mistake = BillRow.objects.get(what="Semen dua kali")
    struck = post(secretary, project, "strike", row=str(mistake.pk), why="Tertulis dua kali.")

    assert struck.status_code == 302
    assert [(one.what, one.price_rupiah, one.price_source) for one in bill_of(project)] == [
        ("Semen", 70_000, "Toko contoh, 3 Nov")
    ]
    assert BillRow.objects.get(pk=mistake.pk).struck_why == "Tertulis dua kali."


def test_a_row_of_the_bill_is_not_asked_what_a_voice_is_for(cast, client_of):
    shown = read(client_of(cast.secretary).get(f"/meja/kerja/{prepared(cast).code}")).text

    assert ("Biaya untuk apa?" in shown, "Suara ini" in shown) == (True, False)


def test_what_is_sent_twice_is_written_once(cast, client_of):
    project, secretary, key = prepared(cast), client_of(cast.secretary), str(uuid4())
    begun = started_like(project, cast, client_of)

    for _again in range(2):
        post(secretary, begun, "measure", key=key, amount="60", words="Diukur dengan meteran.", photo=photo())

    assert (Measurement.objects.count(), WorkPhoto.objects.count()) == (1, 1)


def test_what_came_and_the_sides_of_what_stands_are_written_down_at_the_desk(cast, client_of):
    project, officer = started(cast), client_of(cast.officer)
    cement = BillRow.objects.get(project=project, what="Semen")
    three = {"first_thickness": "12", "second_thickness": "9,5", "third_thickness": "11,8"}

    post(officer, project, "delivery", row=str(cement.pk), quantity="160", words="Nota 12, di balai.")
    post(officer, project, "measure", amount="60", words="Dengan meteran.", length="60", width="2,5", **three)

    assert [str(one.quantity) for one in Delivery.objects.all()] == ["160.00"]
    stands = Measurement.objects.get()
    assert (stands.length_cm, stands.width_cm, stands.thickness_mm) == (6_000, 250, (120, 95, 118))
    assert "160 sak" in read(officer.get(f"/meja/kerja/{project.code}")).text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"first_thickness": "12", "second_thickness": "9,5"}, "Ukur di ketiga titik"),
        ({"length": "0"}, "Ini tidak mungkin."),
        ({"first_thickness": "0,01", "second_thickness": "1", "third_thickness": "1"}, "Ini tidak mungkin."),
        ({"width": "99.999.999.999"}, "terlalu besar atau terlalu rinci"),
        ({"width": "99.999.999"}, "Ini tidak mungkin."),
    ],
)
def test_sides_that_cannot_be_are_refused_with_a_sentence_and_nothing_is_lost(cast, client_of, said, sentence):
    project, officer = started(cast), client_of(cast.officer)

    answer = post(officer, project, "measure", amount="60", words="Dengan meteran.", **said)

    assert answer.status_code == 422
    assert sentence in read(answer).text
    assert "Dengan meteran." in answer.content.decode()
    assert not Measurement.objects.exists()


def test_goods_come_while_a_work_is_halted_and_a_form_sent_twice_counts_once_whatever_row_it_names(cast, client_of):
    project, officer, key = started(cast), client_of(cast.officer), str(uuid4())
    halt_project(project, "Menunggu semen.", by=cast.head, at=THURSDAY)

    for what in ("Semen", "Sewa molen"):
        row = BillRow.objects.get(project=project, what=what)
        sent = post(officer, project, "delivery", key=key, row=str(row.pk), quantity="5", words="Nota 1.")
        assert sent.status_code == 302

    assert [one.row.what for one in Delivery.objects.select_related("row")] == ["Semen"]


def test_a_drawing_is_shown_with_the_bill_and_is_no_photo_of_the_work(cast, client_of):
    project, officer = started(cast), client_of(cast.officer)

    post(officer, project, "photo", photo=photo(), taken="drawn", words="Penampang jalan.")

    page = Client().get(f"/kerja/{project.code}").content.decode()
    assert 'id="drawings"' in page
    assert 'alt="Penampang jalan."' in page
    assert WorkPhoto.objects.get().taken == "drawn"


def started_like(project: Project, cast, client_of) -> Project:
    post(client_of(cast.secretary), project, "bill", **{**ROW, "kind": "wage"})
    post(client_of(cast.head), project, "start", unwitnessed=NOBODY)
    return Project.objects.get(pk=project.pk)


def test_whoever_prepared_it_does_not_let_it_begin(cast, client_of):
    project = prepared(cast)
    post(client_of(cast.secretary), project, "bill", **ROW)

    assert "start" not in deeds_for(client_of(cast.secretary), project)
    assert "start" in deeds_for(client_of(cast.head), project)


def test_where_wages_are_low_the_refusal_says_what_to_do(cast, client_of):
    project = prepared(cast)
    post(client_of(cast.secretary), project, "bill", **ROW)

    refused = post(client_of(cast.head), project, "start", low_wage="", unwitnessed=NOBODY)
    begun = post(client_of(cast.head), project, "start", low_wage="Bahan jadi dari pabrik.", unwitnessed=NOBODY)

    assert (refused.status_code, begun.status_code) == (422, 302)
    assert "Mengapa upah di bawah separuh" in read(refused).text


def test_where_nobody_is_drawn_to_look_it_is_asked_why_and_everybody_reads_it(cast, client_of):
    project = prepared(cast)
    write_bill(project, BILL, by=cast.secretary, at=THURSDAY)
    head = client_of(cast.head)

    refused = post(head, project, "start")
    begun = post(head, project, "start", unwitnessed=NOBODY)

    assert (refused.status_code, begun.status_code) == (422, 302)
    assert (
        f"Tidak ada warga yang diundi untuk melihatnya: {NOBODY}"
        in read(head.get(f"/kerja/{project.code}/pemeriksaan")).text
    )


def test_where_residents_are_to_be_drawn_nothing_is_asked_before_it_begins(cast, client_of):
    project = prepared(cast)
    write_bill(project, BILL, by=cast.secretary, at=THURSDAY)
    residents(cast, 5)
    announce_witnesses(project, "rahasia", by=cast.facilitator, at=THURSDAY)

    begun = post(client_of(cast.head), project, "start")

    assert begun.status_code == 302
    assert Project.objects.get().unwitnessed_why == ""


def test_the_team_declares_and_everybody_reads_it(cast, client_of):
    project, secretary = prepared(cast), client_of(cast.secretary)
    member = {"name": "Pak Contoh", "duty": "chair", "interest": "Adik pemilik toko bahan."}

    unasked = post(secretary, project, "member", **member)
    named = post(secretary, project, "member", **member, declared="on")
    second = post(secretary, project, "member", **member, declared="on")

    assert [one.status_code for one in (unasked, named, second)] == [422, 302, 422]
    assert TeamMember.objects.get().interest == "Adik pemilik toko bahan."
    assert "Tim sudah punya ketua." in read(second).text


def test_a_looker_says_what_they_saw_of_the_measurement_on_their_page(cast, client_of):
    project = started(cast)
    shown = measured(project, 60, cast)
    council = client_of(cast.council)

    doubtful = post(council, project, "look", measurement=str(shown.pk), verdict="disputed", words="")
    measured(project, 90, cast)
    late = post(council, project, "look", measurement=str(shown.pk), verdict="confirmed")

    assert (doubtful.status_code, late.status_code, Look.objects.count()) == (422, 422, 0)
    assert "Tulis apa yang Anda lihat" in read(doubtful).text


def test_a_doubt_comes_back_to_the_team_as_a_task(cast, client_of):
    project = started(cast)
    shown = measured(project, 60, cast)

    post(client_of(cast.council), project, "look", measurement=str(shown.pk), verdict="disputed", words="Baru 40 m.")

    assert "Ada yang menyatakan tidak begitu: ukur lagi (1)" in read(client_of(cast.officer).get("/meja/kerja")).text
    assert f"/meja/kerja/{project.code}" not in read(client_of(cast.head).get("/meja/kerja")).links


def test_once_others_have_seen_all_of_it_the_head_calls_it_done(cast, client_of):
    project = started(cast)
    seen(measured(project, 150, cast), cast.facilitator, cast.council)

    waits = read(client_of(cast.head).get("/meja/kerja"))
    done = post(client_of(cast.head), project, "finish")

    assert f"/meja/kerja/{project.code}" in waits.links
    assert done.status_code == 302
    assert Project.objects.get().state == ProjectState.DONE


def test_a_delay_and_a_change_are_decided_by_a_second_person(cast, client_of):
    project, officer, head = started(cast), client_of(cast.officer), client_of(cast.head)

    post(officer, project, "delay", last_month="9", why="Hujan dua minggu.")
    waiting = deeds_for(officer, project)
    post(head, project, "agree", answer="")
    post(officer, project, "change", volume="160,5", cost="65.000.000", why="Ujungnya disambung.")
    post(head, project, "refuse", why="Uangnya belum ada.")

    project.refresh_from_db()
    assert {"agree", "refuse", "delay"}.isdisjoint(waiting)
    assert (project.last_month, project.volume, project.cost_rupiah) == (9, Decimal(150), 62_500_000)
    assert list(WorkChange.objects.order_by("asked_at", "id").values_list("state", "answer")) == [
        ("agreed", ""),
        ("refused", "Uangnya belum ada."),
    ]


def test_a_photo_of_a_work_is_seen_by_everybody(cast, client_of):
    project = started(cast)

    post(client_of(cast.officer), project, "photo", photo=photo(), taken="before", words="Jalan berlubang.")

    digest = WorkPhoto.objects.get().photo.digest
    assert body_of(Client().get(f"/foto/{digest}")).startswith(b"\xff\xd8")


@pytest.mark.parametrize("wrong", [{"quantity": "banyak"}, {"price": "mahal"}, {"source": ""}])
def test_a_row_that_cannot_be_read_is_sent_back_with_what_is_wrong(cast, client_of, wrong):
    project = prepared(cast)

    refused = post(client_of(cast.secretary), project, "bill", **{**ROW, **wrong})

    assert (refused.status_code, BillRow.objects.count()) == (422, 0)


def test_residents_are_announced_by_one_drawn_by_another_and_then_asked(cast, client_of):
    project = started(cast)
    people = residents(cast, 8)

    post(client_of(cast.facilitator), project, "witnesses")
    own = deeds_for(client_of(cast.facilitator), project)
    post(client_of(cast.council), project, "draw", word="dadu 3 5 1 6")
    shown = measured(project, 150, cast)
    drawn = next(one for one in people if is_witness(one, project))
    other = next(one for one in people if not is_witness(one, project))
    said = {"do": "look", "look-key": str(uuid4()), "look-measurement": str(shown.pk), "look-verdict": "confirmed"}

    assert "draw" not in own
    assert f"/kerja/{project.code}/periksa" in read(client_of(drawn).get("/data-saya")).links
    assert client_of(drawn).post(f"/kerja/{project.code}/periksa", said).status_code == 302
    assert client_of(other).post(f"/kerja/{project.code}/periksa", said).status_code == 422
    assert list(Look.objects.values_list("looked_by", "looked_as")) == [(drawn.pk, "")]


def test_what_a_drawn_resident_saw_comes_with_a_photo_that_says_what_it_shows(cast, client_of):
    project = started(cast)
    residents(cast, 8)
    draw = announce_witnesses(project, "rahasia", by=cast.facilitator, at=THURSDAY)
    drawn = hold_draw(draw, "dadu 3", by=cast.council, at=THURSDAY)[0].person
    said = {"do": "look", "look-key": str(uuid4()), "look-measurement": str(measured(project, 75, cast).pk)}
    said |= {"look-verdict": "confirmed"}
    here, resident = f"/kerja/{project.code}/periksa", client_of(drawn)

    silent = resident.post(here, {**said, "look-photo": photo()})
    shown = resident.post(here, {**said, "look-photo": photo(), "look-words": "Separuh jalan sudah rata."})

    assert (silent.status_code, shown.status_code) == (422, 302)
    assert list(WorkPhoto.objects.values_list("words", "taken", "added_as")) == [
        ("Separuh jalan sudah rata.", PhotoMoment.DURING, "")
    ]


def test_an_audit_is_announced_by_one_drawn_by_another_and_published_for_everybody(cast, client_of):
    project = prepared(cast)

    client_of(cast.monitor).post("/meja/kerja/undian", {"do": f"audit{cast.kecamatan.number}"})
    draw = Draw.objects.get()
    before = Client().get(f"/kerja/undian/{draw.pk}.json").json()
    client_of(cast.camat_officer).post(
        "/meja/kerja/undian", {"do": f"draw{draw.pk.hex}", f"draw{draw.pk.hex}-word": "dadu 3 5"}
    )
    after = Client().get(f"/kerja/undian/{draw.pk}.json").json()

    assert "secret" not in before
    assert (before["sealed"], before["names"]) == (after["sealed"], [project.code])
    assert sha256(after["secret"].encode()).hexdigest() == before["sealed"]
    assert after["drawn"] == [project.code]
    assert "Terundi untuk diperiksa menyeluruh" in read(Client().get(f"/kerja/{project.code}/pemeriksaan")).text


def test_where_no_programme_runs_no_audit_is_offered(cast, client_of):
    neighbours = make_region("18.02.01", Tier.SUBDISTRICT, "Kalirejo")
    monitor = make_staff("pemantau-sebelah", Role.MONITOR, neighbours)

    page = client_of(monitor).get("/meja/kerja/undian")
    tried = client_of(monitor).post("/meja/kerja/undian", {"do": f"audit{neighbours.number}"})

    assert (page.status_code, tried.status_code) == (200, 422)
    assert not Draw.objects.exists()


def test_the_head_hands_over_and_the_council_takes_it_for_residents(cast, client_of):
    project = done(cast)
    minutes = {"care_group": "Kelompok jalan", "place": "Balai", "minutes": "Dirawat bersama.", "satisfied": "30"}
    counts = {"undecided": "4", "dissatisfied": "2"}

    without = post(client_of(cast.head), project, "offer", **minutes, **counts)
    photographed(project, cast)
    post(client_of(cast.head), project, "offer", **minutes, **counts)
    taken = post(client_of(cast.council), project, "take")

    assert (without.status_code, taken.status_code) == (422, 302)
    assert "Perlu foto sebelum, selama, dan sesudah." in read(without).text
    assert "Kelompok jalan" in read(Client().get(f"/kerja/{project.code}/perjalanan")).text


@pytest.mark.parametrize("size", ["99.999.999.999", "0,001"])
@pytest.mark.parametrize(
    ("do", "said"),
    [
        ("delivery", {"words": "Nota 1.", "name": "quantity"}),
        ("measure", {"words": "Diukur.", "name": "amount"}),
        ("change", {"why": "Hujan.", "cost": "1.000", "name": "volume"}),
    ],
)
def test_a_size_that_no_row_can_keep_is_refused_with_a_sentence(cast, client_of, do, said, size):
    project, officer = started(cast), client_of(cast.officer)
    row = BillRow.objects.get(project=project, what="Semen")
    name = said["name"]

    answer = post(officer, project, do, row=str(row.pk), **{**said, name: size})

    assert answer.status_code == 422
