"""A thousand telephone numbers and NIKs are typed in wherever anything can be typed, and then looked for everywhere."""

from __future__ import annotations

import csv
import io
import json
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from structlog.stdlib import ProcessorFormatter

from rembuk.journal.models import Act
from rembuk.journeys.intake_files import import_voices
from rembuk.programmes.packs import pack_of, write_pack
from rembuk.programmes.queries import rule_sets_of
from rembuk.voices.models import Need, Voice
from rembuk.web.fuzz.forms import Form, forms_of
from rembuk.web.matrix import Visitor, visitors
from rembuk.web.pages import Page
from rembuk.web.staging import Stage
from tests.cast import MONDAY, Cast
from tests.documents.reading import Read
from tests.voices.scenes import received
from tests.web.pages import picture
from tests.web.planted import readable
from tests.web.robot import send, ways_to_send
from tests.web.staged import body_of, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

AT_LEAST = 1_000
# Whoever handles a voice reads it as it was said; there, and only there, its numbers are meant to be seen.
FOR_THE_HANDLER = {"desk-voice"}
PLANTERS = {
    "anybody", "resident", "officer", "secretary", "head", "subdistrict_head", "moderator", "administrator",
}  # fmt: skip
Rounds = list[tuple[Visitor, list[tuple[Page, list[str]]]]]
# What people write between the digits of a number.
BETWEEN = re.compile(r"[\W_]+")


@dataclass
class Canaries:
    """Numbers that exist nowhere else, each handed out once."""

    phones: list[str] = field(default_factory=list)
    niks: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def phone(self) -> str:
        """Return a new telephone number, in one of the ways people write it."""
        core = f"8{next(self._numbers) * 7_654_321 % 9_999_999_967 + 10**10:011d}"[:11]
        self.phones.append(core)
        style = len(self.phones) % 4
        return (
            f"0{core}",
            f"+62 {core[:3]}-{core[3:7]}-{core[7:]}",
            f"62{core}",
            f"0{core[:3]} {core[3:7]} {core[7:]}",
        )[style]

    def nik(self) -> str:
        """Return a new number of an identity card."""
        digits = f"180202{next(self._numbers) * 6_700_417 % 10**10:010d}"
        self.niks.append(digits)
        return digits if len(self.niks) % 2 else f"{digits[:6]}.{digits[6:12]}.{digits[12:]}"

    def sentence(self) -> str:
        """Return something a person might type, with both in it."""
        return f"Jalan rusak, hubungi {self.phone()} atau NIK {self.nik()} ya"

    def __len__(self) -> int:
        return len(self.phones) + len(self.niks)

    def in_text(self, text: str) -> list[str]:
        """Return which of them are in a text, however they are spelled.

        Letters end a number: the digits of all random tokens in a row hold one of a thousand by chance, now and then.
        """
        joined = BETWEEN.sub("", text)
        return [number for number in (*self.phones, *self.niks) if number in joined]


@pytest.fixture
def log_lines() -> Iterator[io.StringIO]:
    """What the running site would write to its log."""
    lines = io.StringIO()
    root = logging.getLogger()
    formatter = next(one.formatter for one in root.handlers if isinstance(one.formatter, ProcessorFormatter))
    handler = logging.StreamHandler(lines)
    handler.setFormatter(formatter)
    root.addHandler(handler)
    yield lines
    root.removeHandler(handler)


def test_a_thousand_numbers_typed_in_everywhere_are_found_nowhere(
    cast: Cast, stage: Stage, log_lines: io.StringIO, tmp_path: Path, django_capture_on_commit_callbacks
) -> None:
    canaries = Canaries()
    rounds = rounds_of(stage)
    # Parts of a photo are thrown away once the photo is safe.
    with django_capture_on_commit_callbacks(execute=True):
        plant(canaries, cast, stage, rounds, tmp_path)
    assert len(canaries) >= AT_LEAST
    # What is said must have arrived, or its absence would prove nothing.
    assert sum(bool(canaries.in_text(voice.words)) for voice in Voice.objects.all()) > 100

    found = {
        place: hits for place, text in everything(cast, stage, rounds, log_lines) if (hits := canaries.in_text(text))
    }

    assert not found, "\n".join(f"{place}: {hits[:3]}" for place, hits in found.items())


