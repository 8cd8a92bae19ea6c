from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from rembuk.journal.models import Act
from rembuk.journal.queries import facts_of
from rembuk.regions.actions import keep_boundaries
from rembuk.regions.faults import ImportRefused
from rembuk.regions.importing import import_boundaries
from rembuk.regions.models import Boundary, Region
from tests import cast

MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SQUARE = [[105.0, -5.1], [105.1, -5.1], [105.1, -5.2], [105.0, -5.2], [105.0, -5.1]]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def crew():
    return cast.play()


@pytest.fixture
def write(tmp_path):
    def write_file(*features, **more):
        path = tmp_path / "batas.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **more}))
        return path

    return write_file


def feature(code, ring=None, kind="Polygon", **properties):
    coordinates = [ring or SQUARE] if kind == "Polygon" else [[ring or SQUARE], [ring or SQUARE]]
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"kode": code, **properties}, "geometry": geometry}


def faults_of(path):
    with pytest.raises(ImportRefused) as refused:
        import_boundaries(path, by=None, at=MONDAY)
    return [str(fault) for fault in refused.value.faults]


def test_an_outline_is_kept_with_its_source(write):
    path = write(
        feature("18.02.02.2005"), feature("1802022006", kind="MultiPolygon", sumber="survei"), source="BIG 2024"
    )

    kept = import_boundaries(path, by=None, at=MONDAY)

    assert kept.added == 2
    outlines = Boundary.objects.order_by("region_id").values_list("region_id", "source")
    assert list(outlines) == [(1_802_022_005, "BIG 2024"), (1_802_022_006, "survei")]
    assert json.loads(Boundary.objects.get(region_id=1_802_022_005).geometry) == {
        "type": "Polygon",
        "coordinates": [SQUARE],
    }


def test_importing_twice_changes_nothing_and_a_new_outline_replaces_the_old_one(write):
    path = write(feature("18.02.02.2005"))
    import_boundaries(path, by=None, at=MONDAY)

    same = import_boundaries(path, by=None, at=MONDAY)
    moved = import_boundaries(
        write(feature("18.02.02.2005", [*SQUARE[:3], [105.0, -5.3], SQUARE[0]])), by=None, at=MONDAY
    )

    assert (same.is_news, moved.changed) == (False, 1)
    acts = [facts_of(act) for act in Act.objects.filter(kind="boundaries.kept").order_by("id")]
    assert acts == [{"added": 1, "changed": 0}, {"added": 0, "changed": 1}]


def test_a_height_is_left_out(write):
    import_boundaries(write(feature("18.02.02.2005", [[*corner, 61.5] for corner in SQUARE])), by=None, at=MONDAY)

    assert json.loads(Boundary.objects.get().geometry)["coordinates"] == [SQUARE]


def test_every_faulty_feature_is_named_and_nothing_is_taken_in(write):
    faults = faults_of(
        write(
            feature("18.02.02.2005"),
            feature("bukan kode"),
            feature("18.02.02.2006", SQUARE[:-1]),
            feature("18.02.02.2006", [[-5.1, 105.0], *SQUARE[1:-1], [-5.1, 105.0]]),
            feature("18.02.02.2006", [["x", 1], *SQUARE[1:-1], ["x", 1]]),
            {"type": "Feature", "properties": {"kode": "18.02.02.2006"}, "geometry": {"type": "Point"}},
            {"type": "Feature", "geometry": None},
        )
    )

    assert [fault.split(":")[0] for fault in faults] == [
        "feature 2 (bukan kode)",
        "feature 3 (18.02.02.2006)",
        "feature 4 (18.02.02.2006)",
        "feature 5 (18.02.02.2006)",
        "feature 6 (18.02.02.2006)",
        "feature 7",
    ]
    assert "close" in faults[1]
    assert "longitude comes first" in faults[2]
    assert not Boundary.objects.exists()


def test_a_code_that_stands_twice_is_named(write):
    assert faults_of(write(feature("18.02.02.2005"), feature("18.02.02.2005"))) == [
        "feature 2 (18.02.02.2005): an earlier feature has the same code; join both in a MultiPolygon"
    ]


def test_an_outline_of_an_unknown_region_is_named(write):
    [fault] = faults_of(write(feature("18.02.02.2099")))

    assert fault.startswith("feature 1: no region has the number 1802022099")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"type": "FeatureCollection", "features": []}', "bukan json"])
def test_a_file_that_is_no_geojson_is_refused(tmp_path, text):
    path = tmp_path / "batas.geojson"
    path.write_text(text)

    assert faults_of(path)


def test_an_officer_does_not_draw_boundaries(crew, write):
    with pytest.raises(PermissionDenied):
        keep_boundaries(Region.objects.get(code="18.02"), [], by=crew.officer, at=MONDAY)
