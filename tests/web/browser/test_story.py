"""Two voices of one evening in a real browser: one comes into the plan, the other is declined with a reason."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from rembuk.plans.states import Gate
from tests.web.browser.conftest import Office, Site
from tests.web.browser.test_hall import asked, opened, says

pytestmark = pytest.mark.browser

ROAD, HOUSE = "Jalan depan musala rusak berat.", "Mohon rumah saya dibuatkan teras."
REASON = "Ini untuk satu rumah, bukan untuk umum."
NEXT_STEP = "Kalau tetangga juga butuh, ajukan bersama mereka."
MEETING = "Musrenbang Kampung Bangun Rejo"
LINE = {
    "activity_code": "2.3.10", "title": "Rabat beton jalan", "place": "Dusun 3", "volume": "150", "unit": "meter",
    "first_month": "4", "last_month": "6", "cost_rupiah": "Rp 62.500.000", "cost_source": "Standar harga",
    "fund": "DDS", "mode": "self_managed", "implementer": "TPK",
}  # fmt: skip


def test_one_voice_comes_into_the_plan_and_another_hears_why_not(office: Office, phone: Page) -> None:
    meeting = code_called(office.site, "Musyawarah cerita")
    road, house = spoken_in(office, meeting)
    planned, refused = grouped(office, meeting, road), grouped(office, meeting, house)
    close(office, meeting)

    item, year = examined(office, planned)
    draft = f"/meja/rencana/18.02.02.2005/{year}"
    do(office.at("secretary", draft), "draw", why="Rancangan awal")
    do(office.at("secretary", f"/meja/usulan/{item}"), "schedule", **LINE)
    do(office.at("head", draft), "approve", meeting=MEETING)
    do(office.at("head", f"/meja/kebutuhan/{refused}"), "decline", reason="KEPENTINGAN_PRIBADI", sentence=REASON)

    phone.goto(f"{office.site.address}/s/{road}")
    main = phone.locator("main")
    expect(main).to_contain_text(MEETING)
    expect(main.locator(f"a[href$='/m/{meeting}']").first).to_be_attached()
    expect(main.locator(f"a[href*='{item}']").first).to_be_attached()
    phone.goto(f"{office.site.address}/m/{meeting}")
    expect(main.locator(f"a[href$='/s/{road}']")).to_be_attached()

    phone.goto(f"{office.site.address}/s/{house}")
    expect(main).to_contain_text(REASON)
    expect(main).to_contain_text(NEXT_STEP)


def spoken_in(office: Office, meeting: str) -> tuple[str, str]:
    """Write both voices down in the hall, and return their numbers."""
    page = office.at("facilitator", f"/meja/rapat/{meeting}")
    for words in (ROAD, HOUSE):
        says(page, words)
        expect(page.locator(".task-facts", has_text=words)).to_have_count(1, timeout=30_000)
    road, house = (page.locator(".task", has_text=words).locator(".task-title").inner_text() for words in (ROAD, HOUSE))
    return road, house


def grouped(office: Office, meeting: str, voice: str) -> str:
    """Make a need of one card, and return its number."""
    page = office.at("facilitator", f"/meja/rapat/{meeting}")
    do(page, "group", voices=voice, need="new", title=f"Kebutuhan {voice}", subject="road")
    ((code,),) = asked(office.site, f"SELECT code FROM voices_need WHERE title = 'Kebutuhan {voice}'")
    return str(code)


def close(office: Office, meeting: str) -> None:
    page = office.at("facilitator", f"/meja/rapat/{meeting}")
    for side, name in (("residents", "Bu Contoh"), ("government", "Pak Contoh")):
        do(page, "sign", side=side, name=name, owner="wakil")
        expect(page.locator(".signatures")).to_contain_text(name, timeout=30_000)
    do(page, "close", quorum_waiver="Panen padi.")
    expect(page.locator("main")).to_contain_text("ditutup")


def examined(office: Office, need: str) -> tuple[str, str]:
    """Take a need up for the plan and let two people look at it; return the item's number and the plan's year."""
    page = office.at("officer", f"/meja/kebutuhan/{need}")
    year = opened(page, "plan").locator("[name=plan-year]").first.input_value()
    do(page, "plan")
    ((item,),) = asked(
        office.site,
        f"SELECT i.code FROM plans_planitem i JOIN voices_need n ON n.id = i.need_id WHERE n.code = '{need}'",
    )
    looked = {f"{gate.value}_passed": "yes" for gate in Gate} | {f"{gate.value}_evidence": "Bukti" for gate in Gate}
    do(office.at("officer", f"/meja/usulan/{item}"), "examine", **looked, cost="62.500.000")
    do(office.at("council", f"/meja/usulan/{item}"), "confirm")
    return str(item), year


def do(page: Page, deed: str, **said: str) -> None:
    """Fill in the form of a deed, send it, and wait for the page that answers."""
    form = page.locator(f"form:has([name=do][value={deed}])")
    if page.locator("details", has=form).count():
        opened(page, deed)
    for name, value in said.items():
        fill(form.locator(f"[name={deed}-{name}]"), value)
    with page.expect_event("domcontentloaded"):
        form.locator("button[type=submit]").click()


def fill(field: Locator, value: str) -> None:
    match field.first.evaluate("field => field.type"):
        case "radio" | "checkbox":
            field.and_(field.page.locator(f"[value='{value}']")).check()
        case "select-one":
            field.select_option(value)
        case _:
            field.fill(value)


def code_called(site: Site, title: str) -> str:
    ((code,),) = asked(site, f"SELECT code FROM meetings_meeting WHERE title = '{title}'")
    return str(code)
