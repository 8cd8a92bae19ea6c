"""The doctor says in plain words what is missing, and what to do about it."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection

from rembuk.cli.safekeeping import examination
from rembuk.cli.safekeeping.examination import Finding, examine
from rembuk.cli.serving import web_processes


@pytest.fixture(autouse=True)
def _a_public_installation_in_good_order(settings, tmp_path):
    settings.VAR = tmp_path
    settings.ALLOWED_HOSTS = ["rembuk.example"]
    settings.SECURE = True
    settings.DEBUG = False
    settings.SIMULATOR = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    save(tmp_path, datetime.now(UTC))  # noqa: TID251 - the doctor compares with the real clock.


def save(var, at) -> None:
    (var / "backups" / f"rembuk-{at:%Y%m%dT%H%M%SZ}").mkdir(parents=True)


def words(*, faults: bool) -> list[str]:
    return [finding.words for finding in examine() if finding.is_fault is faults]


def test_an_installation_in_good_order_lacks_nothing(db):
    assert examine() == []


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("DEBUG", True, "REMBUK_DEBUG is on and others can reach this. Set REMBUK_DEBUG=no."),
        ("SECURE", False, "Passwords and voices travel in the clear. Put HTTPS in front and set REMBUK_SECURE=yes."),
    ],
)
def test_a_setting_that_endangers_people_is_a_fault(db, settings, name, value, fault):
    setattr(settings, name, value)

    assert words(faults=True) == [fault]


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        (
            "ALLOWED_HOSTS",
            ["localhost"],
            "Only this machine is served. To serve others set REMBUK_HOSTS=rembuk.example.",
        ),
        (
            "EMAIL_BACKEND",
            "django.core.mail.backends.dummy.EmailBackend",
            (
                "E-mail is not sent. Set REMBUK_EMAIL_BACKEND=django.core.mail.backends.smtp.EmailBackend and "
                "REMBUK_EMAIL_HOST."
            ),
        ),
    ],
)
def test_what_only_helps_is_an_advice(db, settings, name, value, advice):
    setattr(settings, name, value)

    assert (words(faults=True), words(faults=False)) == ([], [advice])


def test_a_key_that_others_can_read_is_a_fault(db, tmp_path):
    key = tmp_path / "rembuk_field_key.secret"
    key.write_text("secret")
    key.chmod(0o640)

    assert words(faults=True) == [f"Others on this machine can read {key}. Run: chmod 600 {key}"]


def test_a_full_disk_is_a_fault(db, monkeypatch, tmp_path):
    monkeypatch.setattr(examination, "LEAST_FREE_BYTES", 1 << 62)

    (fault,) = words(faults=True)

    assert fault.endswith(f" MB are free for {tmp_path}. Make room.")


def test_an_old_backup_is_an_advice(db, tmp_path):
    for folder in (tmp_path / "backups").iterdir():
        folder.rmdir()
    save(tmp_path, datetime.now(UTC) - timedelta(days=3, hours=1))  # noqa: TID251 - as above.

    assert words(faults=False) == ["The newest backup is 3 days old. Is the timer running?"]


@pytest.mark.sqlite
def test_an_sqlite_that_can_damage_data_is_a_fault(db, monkeypatch):
    monkeypatch.setattr(examination, "SOUND_SQLITE", (99, 0, 0))

    (fault,) = words(faults=True)

    assert fault.endswith(" can damage data; 99.0.0 is needed. Install pysqlite3.")


@pytest.mark.postgres
def test_a_table_without_its_fence_is_a_fault(db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE voices_voice NO FORCE ROW LEVEL SECURITY")

    (fault,) = words(faults=True)

    assert fault.startswith("No fence between kabupaten on: voices_voice.")


def test_a_database_that_is_away_is_a_fault_and_hides_the_rest(db, monkeypatch):
    def fail() -> None:
        raise OperationalError("connection refused")

    with monkeypatch.context() as away:
        away.setattr(connection, "ensure_connection", fail)
        found = examine()

    assert found == [
        Finding("The database does not answer: connection refused. Is it running, and REMBUK_DATABASE right?")
    ]


# --- how many web processes ----------------------------------------------------------------------------------------


@pytest.mark.sqlite
def test_sqlite_is_served_by_one_process_and_refuses_more():
    assert [web_processes(None), web_processes(1)] == [1, 1]
    with pytest.raises(Exception, match="SQLite has one writer"):
        web_processes(2)


@pytest.mark.postgres
def test_postgresql_is_served_by_one_process_for_each_core_or_as_many_as_wanted():
    assert [web_processes(None), web_processes(3)] == [os.cpu_count(), 3]


def test_a_machine_that_draws_no_pdf_is_told_how_papers_are_printed_all_the_same(db, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)

    assert words(faults=False) == ["No PDF can be drawn on this machine; print the pages from a browser."]
