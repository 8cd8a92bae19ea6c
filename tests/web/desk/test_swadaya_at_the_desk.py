"""Gotong royong at the desk: from asking residents to a list that two people read alike, on a phone without scripts."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from rembuk.projects.swadaya.actions import CorrectionDraft, PledgeDraft, correct_gift, pledge_gift
from rembuk.projects.swadaya.models import Gift, Injury, Pledge, Price, Supply, WorkDay
from rembuk.projects.swadaya.queries import head_of
from rembuk.projects.swadaya.states import DayState, GiftKind, PledgeState
from tests.cast import THURSDAY
from tests.projects.scenes import started
from tests.projects.swadaya.scenes import (
    TODAY,
    asked,
    attended,
    confirmed,
    gathering,
    key,
    planned,
    sand,
)


def post(client, address: str, do: str, **said):
    typed = {f"{do}-key": str(key(do)), **{f"{do}-{name}": value for name, value in said.items()}}
    return client.post(address, {"do": do, **typed})


def doable(client, address: str) -> list[str]:
    return re.findall(r'name="do" value="(\w+)"', client.get(address).content.decode())


def photo(name: str = "daftar.jpg") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (640, 480), "white").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def test_from_asking_to_a_work_day_that_everybody_can_read(cast, client_of):
    project = started(cast)
    address, officer = f"/meja/gotong-royong/{project.code}", client_of(cast.officer)
    cast.council.name = "Bu Ketua"
    cast.council.save()

    answers = [
        post(officer, address, "ask", kind="labour", what="Tenaga", unit="HOK", wanted="20"),
        post(officer, address, "head", head=str(cast.council.pk)),
    ]
    supply = Supply.objects.get()
    of = {"supply": str(supply.pk)}
    answers += [
        post(officer, address, "price", **of, price="80.000", basis="wage", source="SBU 2026", from_on="2026-01-01"),
        post(officer, address, "day", **of, meets_on=TODAY.isoformat(), meeting_place="Musala", words="Menggali"),
        post(officer, address, "pledge", **of, giver="Wagiyo", quantity="1,5", is_grown="on"),
    ]

    assert [one.status_code for one in answers] == [302] * 5
    assert (head_of(project), str(Price.objects.get()), WorkDay.objects.get().words) == (
        cast.council, "80000", "Menggali",
    )  # fmt: skip
    assert Pledge.objects.get().quantity == Decimal("1.5")


def test_what_was_sent_twice_counts_once(cast, client_of):
    project = gathering(cast)
    goods = asked(project, cast, GiftKind.MATERIAL)
    address, officer = f"/meja/gotong-royong/{project.code}", client_of(cast.officer)

    for _time in range(2):
        post(officer, address, "gift", of=str(goods.pk), quantity="2,5", given_on=TODAY.isoformat())

    assert [one.quantity for one in Gift.objects.all()] == [Decimal("2.5")]


def test_a_pledge_is_called_up_kept_and_another_one_forgotten(cast, client_of):
    project = gathering(cast)
    goods = asked(project, cast, GiftKind.MATERIAL)
    kept, over = (
        pledge_gift(goods, PledgeDraft(key(name), name, Decimal(1), is_grown=True), by=cast.officer, at=THURSDAY)
        for name in ("Wagiyo", "Parjo")
    )
    address, officer = f"/meja/gotong-royong/{project.code}", client_of(cast.officer)

    post(officer, address, "call", pledge=str(kept.pk))
    post(officer, address, "gift", of=str(kept.pk), quantity="1", given_on=TODAY.isoformat())
    post(officer, address, "end", pledge=str(over.pk))

    assert [(one.state, one.giver) for one in Pledge.objects.order_by("written_at", "id")] == [
        (PledgeState.DELIVERED, "Wagiyo"),
        (PledgeState.OVER, ""),
    ]
    assert Gift.objects.get().pledge == kept


def test_land_without_its_statement_is_refused_in_words_and_taken_with_it(cast, client_of):
    project = gathering(cast)
    land = asked(project, cast, GiftKind.LAND)
    address, officer = f"/meja/gotong-royong/{project.code}", client_of(cast.officer)
    said = {"of": str(land.pk), "quantity": "12", "given_on": TODAY.isoformat()}

    refused = post(officer, address, "gift", **said)
    taken = post(officer, address, "gift", **said, paper=photo())

    assert (refused.status_code, taken.status_code) == (422, 302)
    assert "Tanah perlu foto surat pernyataan" in refused.content.decode()
    assert Gift.objects.get().paper is not None


def test_somebody_else_corrects_and_nobody_their_own(cast, client_of):
    project = gathering(cast)
    gift = sand(asked(project, cast, GiftKind.MATERIAL), cast)
    address = f"/meja/gotong-royong/{project.code}"

    own = doable(client_of(cast.officer), address)
    post(client_of(cast.secretary), address, "correct", gift=str(gift.pk), quantity="-1,5", people="", why="Kurang.")

    assert "correct" not in own
    assert Gift.objects.get(corrects=gift).quantity == Decimal("-1.5")


def test_a_typed_list_becomes_days_of_work_and_its_names_are_gone_once_it_counts(cast, client_of):
    project = gathering(cast)
    day = planned(asked(project, cast), cast)
    address, officer = f"/meja/hari-kerja/{day.pk}", client_of(cast.officer)

    child = post(officer, address, "list", names="Wagiyo")
    taken = post(officer, address, "list", names="Wagiyo\nSuminah, 0,5", is_grown="on")
    again = post(officer, address, "list", names="Wagiyo\nSuminah, 0,5", is_grown="on")
    before = officer.get(address).content.decode()

    assert [one.status_code for one in (child, taken, again)] == [422, 302, 422]
    assert Gift.objects.get().quantity == Decimal("1.5")
    assert "Suminah" in before


def test_names_are_gone_from_the_desk_once_two_others_confirmed_the_day(cast, client_of):
    project = gathering(cast)
    day = planned(asked(project, cast), cast)
    confirmed(attended(day, cast), cast)

    assert "Tersembunyi" not in client_of(cast.officer).get(f"/meja/hari-kerja/{day.pk}").content.decode()


def test_a_table_is_taken_in_and_a_wrong_one_refused_with_its_line(cast, client_of):
    project = gathering(cast)
    day = planned(asked(project, cast), cast)
    address, officer = f"/meja/hari-kerja/{day.pk}", client_of(cast.officer)

    def table(text: str) -> SimpleUploadedFile:
        return SimpleUploadedFile("daftar.csv", text.encode(), "text/csv")

    wrong = post(officer, address, "table", file=table("Nama,Hari\nWagiyo,1\nSuminah,2\n"), is_grown="on")
    right = post(officer, address, "table", file=table("Nama;Hari\nWagiyo;1\nSuminah;0,5\n"), is_grown="on")

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "Baris 3: tulis nama, dan paling banyak satu hari." in wrong.content.decode()
    assert Gift.objects.get().quantity == Decimal("1.5")


def test_paper_is_read_by_two_people_who_see_where_they_differ(cast, client_of):
    day = planned(asked(gathering(cast), cast), cast)
    address, officer, secretary = f"/meja/hari-kerja/{day.pk}", client_of(cast.officer), client_of(cast.secretary)

    bare = post(officer, address, "paper", names="Wagiyo", is_grown="on")
    first = post(officer, address, "paper", names="Wagiyo\nSuminah", is_grown="on", photo=photo())
    unseen = secretary.get(address).content.decode()
    picture = secretary.get(f"{address}/foto")
    other = secretary.post(
        address, {"do": "paper", "paper-key": str(key("2")), "paper-names": "Wagiyo\nSumini", "paper-is_grown": "on"}
    )
    differing = officer.get(address).content.decode()
    same = secretary.post(
        address, {"do": "paper", "paper-key": str(key("3")), "paper-names": "Wagiyo\nSuminah", "paper-is_grown": "on"}
    )

    day.refresh_from_db()
    assert [one.status_code for one in (bare, first, picture, other, same)] == [422, 302, 200, 302, 302]
    assert ("Suminah" in unseen, "Sumini, 1" in differing) == (False, True)
    assert (Gift.objects.get().quantity, day.state) == (Decimal(2), DayState.HELD)
    b"".join(picture.streaming_content)


def test_an_injury_is_noted_and_a_day_called_off(cast, client_of):
    day = planned(asked(gathering(cast), cast), cast, TODAY + timedelta(days=2))
    address, officer = f"/meja/hari-kerja/{day.pk}", client_of(cast.officer)

    before = doable(officer, address)
    post(officer, address, "hurt", harm="light", words="Jari terjepit.")
    post(officer, address, "cancel", why="Hujan.")

    day.refresh_from_db()
    assert (before, doable(officer, address)) == (["hurt", "cancel"], [])
    assert (Injury.objects.get().words, day.state) == ("Jari terjepit.", DayState.CANCELLED)


def test_the_list_to_print_has_lines_and_no_name(cast, client_of):
    day = planned(asked(gathering(cast), cast), cast)

    text = client_of(cast.officer).get(f"/meja/hari-kerja/{day.pk}/lembar").content.decode()

    assert text.count('<th scope="row">') == 24
    assert "Hadir itu sukarela." in text


def test_works_whose_lists_are_due_come_first_and_other_kampung_stay_closed(cast, client_of):
    project = gathering(cast)
    planned(asked(project, cast), cast)
    stranger = client_of(cast.other_officer)

    text = client_of(cast.officer).get("/meja/gotong-royong").content.decode()

    assert "1 daftar hadir ditunggu" in text
    assert stranger.get(f"/meja/gotong-royong/{project.code}").status_code == 403
    assert project.code not in stranger.get("/meja/gotong-royong").content.decode()


def test_a_wrong_quantity_or_price_is_refused_beside_its_field(cast, client_of):
    project = gathering(cast)
    goods = asked(project, cast, GiftKind.MATERIAL)
    address, officer = f"/meja/gotong-royong/{project.code}", client_of(cast.officer)
    price = {"supply": str(goods.pk), "basis": "bill", "source": "RAB", "from_on": "2026-01-01"}

    answers = [
        post(officer, address, "gift", of=str(goods.pk), quantity="banyak", given_on=TODAY.isoformat()),
        post(officer, address, "gift", of=str(goods.pk), quantity="0,005", given_on=TODAY.isoformat()),
        post(officer, address, "gift", of=str(goods.pk), quantity="0", given_on=TODAY.isoformat()),
        post(officer, address, "gift", of=str(goods.pk), quantity="1", given_on="2030-01-01"),
        post(officer, address, "price", **price, price="murah"),
        post(officer, address, "ask", kind="material", what="Pasir", unit="m3", wanted="1"),
    ]

    assert [one.status_code for one in answers] == [422] * 6
    assert (Gift.objects.count(), Price.objects.count()) == (0, 1)


def test_what_somebody_else_corrected_is_listed_for_nobody_who_wrote_it(cast, client_of):
    project = gathering(cast)
    gift = sand(asked(project, cast, GiftKind.MATERIAL), cast)
    correct_gift(gift, CorrectionDraft(key("less"), Decimal(-1), "Kurang."), by=cast.secretary, at=THURSDAY)

    text = client_of(cast.secretary).get(f"/meja/gotong-royong/{project.code}").content.decode()

    assert re.findall(r'<option value="([^"]+)">[^<]*3,5 m3 Pasir', text) == [str(gift.pk)]
