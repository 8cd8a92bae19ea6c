"""Attacks as somebody would try them: each would have worked on a site that somebody knew."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image, PngImagePlugin

from rembuk import env
from rembuk.journeys.intake_tables import UnreadableFile, read_table
from rembuk.media.pictures import NotAPicture, safe_picture
from rembuk.people.models import RoleGrant
from rembuk.web.access import Audience
from rembuk.web.pages import PAGES, Address, Page, Reach, addresses
from rembuk.web.staging import Stage
from tests.cast import PASSWORD, Cast, give_password
from tests.web.staged import body_of, client_of
from tests.web.test_security import READERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.once]

EVIL = "jahat.example"
SIGN_IN = "/masuk/petugas"
OPEN = [page for page in PAGES if page.reach is not Reach.DEMO]


@pytest.fixture
def officer(cast: Cast) -> Client:
    """The browser of an officer who has just signed in."""
    give_password(cast.officer)
    client = Client()
    client.post(SIGN_IN, {"login": cast.officer.login, "password": PASSWORD})
    return client


def session_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def with_session(key: str) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client


# --- sessions ------------------------------------------------------------------------------------------------------


def test_a_session_that_somebody_planted_is_not_taken_up(cast: Cast) -> None:
    give_password(cast.officer)
    victim = with_session("a" * 32)

    victim.post(SIGN_IN, {"login": cast.officer.login, "password": PASSWORD})

    assert session_of(victim) != "a" * 32
    assert with_session("a" * 32).get("/meja").status_code == 302


def test_a_cookie_kept_after_signing_out_opens_nothing(officer: Client) -> None:
    stolen = session_of(officer)
    before = with_session(stolen).get("/meja").status_code

    officer.post("/keluar")

    assert (before, with_session(stolen).get("/meja").status_code) == (200, 302)


def test_a_session_ends_after_twelve_hours_whatever_is_done(officer: Client, clock: time_machine.Traveller) -> None:
    answers = []
    for _hour in range(13):
        clock.shift(timedelta(hours=1))
        answers.append(officer.get("/meja").status_code)

    assert answers == [200] * 11 + [302] * 2


def test_another_site_cannot_sign_anybody_out_with_a_link(officer: Client) -> None:
    officer.get("/keluar")

    assert officer.get("/meja").status_code == 200


def test_signing_out_clears_what_the_browser_kept(officer: Client) -> None:
    answer = officer.post("/keluar")

    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert session_of(officer) == ""


def test_whoever_has_signed_in_finds_the_way_out_on_every_page(stage: Stage) -> None:
    without = []
    for page in (page for page in behind_a_door() if page.name not in WITHOUT_A_MENU):
        answer, html = asked(stage, page)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and b'"/keluar"' not in html:
            without.append(page.name)

    assert without == []


# A screen that a whole meeting looks at; the desk it was opened from has the way out.
WITHOUT_A_MENU = {"desk-projector"}


def test_the_field_of_a_password_is_masked_and_may_be_filled_by_a_manager(cast: Cast) -> None:
    page = Client().get(SIGN_IN).content.decode()

    field = re.search(r'<input[^>]*name="password"[^>]*>', page)
    assert field
    assert ('type="password"' in field[0], 'autocomplete="current-password"' in field[0]) == (True, True)


@pytest.mark.parametrize(
    "typed", [PASSWORD.upper(), PASSWORD + " ", " " + PASSWORD, PASSWORD[:-1], PASSWORD + "x" * 99]
)
def test_a_password_counts_letter_by_letter(cast: Cast, typed: str) -> None:
    give_password(cast.officer)

    answer = Client().post(SIGN_IN, {"login": cast.officer.login, "password": typed})

    assert answer.status_code == 200


def test_what_only_some_may_see_is_kept_by_no_browser_and_no_proxy(stage: Stage) -> None:
    pages = behind_a_door()
    kept = {page.name: how for page in pages if "no-store" not in (how := asked(stage, page)[0]["Cache-Control"])}

    assert len(pages) > 30
    assert kept == {}


def behind_a_door() -> list[Page]:
    names = {one.name for one in addresses() if is_read_behind_a_door(one)}
    return [page for page in OPEN if page.name in names and not page.is_step]


def is_read_behind_a_door(one: Address) -> bool:
    return one.access is not None and one.access.audience is not Audience.PUBLIC and "GET" in one.access.methods


def asked(stage: Stage, page: Page, **headers: str) -> tuple[HttpResponseBase, bytes]:
    visitor = READERS[page.name]
    answer = client_of(stage, visitor).get(page.address(stage.owner(visitor)), headers=headers)
    return answer, body_of(answer)


# --- requests ------------------------------------------------------------------------------------------------------


def test_no_page_sends_back_what_it_was_asked(stage: Stage) -> None:
    answered = {}
    for page in OPEN:
        visitor = READERS[page.name]
        answer = client_of(stage, visitor).trace(page.address(stage.owner(visitor)), headers={"X-Secret": "rahasia"})
        if answer.status_code != 405:
            answered[page.name] = answer.status_code

    assert answered == {}


def test_headers_of_a_stranger_move_no_link_and_no_page(stage: Stage) -> None:
    names = ("X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL", "Forwarded", "X-Host")
    moved = []
    for page in (page for page in OPEN if not page.is_step):
        answer, sent = asked(stage, page, **dict.fromkeys(names, EVIL))
        if EVIL.encode() in sent or EVIL in str(answer.headers):
            moved.append(page.name)

    assert moved == []


def test_no_page_opens_itself_to_scripts_of_other_sites(stage: Stage) -> None:
    answers = {page.name: asked(stage, page, Origin=f"https://{EVIL}")[0] for page in OPEN}

    assert [name for name, answer in answers.items() if "Access-Control-Allow-Origin" in answer.headers] == []


def test_every_answer_says_its_kind_and_its_letters(stage: Stage) -> None:
    kinds = {page.name: asked(stage, page)[0].get("Content-Type", "") for page in OPEN}

    assert {name for name, kind in kinds.items() if not re.fullmatch(KIND, kind)} == set()


# A picture has no letters; JSON, workbooks, PDF and archives have letters by their own standards.
TEXTS = r"(text/\w+|application/(atom\+)?xml|application/javascript); charset=utf-8"
KIND = rf"{TEXTS}|image/[\w+]+|application/([\w+]*json.*|vnd[\w.-]+|pdf|zip)"


def test_looking_at_every_page_changes_nothing(stage: Stage) -> None:
    changed = {}
    for page in OPEN:
        visitor = READERS[page.name]
        client, address = client_of(stage, visitor), page.address(stage.owner(visitor))
        with CaptureQueriesContext(connection) as seen:
            body_of(client.get(address))
        if writes := [one["sql"][:90] for one in seen if re.match(WRITES, one["sql"])]:
            changed[page.name] = writes

    assert changed == {}


# Being signed in is kept in a session and is no deed; that somebody saw their recovery codes is noted by allauth.
WRITES = r"(?!.*(?:django_session|usersessions|mfa_authenticator))(INSERT|UPDATE|DELETE)"


def test_served_over_https_every_answer_says_so_for_a_year(cast: Cast, settings) -> None:
    settings.SECURE = True

    promised = {Client().get(address)["Strict-Transport-Security"] for address in ("/", "/tidak-ada", "/meja")}

    assert promised == {"max-age=31536000; includeSubDomains"}


@pytest.mark.parametrize(
    "address",
    [
        *("/.git/config", "/.env", "/static/", "/static/../settings.py", "/static/%2e%2e/%2e%2e/settings.py"),
        *("/static/..%2f..%2fsettings.py", "/static//etc/passwd", "/media/", "/var/rembuk.sqlite3", "/manage.py"),
        *("/foto/..%2f..%2frembuk.sqlite3", "/foto/", "/rembuk_secret_key.secret"),
    ],
)
def test_no_file_of_the_server_can_be_fetched(cast: Cast, address: str) -> None:
    assert Client().get(address).status_code == 404


def test_only_the_owner_reads_the_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REMBUK_SECRET_KEY", raising=False)

    env.secret("REMBUK_SECRET_KEY", tmp_path)

    assert [oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()] == ["0o600"]


def test_a_host_that_is_not_ours_gets_no_page(cast: Cast) -> None:
    answer = Client().get("/", HTTP_HOST=EVIL)

    assert answer.status_code == 400
    assert EVIL.encode() not in body_of(answer)


def test_a_header_cannot_be_split_by_what_is_typed(cast: Cast) -> None:
    give_password(cast.officer)
    following = "/meja\r\nSet-Cookie: jahat=1"

    answer = Client().post(SIGN_IN, {"login": cast.officer.login, "password": PASSWORD, "next": following})

    assert "jahat" not in answer.cookies
    assert not re.search(r"[\r\n]", answer.get("Location", ""))


def test_a_form_sets_nothing_that_it_does_not_show(stage: Stage) -> None:
    visitor = READERS["my-data-correct"]
    person = stage.person(visitor)
    assert person
    extra = {"login": "jahat", "is_active": "", "password": "x", "tenant": "1812", "role": "administrator", "id": "1"}

    client_of(stage, visitor).post("/data-saya/nama", {"name": "Siti", "language": "id", **extra})

    assert person is not None
    person.refresh_from_db()
    assert (person.name, person.login, person.is_active, RoleGrant.objects.filter(person=person).count()) == (
        "Siti", None, True, 0,
    )  # fmt: skip


# --- pictures ------------------------------------------------------------------------------------------------------

PAYLOAD = b"<script>alert(1)</script><?php system('id'); ?>"


def picture(kind: str, side: int = 64, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), "darkgreen").save(out, kind, **options)
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as jar:
        jar.writestr("Jahat.class", PAYLOAD)
    return out.getvalue()


def told_in_png() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", PAYLOAD.decode())
    info.add_itxt("XML:com.adobe.xmp", PAYLOAD.decode())
    return picture("PNG", pnginfo=info)


@pytest.mark.parametrize(
    "polyglot",
    [
        picture("JPEG") + archive(),
        picture("JPEG", comment=PAYLOAD),
        picture("JPEG", icc_profile=PAYLOAD),
        told_in_png(),
        picture("PNG") + PAYLOAD,
        picture("WEBP", xmp=PAYLOAD),
        picture("JPEG")[:2] + b"\xff\xfe" + struct.pack(">H", 2 + len(PAYLOAD)) + PAYLOAD + picture("JPEG")[2:],
    ],
    ids=["archive behind", "comment", "profile", "text chunk", "page behind", "xmp", "page in front"],
)
def test_a_picture_that_is_also_something_else_leaves_the_rest_behind(polyglot: bytes) -> None:
    assert b"script" in polyglot or b"PK\x03\x04" in polyglot

    kept = safe_picture(polyglot).data

    assert not re.search(rb"script|php|PK\x03\x04|Jahat|<\?", kept)


def compressed_bomb() -> bytes:
    """A text of 64 MB in a picture of some kilobytes."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "0" * 64_000_000, zip=True)
    return picture("PNG", pnginfo=info)


