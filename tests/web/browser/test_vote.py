"""Voting on a small phone that runs no scripts: with the code on the card, in one page, and again in a second tab."""

from __future__ import annotations

import random
from uuid import UUID

from playwright.sync_api import Page, expect

from rembuk.priorities.cards import draw_card_code
from tests.web.browser.conftest import Site
from tests.web.browser.votes import CODES, ENDING, GUESSED, VOTING, chosen_with, end_now

STRANGER = draw_card_code(random.Random(4).randrange)


def fill_in(phone: Page, site: Site, code: str, option: str, voting: UUID = VOTING) -> None:
    phone.goto(f"{site.address}/pilih/{voting}")
    phone.get_by_label("Kode pada kartu Anda").fill(code)
    phone.get_by_label(option).check()


def cast(phone: Page) -> None:
    phone.get_by_role("button", name="Kirim suara saya").click()


def test_a_resident_votes_with_a_card_and_without_scripts(phone_without_script: Page, site: Site) -> None:
    fill_in(phone_without_script, site, CODES[0].removeprefix("KS-").lower(), "Sumur bor contoh")
    cast(phone_without_script)

    expect(phone_without_script.get_by_role("heading", level=1)).to_have_text("Pilihan Anda tercatat")
    width = phone_without_script.evaluate("document.documentElement.scrollWidth")
    assert width == 360


def test_two_tabs_give_the_same_receipt_and_the_last_counts(phone_without_script: Page, site: Site) -> None:
    other_tab = phone_without_script.context.new_page()
    fill_in(phone_without_script, site, CODES[1], "Sumur bor contoh")
    fill_in(other_tab, site, CODES[1], "Talud contoh")

    cast(phone_without_script)
    cast(other_tab)

    receipts = [page.get_by_role("strong").inner_text() for page in (phone_without_script, other_tab)]
    assert receipts[0] == receipts[1]
    assert chosen_with(site.var / "rembuk.sqlite3", VOTING, CODES[1]) == ["A"]


def test_a_wrong_code_is_said_beside_its_field_and_the_choice_stays(phone_without_script: Page, site: Site) -> None:
    fill_in(phone_without_script, site, STRANGER, "Sumur bor contoh")
    cast(phone_without_script)

    expect(phone_without_script.locator("#code-error")).to_contain_text("Tidak ada kartu dengan kode ini")
    expect(phone_without_script.get_by_label("Sumur bor contoh")).to_be_checked()


def test_five_wrong_codes_shut_the_door_even_for_a_right_one(phone_without_script: Page, site: Site) -> None:
    for _ in range(5):
        fill_in(phone_without_script, site, STRANGER, "Sumur bor contoh", GUESSED)
        cast(phone_without_script)

    fill_in(phone_without_script, site, CODES[0], "Sumur bor contoh", GUESSED)
    with phone_without_script.expect_response(f"**/pilih/{GUESSED}") as answered:
        cast(phone_without_script)

    assert answered.value.status == 429
    assert chosen_with(site.var / "rembuk.sqlite3", GUESSED, CODES[0]) == []


def test_what_is_sent_before_the_end_counts_and_what_comes_after_it_is_refused_in_clear_words(
    phone_without_script: Page, site: Site
) -> None:
    late = phone_without_script.context.new_page()
    fill_in(phone_without_script, site, CODES[0], "Sumur bor contoh", ENDING)
    fill_in(late, site, CODES[1], "Sumur bor contoh", ENDING)

    cast(phone_without_script)
    expect(phone_without_script.get_by_role("heading", level=1)).to_have_text("Pilihan Anda tercatat")
    end_now(site.var / "rembuk.sqlite3", ENDING)
    cast(late)

    expect(late.get_by_role("alert")).to_contain_text("Tidak tercatat")
    expect(late.get_by_text("Pemungutan suara selesai. Suara sedang dihitung.")).to_be_visible()
    database = site.var / "rembuk.sqlite3"
    assert [len(chosen_with(database, ENDING, code)) for code in CODES] == [1, 0]