def test_the_search_finds_a_number_wherever_it_is_left_open(cast: Cast, stage: Stage, log_lines: io.StringIO) -> None:
    canaries = Canaries()
    rounds = [(visitor, pages) for visitor, pages in rounds_of(stage) if visitor.name in {"anybody", "officer"}]
    need = Need.objects.get()
    title, fact, cached, logged = (canaries.phone() for _ in range(4))
    Need.objects.filter(pk=need.pk).update(title=f"Hubungi {title}")
    Act.objects.create(kind="test.done", subject="x:1", at=MONDAY, is_public=False, facts=json.dumps({"why": fact}))
    cache.set("key", cached)
    logging.getLogger("rembuk.web").warning(logged)

    found = {
        place: hits for place, text in everything(cast, stage, rounds, log_lines) if (hits := canaries.in_text(text))
    }

    for place, number in (
        ("needs.csv", title), ("needs.atom", title), ("anybody: need", title), ("officer: desk-need", title),
        ("table voices_need", title), ("table journal_act", fact), ("journal", fact), ("cache", cached),
        ("log", logged),
    ):  # fmt: skip
        assert canaries.in_text(number)[0] in found[place], place


# --- planting ------------------------------------------------------------------------------------------------------


def plant(canaries: Canaries, cast: Cast, stage: Stage, rounds: Rounds, folder: Path) -> None:
    """Type numbers in wherever anything can be typed, sent, named or asked."""
    speak_by_phone(canaries, cast)
    for name in ("held", "tidied later"):
        received(cast, name, words=canaries.sentence())
    fill_in_every_form(canaries, stage, rounds)
    bring_files(canaries, cast, folder)
    ask_in_addresses_and_headers(canaries)
    send_a_photo(canaries)
    while len(canaries) < AT_LEAST:
        speak_by_phone(canaries, cast, voices=10)


def speak_by_phone(canaries: Canaries, cast: Cast, *, voices: int = 110) -> None:
    client = Client()
    for number in range(voices):
        key = str(uuid4())
        voice = {
            "key": key,
            "kind": "wish",
            "words": canaries.sentence(),
            "region": (cast.kampung, cast.other_kampung)[number % 2].code,
            "hamlet": f"Dusun 3 {canaries.phone()}",
            "landmark": f"dekat rumah {canaries.nik()}",
            "contact": canaries.phone(),
            "consent": "1",
            "confidentiality": ("open", "confidential")[number % 3 == 0],
            "photo_key": "",
            "website": "",
            "group": "",
        }
        answer = client.post("/sampaikan/kirim", json.dumps(voice), content_type="application/json")
        assert answer.status_code == 201, answer.content


def fill_in_every_form(canaries: Canaries, stage: Stage, rounds: Rounds) -> None:
    """Send every form of every page by each of its buttons, as the first visitor who may."""
    seen: set[str] = set()
    for visitor, pages in rounds:
        for page, (address, *_more) in pages if visitor.name in PLANTERS else ():
            for form in forms_at(client_of(stage, visitor), address):
                for button in ways_to_send(form):
                    kind = f"{page.name} {sorted(form.values)} {form.values.get('do')} {button}"
                    if kind not in seen:
                        seen.add(kind)
                        fill_in(canaries, client_of(stage, visitor), address, form, button)


def fill_in(
    canaries: Canaries, client: Client, address: str, form: Form, button: tuple[str, str] | None, *, steps: int = 8
) -> None:
    """Send a form, and whatever form comes back, a few times over."""
    values = {**form.values, **{name: picture_named(canaries) for name in form.files}}
    answer = send(client, Form(form.action, form.method, values, form.typed), button, lambda _name: canaries.sentence())
    body_of(answer)
    if steps and answer.status_code == 200 and button is None:
        for following in forms_in(answer, address)[:1]:
            if following.values.keys() != form.values.keys():
                fill_in(canaries, client, address, following, None, steps=steps - 1)


def picture_named(canaries: Canaries) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"foto {canaries.nik()}.jpg", picture().read(), content_type="image/jpeg")


def forms_at(client: Client, address: str) -> list[Form]:
    return forms_in(client.get(address), address)


def forms_in(answer: HttpResponseBase, address: str) -> list[Form]:
    return forms_of(text_of(answer), address)


def bring_files(canaries: Canaries, cast: Cast, folder: Path) -> None:
    path = folder / f"usulan {canaries.phone()}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "teks", "jenis", "sektor", "asal", "sumber", "pengusul", "profil"])
        for number in range(40):
            writer.writerow([
                canaries.nik() if number % 5 == 0 else f"U-{number}", canaries.sentence(), "usulan", "jalan",
                canaries.nik(), canaries.phone(), canaries.sentence(), canaries.nik(),
            ])  # fmt: skip
    import_voices(path, programme=cast.programme, region=cast.kampung, by=cast.officer, at=MONDAY)


