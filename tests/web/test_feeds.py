"""The needs for machines: a feed that readers understand, and a table that no spreadsheet runs."""

from __future__ import annotations

import csv
from io import StringIO
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from rembuk.opendata import needs as table
from rembuk.tenancy import in_tenant
from rembuk.voices.actions import answer_need
from tests.cast import LAMPUNG_TENGAH, TULANG_BAWANG_BARAT, WEDNESDAY, Cast, next_door
from tests.voices.scenes import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]

ATOM = "{http://www.w3.org/2005/Atom}"


def rows_of(client: Client) -> list[dict[str, str]]:
    text = client.get("/kebutuhan.csv").getvalue().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_the_feed_names_every_need_once_with_its_address(client: Client, cast: Cast) -> None:
    need, _voice = opened(cast, "road", title="Jalan & jembatan <Dusun 3>")

    feed = ET.fromstring(client.get("/kebutuhan.atom").content)

    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [f"http://testserver/k/{need.code}"]
    assert entries[0].findtext(f"{ATOM}title") == f"{need.code} Jalan & jembatan <Dusun 3>"
    assert feed.findtext(f"{ATOM}updated") == need.changed_at.isoformat()


def test_a_feed_without_needs_is_a_feed(client: Client, cast: Cast) -> None:
    feed = ET.fromstring(client.get("/kebutuhan.atom").content)

    assert feed.tag == f"{ATOM}feed"
    assert feed.findall(f"{ATOM}entry") == []


def test_the_table_tells_a_need_with_its_answer(client: Client, cast: Cast) -> None:
    need, _voice = opened(cast, "road")
    answer_need(need, "Dikerjakan bulan depan.", by=cast.head, at=WEDNESDAY)

    row = rows_of(client)[0]

    assert (row["number"], row["state"], row["answer"]) == (need.code, "answered", "Dikerjakan bulan depan.")
    assert (row["kampung_code"], row["voices"], row["opened_on"]) == ("18.02.02.2005", "1", "2026-11-24")


def test_the_table_is_fetched_in_portions_and_tells_each_need_once(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "PORTION", 2)
    codes = [opened(cast, str(number))[0].code for number in range(5)]

    assert [row["number"] for row in rows_of(client)] == codes


def test_a_cell_that_a_spreadsheet_would_run_becomes_text(client: Client, cast: Cast) -> None:
    opened(cast, "trap", title='=HYPERLINK("http://contoh.example")')

    assert rows_of(client)[0]["title"] == '\'=HYPERLINK("http://contoh.example")'


def test_the_table_holds_the_needs_of_this_kabupaten_only(client: Client, cast: Cast) -> None:
    other = next_door()
    with in_tenant(TULANG_BAWANG_BARAT):
        opened(other, "next door")
    with in_tenant(LAMPUNG_TENGAH):
        need, _voice = opened(cast, "road")

    assert [row["number"] for row in rows_of(client)] == [need.code]
