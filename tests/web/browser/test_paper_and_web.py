"""Two residents and a table with paper: one voted on the web before, the other's sheet is read in two ways."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Office, Site
from tests.web.browser.test_vote import cast, fill_in
from tests.web.browser.votes import CODES, NEIGHBOURS, ON_PAPER, SHEETS, chosen_with, counted, end_now

pytestmark = pytest.mark.browser

DESK = f"/meja/suara-warga/{ON_PAPER}"
WALL, WELL = "Talud contoh", "Sumur bor contoh"
HERS, THEIRS = SHEETS


def exchange(office: Office, code: str) -> Page:
    page = office.at("officer", f"{DESK}?lagi=exchange")
    page.locator("[name=exchange-code]").fill(code)
    page.get_by_role("button", name="Tukar kartu dengan surat suara kertas").click()
    return page


def read(office: Office, who: str, serial: str, option: str, picture: Path | None = None) -> Page:
    page = office.at(who, f"{DESK}?lembar={serial}")
    page.get_by_label(option).check()
    if picture:
        page.locator("[name=read-photo]").set_input_files(picture)
    page.get_by_role("button", name="Baca surat suara kertas").click()
    return page


def picture_in(folder: Path) -> Path:
    out = BytesIO()
    Image.new("RGB", (480, 640), "ivory").save(out, "JPEG")
    path = folder / "lembar.jpg"
    path.write_bytes(out.getvalue())
    return path


def test_paper_takes_the_place_of_the_web_and_a_third_person_settles_what_two_read_differently(
    office: Office, phone_without_script: Page, site: Site, tmp_path: Path
) -> None:
    database, phone = site.var / "rembuk.sqlite3", phone_without_script
    fill_in(phone, site, CODES[0], WELL, ON_PAPER)
    cast(phone)
    receipt = phone.get_by_role("strong").inner_text()
    assert chosen_with(database, ON_PAPER, CODES[0]) == ["B"]

    exchanged = exchange(office, CODES[0])
    expect(exchanged.get_by_text("yang dihitung kertasnya, bukan pilihan di web")).to_be_visible()
    assert chosen_with(database, ON_PAPER, CODES[0]) == []
    fill_in(phone, site, CODES[0], WELL, ON_PAPER)
    cast(phone)
    expect(phone.locator("#code-error")).to_contain_text("atau sudah ditukar")
    exchange(office, CODES[1])

    read(office, "officer", HERS, WALL, picture_in(tmp_path))
    beside = office.at("facilitator", f"{DESK}?lembar={HERS}").get_by_role("img", name=f"Foto lembar {HERS}")
    expect(beside).to_have_js_property("naturalWidth", 480)
    read(office, "facilitator", HERS, WALL)
    read(office, "officer", THEIRS, WALL)
    differing = read(office, "facilitator", THEIRS, WELL)
    third = differing.locator("dt", has_text="orang ketiga").locator("xpath=following-sibling::dd")
    expect(third).to_have_text(THEIRS)
    settled = read(office, "secretary", THEIRS, WALL)
    expect(settled.get_by_text("orang ketiga")).to_have_count(0)

    end_now(database, ON_PAPER)
    council = office.at("council", f"{DESK}?lagi=sheets")
    council.locator("[name=sheets-unused]").fill("1")
    council.get_by_role("button", name="Hitung surat suara yang dicetak").click()
    council.get_by_role("button", name="Hitung suara", exact=True).click()
    phone.goto(f"{site.address}/pilih/{ON_PAPER}/hasil?tanda={receipt}")
    expect(phone.get_by_text(f"Suara lewat web: {NEIGHBOURS}. Suara di kertas: 2.")).to_be_visible()
    expect(phone.get_by_text("ditukar dengan kartu lain atau kertas")).to_be_visible()
    assert counted(database, ON_PAPER) == {"A": 2, "B": NEIGHBOURS}