def ask_in_addresses_and_headers(canaries: Canaries) -> None:
    client = Client(raise_request_exception=False)
    for address in ("/kebutuhan", "/wilayah", "/s", "/masuk", "/sampaikan", "/layar/18.02.02.2005", "/angka", "/meja"):
        for name in ("q", "nomor", "next", "wilayah", "mulai", "papan", "region"):
            headers = {
                "User-Agent": canaries.sentence(),
                "Referer": f"http://localhost/{canaries.nik()}",
                "X-Forwarded-For": canaries.phone(),
                "Accept-Language": canaries.nik(),
                "Idempotency-Key": canaries.nik(),
            }
            body_of(client.get(address, {name: canaries.sentence()}, headers=headers))
    for address in ("/k/{}", "/s/{}", "/wilayah/{}", "/foto/{}", "/{}"):
        body_of(client.get(address.format(canaries.nik())))


def send_a_photo(canaries: Canaries) -> None:
    from PIL import Image

    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = canaries.sentence()
    Image.new("RGB", (64, 48), "darkred").save(out, "JPEG", exif=exif, comment=canaries.nik().encode())
    data = out.getvalue()
    answer = Client().put(
        f"/unggah/{uuid4()}?offset=0",
        data,
        content_type=f"image/jpeg; name={canaries.nik()}",
        headers={"Upload-Length": str(len(data))},
    )
    assert answer.status_code == 200


def search(canaries: Canaries, places: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return what was found where."""
    return {place: hits for place, text in places if (hits := canaries.in_text(text))}


# --- searching -----------------------------------------------------------------------------------------------------


def everything(cast: Cast, stage: Stage, rounds: Rounds, log_lines: io.StringIO) -> Iterator[tuple[str, str]]:
    """Yield the name and text of every place where a number could come to light."""
    for visitor, pages in rounds:
        client = client_of(stage, visitor)
        for page, addresses in pages:
            if page.name not in FOR_THE_HANDLER or not visitor.here:
                for address in addresses:
                    yield f"{visitor.name}: {page.name}", text_of(client.get(address))
    for name, address in (("needs.csv", "/kebutuhan.csv"), ("needs.atom", "/kebutuhan.atom")):
        yield name, text_of(Client().get(address))
    for voice in Voice.objects.order_by("received_at", "id").values_list("code", flat=True)[:200]:
        yield f"voice {voice}", text_of(Client().get(f"/s/{voice}"))
    for need in Need.objects.order_by("opened_at", "id").values_list("code", flat=True):
        yield f"need {need}", text_of(Client().get(f"/k/{need}"))
    yield "model pack", "\n".join(write_pack(pack_of(rules)).decode() for rules in rule_sets_of(cast.programme))
    yield "journal", "\n".join(Act.objects.values_list("facts", flat=True))
    yield "sessions", "\n".join(str(session.get_decoded()) for session in Session.objects.all())
    yield "cache", "\n".join(str(value) for value in cached())
    yield "log", log_lines.getvalue()
    yield from dumped()
    yield from kept_files()


def rounds_of(stage: Stage) -> Rounds:
    """Return where each visitor goes, looked up while everything is still in its place.

    Pages that know no session look the same to everybody; they are left to the first visitor, who is nobody.
    """
    people = [visitor for visitor in visitors() if "second factor" not in visitor.name]
    return [
        (visitor, [(page, page.addresses(stage.owner(visitor))) for page in readable(visitor)]) for visitor in people
    ]


def cached() -> Iterator[object]:
    for key in list(cache._cache):  # type: ignore[attr-defined]  # the memory of Django's local cache
        yield key
        yield cache.get(key.split(":", 2)[2])


def dumped() -> Iterator[tuple[str, str]]:
    """Yield every table, the shadow tables of the search among them, as its rows lie in the database."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield f"table {table}", "\n".join(written(row) for row in cursor.fetchall())


def written(row: tuple[object, ...]) -> str:
    return " ".join(one.decode("latin-1") if isinstance(one, bytes) else str(one) for one in row)


def kept_files() -> Iterator[tuple[str, str]]:
    from django.conf import settings

    for file in Path(settings.MEDIA_ROOT).rglob("*"):
        if file.is_file():
            yield f"file {file.name[:12]}", f"{file.name} {file.read_bytes().decode('latin-1')}"


def text_of(answer: HttpResponseBase) -> str:
    body = body_of(answer)
    # The words of a PDF are packed inside it; read as they lie there, its bytes hold only figures of its own.
    words = Read(body).text if body.startswith(b"%PDF") else body.decode("utf-8", "replace")
    return words + str(answer.headers)