def flat_bomb() -> bytes:
    """A hundred million equal pixels in a hundred kilobytes."""
    out = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("bomb", [compressed_bomb, flat_bomb])
def test_a_small_picture_that_would_become_a_large_one_is_refused(bomb) -> None:
    sent = bomb()
    assert len(sent) < 200_000

    with pytest.raises(NotAPicture):
        safe_picture(sent)


# --- tables --------------------------------------------------------------------------------------------------------

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
SHEET = (
    '<?xml version="1.0"?>{doctype}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>teks</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>{words}</t></is></c></row></sheetData></worksheet>'
)


def workbook(path: Path, sheet: str, **further: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in {**PARTS, **further, "xl/worksheets/sheet1.xml": sheet}.items():
            book.writestr(name, text)
    return path


def cells(path: Path) -> list[str]:
    return [line.cells["text"] for line in read_table(path, {"teks": "text"}).lines]


def test_a_plain_workbook_is_read(tmp_path: Path) -> None:
    assert cells(workbook(tmp_path / "a.xlsx", SHEET.format(doctype="", words="Jalan rusak"))) == ["Jalan rusak"]


def test_a_workbook_reads_no_file_of_the_server(tmp_path: Path) -> None:
    (tmp_path / "rahasia").write_text("rahasia dapur")
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "rahasia").as_uri()}">]>'

    assert "rahasia" not in said_of(workbook(tmp_path / "a.xlsx", SHEET.format(doctype=doctype, words="&e;")))


