from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.models import Act
from rembuk.regions.actions import NotARegency, keep_regions, keep_words, open_tenant
from rembuk.regions.drafts import Count, RegionDraft, WordDraft
from rembuk.regions.models import Alias, Border, Population, Region, Tier, Word
from rembuk.regions.permissions import may_keep_regions
from rembuk.regions.queries import UnknownWord, region_and_population, word
from rembuk.regions.stewards import is_steward
from rembuk.tenancy.models import Tenant
from tests import cast
from tests.cast import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def crew():
    return cast.play()


def test_the_command_line_and_the_regions_own_administrator_keep_the_tree(crew):
    inside, outside = crew.kampung.number, 1_804_042_007

    assert may_keep_regions(None, inside, at=MONDAY)
    assert may_keep_regions(crew.administrator, inside, at=MONDAY)
    assert not may_keep_regions(crew.administrator, outside, at=MONDAY)
    assert not may_keep_regions(crew.head, inside, at=MONDAY)


def test_nobody_is_a_steward_without_an_account(crew):
    assert not is_steward(None, crew.kampung.number, at=MONDAY)
    assert not is_steward(crew.kampung, crew.kampung.number, at=MONDAY)


def test_a_head_changes_no_words(crew):
    with pytest.raises(PermissionDenied):
        keep_words(crew.kampung, [WordDraft("village", "id", "desa")], by=crew.head, at=MONDAY)

    assert not Word.objects.exists()


def test_a_word_is_changed_and_recorded(crew):
    keep_words(crew.kecamatan, [WordDraft("village", "id", "desa")], by=crew.administrator, at=MONDAY)

    kept = keep_words(crew.kecamatan, [WordDraft("village", "id", "kampung")], by=crew.administrator, at=MONDAY)

    assert (kept.changed, word(crew.kampung, "village", "en")) == (1, "kampung")
    assert Act.objects.filter(kind="words.kept").count() == 2


def test_a_kabupaten_says_its_words_on_its_pages_from_now_on(crew):
    regency, tenant = Region.objects.get(code="18.02"), Tenant.objects.get(number=1802)
    keep_words(regency, [WordDraft("village", "id", "tiyuh")], by=None, at=MONDAY)
    tenant.refresh_from_db()
    told = tenant.words
    keep_words(crew.kecamatan, [WordDraft("village", "id", "desa")], by=None, at=MONDAY)
    keep_words(Region.objects.get(code="18"), [WordDraft("hamlet", "id", "suku")], by=None, at=MONDAY)
    tenant.refresh_from_db()

    assert told == "kampung=tiyuh"
    assert tenant.words == "kampung=tiyuh\ndusun=suku"


def test_a_kabupaten_that_is_opened_says_the_words_it_has_told_before(crew):
    regency = Region.objects.get(code="18.02")
    keep_words(regency, [WordDraft("village", "id", "tiyuh"), WordDraft("hamlet", "id", "dusun")], by=None, at=MONDAY)
    Tenant.objects.all().delete()

    assert open_tenant(regency, by=None, at=MONDAY).words == "kampung=tiyuh"


def test_a_word_that_no_region_says_is_unknown(crew):
    with pytest.raises(UnknownWord):
        word(crew.kampung, "village", "id")


def test_an_officer_keeps_no_regions(crew):
    draft = RegionDraft("18.02.02.2007", Tier.VILLAGE, "Sido Mulyo")

    with pytest.raises(PermissionDenied):
        keep_regions(1_802_000_000, [draft], by=crew.officer, at=MONDAY)

    assert not Region.objects.filter(code="18.02.02.2007").exists()


def test_the_latest_count_is_the_one_shown(crew):
    older, newer = Count(1_200, "BPS", date(2020, 9, 1)), Count(1_250, "Dukcapil", date(2025, 6, 30))
    for count in (newer, older):
        draft = RegionDraft(crew.kampung.code, Tier.VILLAGE, crew.kampung.name, count=count)
        keep_regions(1_802_000_000, [draft], by=None, at=MONDAY)

    _region, latest = region_and_population(crew.kampung.code)

    assert latest is not None
    assert (latest.people, latest.source) == (1_250, "Dukcapil")


def test_only_a_kabupaten_is_opened_and_only_once(crew):
    regency = Region.objects.get(code="18.02")
    Tenant.objects.all().delete()
    open_tenant(regency, by=None, at=MONDAY)
    open_tenant(regency, by=None, at=MONDAY)

    with pytest.raises(NotARegency):
        open_tenant(crew.kecamatan, by=None, at=MONDAY)

    assert [tenant.number for tenant in Tenant.objects.all()] == [1802]
    assert Act.objects.filter(kind="tenant.opened").count() == 1


def test_an_administrator_of_a_kecamatan_opens_no_kabupaten(crew):
    with pytest.raises(PermissionDenied):
        open_tenant(Region.objects.get(code="18.02"), by=crew.administrator, at=MONDAY)


# --- what the database refuses -------------------------------------------------------------------------------------


def refused(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_only_a_province_has_no_parent(crew):
    refused(Region(number=1_802_022_099, code="18.02.02.2099", tier=Tier.VILLAGE, name="Yatim"))


def test_a_region_ends_after_it_begins(crew):
    spans = {"valid_from": date(2020, 1, 1), "valid_to": date(2019, 1, 1)}
    refused(Region(number=1_900_000_000, code="19", tier=Tier.PROVINCE, name="Mundur", **spans))


def test_an_alias_is_kept_once(crew):
    Alias.objects.create(region=crew.kampung, name="Bangunrejo", key="bangunrejo")
    refused(Alias(region=crew.kampung, name="BANGUNREJO", key="bangunrejo"))


def test_a_region_says_a_word_one_way(crew):
    Word.objects.create(region=crew.kampung, key="village", language="id", text="kampung")
    refused(Word(region=crew.kampung, key="village", language="id", text="desa"))


def test_a_border_is_kept_once_with_its_lower_number_left(crew):
    Border.objects.create(left=crew.kampung, right=crew.other_kampung)
    refused(Border(left=crew.kampung, right=crew.other_kampung))
    refused(Border(left=crew.other_kampung, right=crew.kampung))


def test_a_count_has_a_source_and_is_kept_once(crew):
    day = date(2025, 12, 31)
    Population.objects.create(region=crew.kampung, people=1_200, source="BPS", counted_on=day)
    refused(Population(region=crew.kampung, people=1_300, source="BPS", counted_on=day))
    refused(Population(region=crew.kampung, people=1_300, source="", counted_on=day))
