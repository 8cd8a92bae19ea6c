"""The plans as everybody reads them, and the way from a voice to the plan and back."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from rembuk.journeys.fates import Fate, fate_of, fate_of_need
from rembuk.journeys.trace import StationKind, thread_of
from rembuk.plans.actions import decline_item, draw_up_plan, schedule_item
from rembuk.voices.models import Voice
from tests.cast import THURSDAY, Cast
from tests.plans.scenes import MEETING, YEAR, approved, line_draft, sent_up, verified
from tests.web.pages import Page, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]


def page(address: str) -> Page:
    return read(Client().get(address))


def test_a_voice_leads_to_its_plan_and_the_plan_back_to_the_voice(cast: Cast) -> None:
    _plan, (road,) = approved(cast)
    voice = Voice.objects.get(need=road.need)

    way, need, item = page(f"/s/{voice.code}"), page(f"/k/{road.need.code}"), page(f"/r/{road.code}")

    assert (fate_of(voice), fate_of_need(road.need)) == (Fate.PLANNED, Fate.PLANNED)
    assert f"/r/{road.code}" in way.links
    assert MEETING in way.text
    assert f"/r/{road.code}" in need.links
    assert {f"/k/{road.need.code}", f"/s/{voice.code}", f"/rencana/18.02.02.2005/{YEAR}"} <= set(item.links)


def test_the_thread_of_a_voice_runs_through_the_plan(cast: Cast) -> None:
    _plan, (road,) = approved(cast)

    stations = thread_of(Voice.objects.get(need=road.need))

    assert [(one.kind, one.target) for one in stations][-3:] == [
        (StationKind.ITEM_PROPOSED, road.code),
        (StationKind.ITEM_VERIFIED, road.code),
        (StationKind.ITEM_PLANNED, road.code),
    ]


def test_a_second_voice_that_ends_declined_reads_the_reason_and_the_next_step(cast: Cast) -> None:
    item = verified(cast, "mosque")
    decline_item(item, "KEPENTINGAN_PRIBADI", "Hanya untuk satu rumah.", "Ajukan ke musdus.", by=cast.head, at=THURSDAY)
    voice = Voice.objects.get(need=item.need)

    way = page(f"/s/{voice.code}")

    assert fate_of(voice) == Fate.DECLINED
    assert "Hanya untuk satu rumah. Ajukan ke musdus." in way.text


def test_what_lies_above_says_with_whom_and_until_when(cast: Cast) -> None:
    item = sent_up(cast)

    shown = page(f"/r/{item.code}")

    assert "Dipegang kecamatan" in shown.text
    assert "Jawaban diharapkan Juni 2028" in shown.text
    assert "Dibangun paling cepat 2029" in shown.text


def test_the_tree_is_narrowed_by_what_is_chosen(cast: Cast) -> None:
    _plan, (road,) = approved(cast)
    other = verified(cast, "bridge")

    every, planned = page("/rencana"), page(f"/rencana?tahun={YEAR}&kampung=18.02.02.2005&keadaan=planned")

    assert {f"/r/{road.code}", f"/r/{other.code}"} <= set(every.links)
    assert f"/r/{other.code}" not in planned.links
    assert f"/rencana/18.02.02.2005/{YEAR}" in planned.links
    assert "Rp 62,5 juta" in planned.text


def test_the_plan_of_a_year_shows_what_changed_in_its_last_version(cast: Cast) -> None:
    first, (road,) = approved(cast)
    second = draw_up_plan(first.long_plan, YEAR, "Tambah jembatan", by=cast.secretary, at=THURSDAY)
    bridge = verified(cast, "bridge")
    schedule_item(second, bridge, line_draft(title="Jembatan"), by=cast.secretary, at=THURSDAY)

    before = page(f"/rencana/18.02.02.2005/{YEAR}")

    assert "Jembatan" not in before.text  # A draft is no plan yet.
    assert road.code in before.text


def test_the_figures_say_what_they_count(cast: Cast) -> None:
    approved(cast)

    shown = page("/rencana/angka")

    assert "100 % isi rencana berawal dari warga" in shown.text
    assert "1 dari 1 kegiatan dalam RKP yang disahkan." in shown.text


def test_the_matrix_is_given_out_as_a_workbook(cast: Cast) -> None:
    approved(cast)

    answer = Client().get(f"/rencana/18.02.02.2005/{YEAR}/rkpdes.xlsx")

    assert answer.headers["Content-Disposition"] == f'attachment; filename="rkpdes-18.02.02.2005-{YEAR}.xlsx"'
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()) == 2


@pytest.mark.parametrize(
    "address",
    [
        "/r/RN-XXXXX",
        "/rencana?mulai=jalan",
        "/rencana/18.02.02.2005/2031",
        "/rencana/99.99/2027",
        "/rencana/jalan/2027",
        "/rencana/18.02.02.2005/2027/apa.xlsx",
        "/rencana/18.02.02.2099/2027/rkpdes.xlsx",
    ],
)
def test_what_is_not_there_is_not_found(cast: Cast, address: str) -> None:
    assert Client().get(address).status_code == 404
