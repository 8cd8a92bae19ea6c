"""Whichever call of a write fails, all of it is there or nothing, and whoever wrote is told to try again."""

from __future__ import annotations

from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError

from rembuk.tenancy import in_tenant
from rembuk.tenancy.models import Tenant
from rembuk.web.faults.calls import counted
from rembuk.web.faults.sweep import judge, run_sweep
from tests.cast import MONDAY, play
from tests.committing import copied_database
from tests.conftest import LAMPUNG_TENGAH
from tests.web.staged import staged

WHOLE = frozenset({("voices_voice", 1), ("journal_act", 1)})


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_every_write_is_whole_or_nothing_when_one_of_its_calls_fails() -> None:
    """On SQLite, where no transaction goes round a whole request; on PostgreSQL one does."""
    cache.clear()
    said: list[str] = []
    with time_machine.travel(MONDAY, tick=False), copied_database(), in_tenant(LAMPUNG_TENGAH):
        sweep = run_sweep(staged(play()), seed=180202, most=4, say=said.append)

    assert sweep.breaches == [], "\n".join(said)
    # A sweep that finds no writes finds no faults.
    assert sweep.writes > 25


def test_a_write_that_left_part_of_itself_is_a_breach() -> None:
    assert judge(503, frozenset({("voices_voice", 1)}), WHOLE) == (
        "answered 503, and left +1 voices_voice of +1 journal_act, +1 voices_voice"
    )


def test_a_write_that_failed_as_if_it_were_our_fault_is_a_breach() -> None:
    assert judge(500, frozenset(), WHOLE) == "answered 500"


def test_a_write_that_says_it_is_done_and_did_nothing_is_a_breach() -> None:
    assert judge(302, frozenset(), WHOLE) == "answered 302, and did nothing"


@pytest.mark.parametrize(("status", "left"), [(503, frozenset()), (503, WHOLE), (302, WHOLE), (422, frozenset())])
def test_all_or_nothing_is_fine(status: int, left: frozenset[tuple[str, int]]) -> None:
    assert judge(status, left, WHOLE) == ""


@pytest.mark.django_db
def test_the_call_with_the_number_fails_and_no_other() -> None:
    with counted(failing=2) as calls:
        tenants = [*Tenant.objects.values_list("number")]
        with pytest.raises(OperationalError, match="went away"):
            list(Tenant.objects.all())
        again = [*Tenant.objects.values_list("number")]

    assert (calls.count, tenants) == (3, again)


@pytest.mark.django_db
def test_a_file_among_the_pictures_is_a_call_and_another_is_none(tmp_path: Path) -> None:
    inside = Path(settings.MEDIA_ROOT)
    inside.mkdir(exist_ok=True)

    with counted() as calls:
        (tmp_path / "beside.txt").write_text("")
        (inside / "inside.txt").write_text("")

    assert calls.count == 1