def test_a_workbook_multiplies_no_entities(tmp_path: Path) -> None:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "tawa">{lines}]>'

    assert "tawa" not in said_of(workbook(tmp_path / "a.xlsx", SHEET.format(doctype=doctype, words="&e9;")))


def said_of(path: Path) -> str:
    try:
        return "".join(cells(path))
    except UnreadableFile as error:
        return str(error)


def test_a_small_workbook_that_would_become_a_large_one_is_refused(tmp_path: Path) -> None:
    bomb = workbook(tmp_path / "a.xlsx", SHEET.format(doctype="", words="0" * 101_000_000))
    assert bomb.stat().st_size < 200_000

    with pytest.raises(UnreadableFile, match="terlalu besar"):
        cells(bomb)


def test_a_workbook_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    bomb = workbook(tmp_path / "a.xlsx", SHEET.format(doctype="", words="0" * 101_000_000))
    with zipfile.ZipFile(bomb) as book:
        real = book.getinfo("xl/worksheets/sheet1.xml").file_size
    bomb.write_bytes(bomb.read_bytes().replace(struct.pack("<I", real), struct.pack("<I", 1000)))

    with pytest.raises(UnreadableFile, match="tidak bisa dibuka"):
        cells(bomb)


def test_two_cells_far_apart_do_not_end_the_process(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = SHEET.format(doctype="", words="Jalan rusak").replace("</sheetData>", far)

    with pytest.raises(UnreadableFile, match="tidak bisa dibuka"):
        cells(workbook(tmp_path / "a.xlsx", sheet))


def test_a_sheet_that_repeats_one_cell_for_ever_does_not_end_the_process(tmp_path: Path) -> None:
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "content.xml",
            f'<o:document-content xmlns:o="{urn}:office:1.0" xmlns:t="{urn}:table:1.0" xmlns:x="{urn}:text:1.0">'
            '<o:body><o:spreadsheet><t:table t:name="a"><t:table-row t:number-rows-repeated="1048576">'
            '<t:table-cell o:value-type="string" t:number-columns-repeated="16384"><x:p>teks</x:p></t:table-cell>'
            "</t:table-row></t:table></o:spreadsheet></o:body></o:document-content>",
        )

    with pytest.raises(UnreadableFile, match="tidak bisa dibuka"):
        cells(path)
