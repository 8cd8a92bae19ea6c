"""What residents give, as everybody reads it: quantities and costs, a way to join, and nobody's name."""

from __future__ import annotations

import csv
import io
import logging
from decimal import Decimal

import pytest
from django.test import Client

from rembuk.journal.models import Act
from rembuk.projects.swadaya.actions import PledgeDraft, call_up, correct_gift, note_injury, pledge_gift
from rembuk.projects.swadaya.models import Confirmation, Sheet
from rembuk.projects.swadaya.queries import supply_sums
from rembuk.projects.swadaya.rows import CorrectionDraft
from rembuk.projects.swadaya.states import GiftKind, Harm
from rembuk.web.access import Audience
from rembuk.web.matrix import Visitor
from rembuk.web.pages import PAGES, addresses
from tests.cast import THURSDAY, Cast
from tests.projects.swadaya.scenes import (
    TODAY,
    WORKERS,
    asked,
    attended,
    confirmed,
    gathering,
    key,
    planned,
    sand,
)
from tests.web.pages import Page, read
from tests.web.planted import words_in
from tests.web.staged import body_of, client_of, staged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]

PLANTED = "Tersembunyi"


def page(address: str) -> Page:
    return read(Client().get(address))


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def rows_of(code: str) -> list[dict[str, str]]:
    text = Client().get(f"/kerja/{code}/gotong-royong.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_page_calls_for_help_and_says_how_to_join(cast: Cast) -> None:
    project = gathering(cast)
    labour = asked(project, cast, wanted=20)
    planned(labour, cast)

    text = page(f"/kerja/{project.code}/gotong-royong").text

    assert "20 HOK" in text
    assert "Depan musala" in text
    assert "Tidak ada yang wajib." in text
    assert f"/kerja/{project.code}/gotong-royong" in page(f"/kerja/{project.code}").links


def test_the_cost_of_a_metre_is_shown_with_and_without_what_residents_gave(cast: Cast) -> None:
    project = gathering(cast)
    before = plain(page(f"/kerja/{project.code}/gotong-royong").text)
    confirmed(sand(asked(project, cast, GiftKind.MATERIAL, price=200_000), cast, "150"), cast)

    after = plain(page(f"/kerja/{project.code}/gotong-royong").text)

    # The bill pays Rp 62.100.000 for 150 m; 150 m3 of sand are Rp 30.000.000.
    assert before.count("Rp 414.000") >= 2
    assert "Rp 614.000" in after
    assert "Warga menyumbang Rp 30 juta: 33 % dari nilai pekerjaan ini" in after


def test_what_waits_for_a_word_is_counted_but_not_added(cast: Cast) -> None:
    project = gathering(cast)
    sand(asked(project, cast, GiftKind.MATERIAL), cast)

    text = page(f"/kerja/{project.code}/gotong-royong").text

    assert "1 catatan masih menunggu." in text
    assert "Belum ada catatan." in text


def test_page_file_and_ledger_say_the_same(cast: Cast) -> None:
    project = gathering(cast)
    goods = asked(project, cast, GiftKind.MATERIAL, price=200_000)
    first = confirmed(sand(goods, cast, "3.5"), cast)
    less = CorrectionDraft(key("less"), -first.quantity / 7, "Salah hitung.")
    confirmed(correct_gift(first, less, by=cast.secretary, at=THURSDAY), cast)

    (row,), (known,) = rows_of(project.code), supply_sums(project, TODAY)

    assert (row["given"], row["value_rupiah"], row["people_days"]) == ("3", "600000", "")
    assert (known.given, known.value_rupiah) == (Decimal(3), 600_000)
    assert "Rp 600.000" in plain(page(f"/kerja/{project.code}/gotong-royong").text)


def test_few_people_are_no_number_and_more_are(cast: Cast) -> None:
    project = gathering(cast)
    labour = asked(project, cast)
    confirmed(attended(planned(labour, cast), cast), cast)
    few = rows_of(project.code)[0]["people_days"]
    confirmed(attended(planned(labour, cast, name="another"), cast, (*WORKERS, *WORKERS)), cast)

    assert (few, rows_of(project.code)[0]["people_days"]) == ("", "9")
    assert "9, dihitung setiap hari" in page(f"/kerja/{project.code}/gotong-royong").text


def test_a_resident_confirms_what_they_saw_without_reading_a_name(cast: Cast) -> None:
    project = gathering(cast)
    gift = attended(planned(asked(project, cast), cast), cast)
    resident = Client()
    resident.force_login(cast.resident)
    address = f"/kerja/{project.code}/gotong-royong/saksi"

    before = read(resident.get(address))
    for _time in range(2):
        resident.post(address, {"gift": str(gift.pk)})
    after = read(resident.get(address))

    assert "3 HOK Tenaga" in before.text
    assert PLANTED not in before.text
    assert "Tidak ada yang menunggu kesaksian Anda" in after.text
    assert list(Confirmation.objects.values_list("confirmed_by", flat=True)) == [cast.resident.pk]


def test_whoever_is_no_resident_of_the_place_confirms_nothing(cast: Cast) -> None:
    project = gathering(cast)
    gift = attended(planned(asked(project, cast), cast), cast)
    stranger = Client()
    stranger.force_login(cast.other_officer)
    address = f"/kerja/{project.code}/gotong-royong/saksi"

    asked_for, refused = stranger.get(address), stranger.post(address, {"gift": str(gift.pk)})
    unknown = stranger.post(address, {"gift": "apa"})

    assert [one.status_code for one in (asked_for, refused, unknown)] == [200, 403, 302]
    assert Confirmation.objects.count() == 0


def test_no_name_of_a_giver_is_on_any_public_page_or_export_in_any_act_or_log(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    stage = staged(cast)
    project = gathering(cast)
    labour = asked(project, cast)
    day = planned(labour, cast)
    with caplog.at_level(logging.DEBUG):
        draft = PledgeDraft(key("pledge"), f"Wagiyo {PLANTED}", Decimal(1), is_grown=True)
        call_up(pledge_gift(labour, draft, by=cast.officer, at=THURSDAY), day, by=cast.officer, at=THURSDAY)
        confirmed(attended(day, cast), cast)
        note_injury(day, key("hurt"), Harm.LIGHT, f"Parjo {PLANTED} tergores.", by=cast.officer, at=THURSDAY)
        anybody = client_of(stage, Visitor("anybody", is_signed_in=False))
        shown = [body_of(anybody.get(address)) for address in public_addresses(project.code)]

    assert len(shown) > 40
    assert [text for text in map(words_in, shown) if PLANTED.lower() in text] == []
    assert PLANTED not in "\n".join(Act.objects.values_list("facts", flat=True))
    assert PLANTED not in caplog.text
    assert Sheet.objects.filter(day=day).count() == 1


def public_addresses(code: str) -> list[str]:
    public = {one.name for one in addresses() if one.access and one.access.audience is Audience.PUBLIC}
    listed = [one.address() for one in PAGES if one.name in public and not one.is_step and one.name != "simulator"]
    return [*listed, f"/kerja/{code}", f"/kerja/{code}/gotong-royong", f"/kerja/{code}/gotong-royong.csv"]
