from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.models import Act
from rembuk.journal.queries import facts_of
from rembuk.regions.actions import add_localities, end_locality, rename_locality, resume_locality
from rembuk.regions.drafts import Count, LocalityDraft
from rembuk.regions.models import Locality
from rembuk.regions.queries import every_locality_of, localities_of
from rembuk.regions.register import LocalitiesRefused, LocalityEnded, NameTaken, NotAPart
from tests import cast
from tests.cast import MONDAY

pytestmark = pytest.mark.django_db
DUSUN, RW, RT = Locality.Kind
DAY = date(2026, 11, 20)


@pytest.fixture
def crew():
    return cast.play()


def add(crew, *drafts):
    return add_localities(crew.kampung, drafts, by=crew.administrator, at=MONDAY)


def living(crew) -> list[str]:
    return [place.path for place in localities_of(crew.kampung)]


def test_hamlets_are_added_once_in_the_order_people_count_them(crew):
    drafts = [LocalityDraft(DUSUN, "10"), LocalityDraft(DUSUN, "9", "Sumber Rejo")]

    first, again = add(crew, *drafts), add(crew, *drafts)

    assert (first.added, again.is_news) == (2, False)
    assert [(place.label, place.name) for place in localities_of(crew.kampung)] == [
        ("3", "Dusun 3"),
        ("9", "Sumber Rejo"),
        ("10", ""),
    ]
    assert Act.objects.filter(kind="localities.added").count() == 1


def test_numbers_may_repeat_in_the_next_hamlet(crew):
    add(
        crew,
        LocalityDraft(RT, "1", inside="Dusun 3"),
        LocalityDraft(RT, "1", inside="4"),
        LocalityDraft(DUSUN, "4", "4"),
    )

    assert living(crew) == ["dusun-3", "dusun-4", "dusun-3/rt-1", "dusun-4/rt-1"]
    assert [place.with_around for place in localities_of(crew.kampung)][-1] == "RT 1, 4"


def test_a_hamlet_without_a_number_is_known_by_its_name_even_after_another_one(crew):
    add(crew, LocalityDraft(DUSUN, name="Sumber Rejo"))
    place = Locality.objects.get(label="sumberrejo")
    rename_locality(place, "Sumber Jaya", by=crew.administrator, at=MONDAY)

    by_new_name = add(crew, LocalityDraft(DUSUN, name="Sumber Jaya"))
    by_old_name = add(crew, LocalityDraft(DUSUN, name="Sumber Rejo"))

    assert not (by_new_name + by_old_name).is_news
    assert (place.name, place.local_id) == ("Sumber Jaya", "18.02.02.2005#dusun-sumberrejo")


def test_a_list_that_is_older_than_a_new_name_does_not_bring_the_old_one_back(crew):
    rename_locality(crew.hamlet, "Sumber Agung", by=crew.administrator, at=MONDAY)

    kept = add(crew, LocalityDraft(DUSUN, "3", "Dusun 3"))

    crew.hamlet.refresh_from_db()
    assert (kept.is_news, crew.hamlet.names) == (False, ("Sumber Agung", "Dusun 3"))


def test_a_list_brings_a_new_name_other_names_and_a_count(crew):
    count = Count(420, "Sensus dusun", DAY)

    add(crew, LocalityDraft(DUSUN, "3", "Sumber Agung", other_names=("Umbul Satu",), count=count))

    crew.hamlet.refresh_from_db()
    assert crew.hamlet.names == ("Sumber Agung", "Umbul Satu", "Dusun 3")
    assert (crew.hamlet.people, crew.hamlet.people_source, crew.hamlet.counted_on) == (420, "Sensus dusun", DAY)


