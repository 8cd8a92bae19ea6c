"""The desk page of a kampung's hamlets, and what residents are offered from it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rembuk.regions.models import Locality
from rembuk.regions.queries import localities_of
from tests.cast import make_hamlet

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(cast) -> str:
    return reverse("desk-hamlets", args=[cast.kampung.code])


@pytest.fixture
def hamlet_page(cast) -> str:
    return reverse("desk-hamlet", args=[cast.hamlet.pk])


@pytest.fixture
def admin(cast, client_of):
    return client_of(cast.administrator)


def adding(**said: str) -> dict[str, str]:
    return {"do": "add", "add-kind": "dusun", **{f"add-{name}": value for name, value in said.items()}}


def offered(cast) -> list[str]:
    """What the question about the place suggests to somebody who chose the kampung."""
    said = {"step": "say", "words": "Jalan", "kind": "wish", "region": cast.kampung.code}
    html = Client().post(reverse("speak"), said).content.decode()
    return re.findall(r'<option value="([^"]*)"></option>', html)


def test_a_new_hamlet_is_offered_to_residents_at_once(cast, admin, page):
    before = offered(cast)

    done = admin.post(page, adding(number="4", name="Sumber Agung"))

    assert (done.status_code, done.headers["Location"]) == (302, page)
    assert (before, offered(cast)) == (["Dusun 3"], ["Dusun 3", "Sumber Agung"])


def test_a_neighbourhood_is_added_inside_its_hamlet(cast, admin, page):
    admin.post(page, {"do": "add", "add-kind": "rt", "add-number": "007", "add-around": "dusun-3"})

    assert [place.local_id for place in localities_of(cast.kampung)] == [
        "18.02.02.2005#dusun-3",
        "18.02.02.2005#dusun-3/rt-007",
    ]
    assert "RT 007, Dusun 3" in admin.get(page).content.decode()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Tulis nomornya, namanya, atau keduanya."),
        ({"name": "…"}, "Tulis nomornya, namanya, atau keduanya."),
        ({"number": "3"}, "Sudah ada di daftar."),
        ({"number": "3", "name": "Mulyo"}, "Sudah ada di daftar."),
        ({"number": "4", "name": "dusun 3"}, "Tempat lain di sini memakai nama ini"),
        ({"number": "4/1"}, "Tulis angka atau huruf, tanpa tanda di antaranya."),
        ({"number": "5"}, "Nomor ini milik dusun atau RT yang sudah dihapus."),
        ({"number": "4", "around": "dusun-3"}, "Tempat ini tidak mungkin ada di dalam tempat yang Anda pilih."),
        ({"number": "4", "name": "Hubungi 081234567890"}, "Mohon jangan menulis NIK"),
    ],
    ids=lambda said: " ".join(said.values()) or "nothing" if isinstance(said, dict) else "",
)
def test_what_cannot_be_added_is_sent_back_with_the_reason(cast, admin, page, said, why):
    Locality.objects.filter(pk=make_hamlet(cast.kampung, "5").pk).update(ended_on=date(2026, 1, 1))

    answer = admin.post(page, adding(**said))

    assert (answer.status_code, why in answer.content.decode()) == (422, True)
    assert [place.path for place in localities_of(cast.kampung)] == ["dusun-3"]


def test_a_hamlet_is_renamed_and_still_found_by_its_old_name(cast, admin, hamlet_page, page):
    done = admin.post(hamlet_page, {"do": "rename", "rename-name": "Sumber Agung"})

    cast.hamlet.refresh_from_db()
    assert (done.status_code, done.headers["Location"]) == (302, page)
    assert (cast.hamlet.names, cast.hamlet.local_id) == (("Sumber Agung", "Dusun 3"), "18.02.02.2005#dusun-3")
    assert offered(cast) == ["Sumber Agung"]


def test_people_are_counted_with_source_and_day(cast, admin, hamlet_page):
    said = {"count-people": "420", "count-source": "Kartu keluarga", "count-counted_on": "2026-06-30"}

    admin.post(hamlet_page, {"do": "count", **said})

    cast.hamlet.refresh_from_db()
    assert (cast.hamlet.people, cast.hamlet.people_source, cast.hamlet.counted_on) == (
        420, "Kartu keluarga", date(2026, 6, 30),
    )  # fmt: skip


def test_a_hamlet_that_ended_is_no_longer_offered_until_it_exists_after_all(cast, admin, hamlet_page):
    admin.post(hamlet_page, {"do": "end", "end-ended_on": "2026-11-01"})
    without = offered(cast)
    admin.post(hamlet_page, {"do": "resume"})

    assert (without, offered(cast)) == ([], ["Dusun 3"])


@pytest.mark.parametrize(
    "said",
    [
        {"do": "end", "end-ended_on": "2027-01-01"},
        {"do": "count", "count-people": "-1", "count-source": "BPS", "count-counted_on": "2026-01-01"},
        {"do": "rename", "rename-name": "!!"},
        {"do": "resume"},
        {"do": "vanish"},
    ],
    ids=lambda said: said["do"],
)
def test_what_cannot_be_done_to_a_hamlet_changes_nothing(cast, admin, hamlet_page, said):
    answer = admin.post(hamlet_page, said)

    cast.hamlet.refresh_from_db()
    assert answer.status_code == 422
    assert (cast.hamlet.names, cast.hamlet.ended_on, cast.hamlet.people) == (("Dusun 3",), None, None)


def test_only_who_keeps_the_regions_gets_in(cast, client_of, page, hamlet_page):
    for person in (cast.officer, cast.head, cast.camat, cast.moderator):
        assert [client_of(person).get(one).status_code for one in (page, hamlet_page)] == [403, 403]


def test_a_form_without_its_token_changes_nothing(cast, admin, page):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = admin.cookies

    assert strict.post(page, adding(number="4")).status_code == 403
    assert [place.path for place in localities_of(cast.kampung)] == ["dusun-3"]


def test_the_list_leads_from_the_kampung_to_its_hamlets(cast, admin, page, hamlet_page):
    assert f'href="{page}"' in admin.get(reverse("desk-places")).content.decode()
    assert f'href="{hamlet_page}"' in admin.get(page).content.decode()


def test_a_kampung_without_hamlets_says_what_residents_do_then(cast, admin):
    text = admin.get(reverse("desk-hamlets", args=[cast.other_kampung.code])).content.decode()

    assert "Belum ada dusun" in text
