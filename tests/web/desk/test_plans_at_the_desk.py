"""A need is taken up, examined by two, put into a plan and approved, all at the desk."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from rembuk.journeys.plan_books import rkpdes_book
from rembuk.plans.actions import draw_up_plan, schedule_item
from rembuk.plans.models import PlanItem, PlanLine, YearPlan
from rembuk.plans.states import Gate, HeldBy, ItemState, PlanState
from tests.cast import THURSDAY, TUESDAY
from tests.plans.scenes import MEETING, YEAR, approved, drafted, line_draft, long_plan, sent_up, verified
from tests.voices.scenes import opened
from tests.web.pages import read

LINE = {
    "activity_code": "2.3.10",
    "title": "Rabat beton",
    "place": "Dusun 3",
    "volume": "1.500,5",
    "unit": "meter",
    "first_month": "4",
    "last_month": "6",
    "cost_rupiah": "Rp 62.500.000",
    "cost_source": "Standar harga",
    "fund": "DDS",
    "mode": "self_managed",
    "implementer": "TPK",
}


def sheet(**changes: str) -> dict[str, str]:
    said = {f"{gate.value}_passed": "yes" for gate in Gate} | {f"{gate.value}_evidence": "Bukti" for gate in Gate}
    return {**said, "cost": "62.500.000", **changes}


def post(client, address: str, do: str, **said: str):
    return client.post(address, {"do": do, **{f"{do}-{name}": value for name, value in said.items()}})


def test_from_a_need_to_an_approved_plan(cast, client_of):
    need, _voice = opened(cast)
    long_plan(cast)
    officer, secretary, head = (client_of(one) for one in (cast.officer, cast.secretary, cast.head))
    council = client_of(cast.council)

    answers = [post(officer, f"/meja/kebutuhan/{need.code}", "plan", year=str(YEAR))]
    item = PlanItem.objects.get(need=need)
    here, plan = f"/meja/usulan/{item.code}", f"/meja/rencana/18.02.02.2005/{YEAR}"
    answers += [
        post(officer, here, "examine", **sheet()),
        post(council, here, "confirm"),
        post(secretary, plan, "draw", why="Rancangan awal"),
        post(secretary, here, "schedule", **LINE),
        post(secretary, here, "change", **{**LINE, "cost_rupiah": "60.000.000", "why": "Harga turun"}),
        post(head, plan, "approve", meeting=MEETING),
    ]

    assert [answer.status_code for answer in answers] == [302] * 7
    item.refresh_from_db()
    line = PlanLine.objects.get(item=item)
    assert (item.state, line.cost_rupiah, str(line.volume)) == (ItemState.PLANNED, 60_000_000, "1500.50")
    assert YearPlan.objects.get().state == PlanState.APPROVED


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cost": ""}, "Tulis jumlahnya."),
        ({"cost": "Rp 150.000,50"}, "bukan jumlah rupiah"),
        ({"land_evidence": ""}, "Tulis apa yang Anda lihat."),
    ],
)
def test_a_sheet_that_is_not_complete_is_sent_back(cast, client_of, changes, said):
    need, _voice = opened(cast)
    officer = client_of(cast.officer)
    post(officer, f"/meja/kebutuhan/{need.code}", "plan", year=str(YEAR))
    item = PlanItem.objects.get()

    answer = post(officer, f"/meja/usulan/{item.code}", "examine", **sheet(**changes))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    item.refresh_from_db()
    assert item.state == ItemState.PROPOSED


def test_nobody_is_offered_to_second_their_own_examination(cast, client_of):
    need, _voice = opened(cast)
    officer = client_of(cast.officer)
    post(officer, f"/meja/kebutuhan/{need.code}", "plan", year=str(YEAR))
    here = f"/meja/usulan/{PlanItem.objects.get().code}"
    post(officer, here, "examine", **sheet())

    answer = post(officer, here, "confirm")

    assert answer.status_code == 422
    assert PlanItem.objects.get().state == ItemState.EXAMINED


def test_the_camat_answers_what_came_up(cast, client_of):
    returned, passed = sent_up(cast, "road"), sent_up(cast, "bridge")
    camat = client_of(cast.camat)

    listed = camat.get("/meja/rencana").content.decode()
    post(camat, f"/meja/usulan/{returned.code}", "return", reason="DATA_KURANG", sentence="Belum jelas.")
    post(camat, f"/meja/usulan/{passed.code}", "pass", sentence="Dibawa ke kabupaten.")

    assert returned.code in listed
    assert passed.code in listed
    returned.refresh_from_db()
    passed.refresh_from_db()
    assert (returned.state, returned.held_by) == (ItemState.VERIFIED, HeldBy.VILLAGE)
    assert (passed.state, passed.held_by) == (ItemState.SENT_UP, HeldBy.REGENCY)


def test_a_matrix_is_taken_in_at_the_desk(cast, client_of):
    plan = drafted(cast)
    schedule_item(plan, verified(cast), line_draft(), by=cast.secretary, at=TUESDAY)
    file = SimpleUploadedFile("matriks.xlsx", rkpdes_book(cast.kampung, YEAR))

    answer = client_of(cast.secretary).post(f"/meja/rencana/18.02.02.2005/{YEAR}/impor", {"file": file, "why": "Impor"})

    assert answer.status_code == 200
    assert "0 baru, 0 berubah, 1 tetap." in answer.content.decode()


def test_the_matrix_at_the_desk_is_that_of_the_draft_before_ones_eyes(cast, client_of):
    plan, _items = approved(cast)
    draft = draw_up_plan(plan.long_plan, YEAR, "Perubahan", by=cast.secretary, at=THURSDAY)
    item = verified(cast, "bridge")
    schedule_item(draft, item, line_draft(), by=cast.secretary, at=THURSDAY)
    here = f"/meja/rencana/18.02.02.2005/{YEAR}"

    desk = client_of(cast.secretary).get(f"{here}/matriks.xlsx").content

    assert f"{here}/matriks.xlsx" in client_of(cast.secretary).get(here).content.decode()
    assert numbers_in(desk) == numbers_in(rkpdes_book(cast.kampung, YEAR)) | {item.code}


def numbers_in(book: bytes) -> set[object]:
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    return {row[1] for row in rows[1:]}


def test_an_approved_plan_offers_a_new_version_and_no_import(cast, client_of):
    approved(cast)

    shown = client_of(cast.secretary).get(f"/meja/rencana/18.02.02.2005/{YEAR}").content.decode()

    assert "Susun versi baru" in shown
    assert "/impor" not in shown


def test_nobody_plans_an_activity_that_they_did_not_choose(cast, client_of):
    item = verified(cast)
    drafted(cast)
    secretary, here = client_of(cast.secretary), f"/meja/usulan/{item.code}"

    page = secretary.get(here).content.decode()
    answer = post(secretary, here, "schedule", **{**LINE, "activity_code": ""})

    assert '<option value="">—</option>' in page
    assert (answer.status_code, PlanLine.objects.filter(item=item).count()) == (422, 0)
    assert "Pilih kegiatannya." in answer.content.decode()


def test_a_line_of_an_own_activity_keeps_its_number_when_it_is_changed(cast, client_of):
    item = verified(cast)
    drafted(cast)
    secretary, here = client_of(cast.secretary), f"/meja/usulan/{item.code}"
    own = {**LINE, "activity_code": "2.3.90-99", "own_number": "95"}

    added = post(secretary, here, "schedule", **own)
    page = secretary.get(here).content.decode()

    assert (added.status_code, PlanLine.objects.get(item=item).activity_code) == (302, "2.3.95")
    assert '<option value="2.3.90-99" selected>' in page
    assert 'value="95"' in page


def test_a_planned_item_leads_whoever_works_on_it_to_its_work(cast, client_of):
    _plan, (item,) = approved(cast)
    here, work = f"/meja/usulan/{item.code}", f"/meja/kerja/baru/{item.code}"

    assert work in read(client_of(cast.secretary).get(here)).links
    assert work not in read(client_of(cast.secretary).get(f"/meja/usulan/{verified(cast, 'well').code}")).links
