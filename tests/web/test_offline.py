"""What a phone fetches under fixed names, and photos that only show with the voice they came with."""

from __future__ import annotations

import pytest
from django.test import Client

from rembuk.media.actions import receive_part
from rembuk.media.models import Photo
from rembuk.voices.actions import tidy_voice, withhold_voice
from rembuk.voices.models import Voice
from rembuk.voices.states import Confidentiality
from tests.cast import MONDAY, TUESDAY, WEDNESDAY, Cast, key_of
from tests.voices.scenes import received
from tests.web.pages import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]


def with_photo(cast: Cast, **changes: str) -> tuple[Voice, Photo]:
    data = picture().read()
    photo = receive_part(key_of("photo"), 0, len(data), data, by=None, at=MONDAY).photo
    assert photo is not None
    return received(cast, photos=(photo,), **changes), photo


def tidy(voice: Voice, cast: Cast) -> None:
    tidy_voice(voice, "Jalan", "", "road", by=cast.officer, at=TUESDAY)


def test_a_photo_is_shown_once_somebody_has_read_the_voice(client: Client, cast: Cast) -> None:
    voice, photo = with_photo(cast)

    before = client.get(f"/foto/{photo.digest}")
    tidy(voice, cast)
    after = client.get(f"/foto/{photo.digest}")

    assert before.status_code == 404
    assert after.headers["Content-Type"] == "image/jpeg"
    assert after.getvalue().startswith(b"\xff\xd8\xff")
    assert f"/foto/{photo.digest}" in client.get(f"/s/{voice.code}").content.decode()


def test_a_photo_is_nothing_but_a_photo_to_a_browser(client: Client, cast: Cast) -> None:
    voice, photo = with_photo(cast)
    tidy(voice, cast)

    answer = client.get(f"/foto/{photo.digest}")
    answer.close()

    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_photo_of_a_withheld_voice_is_no_longer_shown(client: Client, cast: Cast) -> None:
    voice, photo = with_photo(cast)
    tidy(voice, cast)
    withhold_voice(voice, "DATA_PRIBADI", "Ada wajah anak.", by=cast.moderator, at=WEDNESDAY)

    assert client.get(f"/foto/{photo.digest}").status_code == 404


def test_the_photo_of_a_confidential_voice_is_never_shown(client: Client, cast: Cast) -> None:
    voice, photo = with_photo(cast, confidentiality=Confidentiality.CONFIDENTIAL)
    tidy(voice, cast)

    assert client.get(f"/foto/{photo.digest}").status_code == 404
    assert photo.digest not in client.get(f"/s/{voice.code}").content.decode()


def test_a_phone_that_saves_data_gets_the_size_instead_of_the_photo(client: Client, cast: Cast) -> None:
    voice, photo = with_photo(cast)
    tidy(voice, cast)

    page = client.get(f"/s/{voice.code}", headers={"Save-Data": "on"})

    assert "<img" not in page.content.decode()
    assert f'href="/foto/{photo.digest}"' in page.content.decode()
    assert "Save-Data" in page.headers["Vary"]


def test_search_engines_are_kept_from_forms_and_from_what_is_somebodys_own(client: Client, cast: Cast) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    for place in ("/meja", "/en/meja", "/data-saya", "/sampaikan", "/s/*/urus"):
        assert f"Disallow: {place}" in lines
    assert "Disallow: /" not in lines


def test_the_site_can_be_put_on_the_first_screen_of_a_phone(client: Client, cast: Cast) -> None:
    manifest = client.get("/manifest.webmanifest").json()

    assert (manifest["start_url"], manifest["scope"]) == ("/", "/")
    assert manifest["icons"]
