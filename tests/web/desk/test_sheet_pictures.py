"""A picture sent along with a paper ballot: cleaned, beside the form of the next reader, and for nobody else."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from rembuk.media.files import path_of
from rembuk.media.models import Photo
from rembuk.priorities.models import PaperReading
from tests.media.test_pictures import MAKER, with_place
from tests.priorities.scenes import VOTING, Scene, opened
from tests.web.desk.test_votings import AFTER, post, sheets_of


def picture(data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("lembar.jpg", with_place() if data is None else data, "image/jpeg")


def read(client, scene: Scene, serial: str, chosen: str, photo: SimpleUploadedFile | None = None):
    return post(client, scene.voting, "read", serial=serial, chosen=chosen, **({"photo": photo} if photo else {}))


def sheet(scene: Scene, serial: str) -> str:
    return f"/meja/suara-warga/{scene.voting.pk}/lembar/{serial}"


def test_the_picture_is_kept_without_place_and_maker_and_stands_above_the_form_of_the_next_reader(cast, client_of):
    scene = opened(cast)
    (serial,) = sheets_of(scene, 1)

    with time_machine.travel(VOTING, tick=False):
        sent = read(client_of(cast.officer), scene, serial, "A", picture())
        page = client_of(cast.facilitator).get(f"/meja/suara-warga/{scene.voting.pk}?lembar={serial}").content.decode()
        (src,) = re.findall(r'<img src="([^"]*/lembar/[^"]*)"', page)
        shown = client_of(cast.facilitator).get(src)

    kept = b"".join(shown.streaming_content)
    assert (sent.status_code, shown.status_code, shown["Cache-Control"]) == (302, 200, "private, no-store")
    assert kept == path_of(Photo.objects.get().digest).read_bytes()
    assert dict(Image.open(BytesIO(kept)).getexif()) == {}
    assert MAKER.encode() not in kept


def test_a_picture_of_a_ballot_is_no_public_photo(cast, client_of, client):
    scene = opened(cast)
    (serial,) = sheets_of(scene, 1)

    with time_machine.travel(VOTING, tick=False):
        read(client_of(cast.officer), scene, serial, "A", picture())
        digest = Photo.objects.get().digest
        everybody = client.get(f"/foto/{digest}"), client.get(f"{sheet(scene, serial)}/{digest}")

    assert [one.status_code for one in everybody] == [404, 302]


@pytest.mark.parametrize(
    ("who", "answers"),
    [
        ("officer", [200, 200, 200]),
        ("secretary", [200, 403, 403]),
        ("council", [200, 403, 200]),
        ("monitor", [403, 403, 200]),
        ("other_officer", [403, 403, 403]),
    ],
)
def test_a_sheet_opens_to_its_readers_and_after_the_end_to_observers(cast, client_of, who, answers):
    """Asked for while it is open, once it is settled, and after the end."""
    scene = opened(cast)
    (serial,) = sheets_of(scene, 1)
    asked = []

    with time_machine.travel(VOTING, tick=False):
        read(client_of(cast.officer), scene, serial, "A", picture())
        asked.append(client_of(getattr(cast, who)).get(sheet(scene, serial)))
        read(client_of(cast.facilitator), scene, serial, "A")
        asked.append(client_of(getattr(cast, who)).get(sheet(scene, serial)))
    with time_machine.travel(AFTER, tick=False):
        asked.append(client_of(getattr(cast, who)).get(sheet(scene, serial)))

    assert [one.status_code for one in asked] == answers


def test_who_still_has_to_read_a_sheet_is_not_told_what_others_read(cast, client_of):
    scene = opened(cast)
    (serial,) = sheets_of(scene, 1)

    with time_machine.travel(VOTING, tick=False):
        read(client_of(cast.officer), scene, serial, "A", picture())
        before = client_of(cast.facilitator).get(sheet(scene, serial)).content.decode()
        read(client_of(cast.facilitator), scene, serial, "B")
        after = client_of(cast.facilitator).get(sheet(scene, serial)).content.decode()

    said = r"<dt>([^<]*)</dt><dd>(Talud Dusun 3|Sumur bor)</dd>"
    assert (re.findall(said, before), "?lembar=" in before) == ([], True)
    assert re.findall(said, after) == [(str(cast.officer), "Talud Dusun 3"), (str(cast.facilitator), "Sumur bor")]


def test_observers_find_every_picture_once_voting_has_ended(cast, client_of):
    scene = opened(cast)
    first, second = sheets_of(scene, 2)
    watch = f"/meja/suara-warga/{scene.voting.pk}/pengamatan"

    with time_machine.travel(VOTING, tick=False):
        read(client_of(cast.officer), scene, first, "A", picture())
        read(client_of(cast.officer), scene, second, "A")
        before = client_of(cast.monitor).get(watch).content.decode()
    with time_machine.travel(AFTER, tick=False):
        after = client_of(cast.monitor).get(watch).content.decode()

    assert [page.count("/lembar/") for page in (before, after)] == [0, 1]
    assert sheet(scene, first) in after


@pytest.mark.parametrize("data", [b"no picture", b""])
def test_what_is_no_picture_is_refused_in_words_and_nothing_is_read(cast, client_of, data):
    scene = opened(cast)
    (serial,) = sheets_of(scene, 1)

    with time_machine.travel(VOTING, tick=False):
        answer = read(client_of(cast.officer), scene, serial, "A", picture(data))

    assert (answer.status_code, PaperReading.objects.count(), Photo.objects.count()) == (422, 0, 0)


def test_the_picture_of_one_sheet_is_refused_with_another(cast, client_of):
    scene = opened(cast)
    first, second = sheets_of(scene, 2)

    with time_machine.travel(VOTING, tick=False):
        read(client_of(cast.officer), scene, first, "A", picture())
        answer = read(client_of(cast.officer), scene, second, "A", picture())

    assert (answer.status_code, PaperReading.objects.count()) == (422, 1)