@pytest.mark.parametrize(
    ("draft", "column"),
    [
        (LocalityDraft(DUSUN, "4", "DUSUN 3"), "name"),
        (LocalityDraft(RT, "1", inside="Dusun 9"), "parent"),
        (LocalityDraft(DUSUN, "4", inside="dusun-3"), "parent"),
        (LocalityDraft(DUSUN, "5"), "number"),
        (LocalityDraft(RT, "1", inside="dusun-5"), "parent"),
    ],
    ids=["a neighbour's name", "in nothing known", "in one of its kind", "ended", "in one that ended"],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(crew, draft, column):
    end_locality(cast.make_hamlet(crew.kampung, "5"), DAY, by=crew.administrator, at=MONDAY)

    with pytest.raises(LocalitiesRefused) as refused:
        add(crew, LocalityDraft(DUSUN, "8"), draft)

    assert [(found, fault.column) for found, fault in refused.value.faults] == [(draft, column)]
    assert living(crew) == ["dusun-3"]


def test_one_place_is_not_called_two_ways_at_once(crew):
    with pytest.raises(LocalitiesRefused, match="dusun-4 is 'Jaya' here and 'Mulyo' before"):
        add(crew, LocalityDraft(DUSUN, "4", "Mulyo"), LocalityDraft(DUSUN, "4", "Jaya"))


def test_a_renamed_hamlet_keeps_its_id_and_its_old_name(crew):
    rename_locality(crew.hamlet, " Sumber  Agung ", by=crew.administrator, at=MONDAY)
    rename_locality(crew.hamlet, "Dusun 3", by=crew.administrator, at=MONDAY)

    crew.hamlet.refresh_from_db()
    assert (crew.hamlet.local_id, crew.hamlet.names) == ("18.02.02.2005#dusun-3", ("Dusun 3", "Sumber Agung"))
    act = Act.objects.filter(kind="locality.renamed").earliest("id")
    assert facts_of(act) == {"local_id": "18.02.02.2005#dusun-3", "before": "Dusun 3", "after": "Sumber Agung"}


def test_two_neighbours_do_not_have_one_name(crew):
    other = cast.make_hamlet(crew.kampung, "4")

    with pytest.raises(NameTaken):
        rename_locality(other, "dusun 3", by=crew.administrator, at=MONDAY)

    assert not Act.objects.exists()


def test_a_hamlet_ends_with_all_that_lies_in_it_and_stays_known(crew):
    add(
        crew, LocalityDraft(RW, "1", inside="dusun-3"), LocalityDraft(RT, "7", inside="rw 1"), LocalityDraft(DUSUN, "4")
    )

    end_locality(crew.hamlet, DAY, by=crew.administrator, at=MONDAY)

    assert living(crew) == ["dusun-4"]
    assert [(place.path, place.ended_on) for place in every_locality_of(crew.kampung)] == [
        ("dusun-3", DAY),
        ("dusun-4", None),
        ("dusun-3/rw-1/rt-7", DAY),
        ("dusun-3/rw-1", DAY),
    ]


def test_a_hamlet_ends_once_and_exists_again_when_that_was_a_mistake(crew):
    end_locality(crew.hamlet, DAY, by=crew.administrator, at=MONDAY)

    with pytest.raises(LocalityEnded):
        end_locality(crew.hamlet, DAY, by=crew.administrator, at=MONDAY)
    resume_locality(crew.hamlet, by=crew.administrator, at=MONDAY)

    assert living(crew) == ["dusun-3"]
    assert [act.kind for act in Act.objects.order_by("id")] == ["locality.ended", "locality.resumed"]


def test_a_part_does_not_exist_again_before_what_it_lies_in(crew):
    add(crew, LocalityDraft(RT, "7", inside="dusun-3"))
    end_locality(crew.hamlet, DAY, by=crew.administrator, at=MONDAY)

    with pytest.raises(NotAPart):
        resume_locality(Locality.objects.get(kind=RT), by=crew.administrator, at=MONDAY)

    assert living(crew) == []


@pytest.mark.parametrize(
    "deed",
    [
        lambda crew, by: add_localities(crew.kampung, [LocalityDraft(DUSUN, "12")], by=by, at=MONDAY),
        lambda crew, by: rename_locality(crew.hamlet, "Mulyo", by=by, at=MONDAY),
        lambda crew, by: end_locality(crew.hamlet, DAY, by=by, at=MONDAY),
        lambda crew, by: resume_locality(crew.hamlet, by=by, at=MONDAY),
    ],
    ids=["add", "rename", "end", "resume"],
)
def test_an_officer_changes_no_hamlets(crew, deed):
    with pytest.raises(PermissionDenied):
        deed(crew, crew.officer)

    assert [(place.path, place.name) for place in localities_of(crew.kampung)] == [("dusun-3", "Dusun 3")]
    assert not Act.objects.exists()


# --- what the database refuses -------------------------------------------------------------------------------------


def refused(place):
    with pytest.raises(IntegrityError), transaction.atomic():
        place.save(force_insert=True)


def test_a_locality_has_its_own_label(crew):
    refused(Locality(region=crew.kampung, kind=DUSUN, label="3"))


def test_a_part_of_a_locality_has_its_own_label(crew):
    add(crew, LocalityDraft(RT, "1", inside="dusun-3"))
    refused(Locality(region=crew.kampung, kind=RT, label="1", around=crew.hamlet))


def test_a_count_of_a_locality_has_a_source_and_a_day(crew):
    refused(Locality(region=crew.kampung, kind=DUSUN, label="4", people=10))
    refused(Locality(region=crew.kampung, kind=DUSUN, label="4", people_source="BPS"))
