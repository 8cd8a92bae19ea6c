"""One round of all jobs in all tenants, and the loop of rounds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import datetime

import structlog
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from rembuk.tenancy.models import Tenant
from rembuk.workers import (
    contribution_clocks,
    data_clocks,
    deliver,
    meeting_clocks,
    notify,
    plan_clocks,
    seal,
    tidy_uploads,
)

Job = Callable[[int, datetime], int]

JOBS: dict[str, Job] = {
    "seal": seal.run,
    "notify": notify.run,
    "deliver": deliver.run,
    "tidy_uploads": tidy_uploads.run,
    "data_clocks": data_clocks.run,
    "plan_clocks": plan_clocks.run,
    "contribution_clocks": contribution_clocks.run,
    "meeting_clocks": meeting_clocks.run,
}
PAUSE_SECONDS = 5.0

log = structlog.get_logger("rembuk.workers")


def work_once(at: datetime) -> dict[str, int]:
    """Do what is due in every tenant and return how much each job did. A job that fails does not stop the others."""
    tenants = list(Tenant.objects.order_by("number").values_list("number", flat=True))
    return {name: _do(name, job, tenants, at) for name, job in JOBS.items()}


def _do(name: str, job: Job, tenants: Iterable[int], at: datetime) -> int:
    done = 0
    for tenant in tenants:
        try:
            done += job(tenant, at)
        except Exception as error:
            log.exception("job failed", worker=name, tenant=tenant, error=type(error).__name__)
    if done:
        log.info("job done", worker=name, count=done)
    return done


def work_on(stopped: threading.Event) -> None:
    """Go round until told to stop."""
    while not stopped.is_set():
        # The database may have gone away since the last round.
        close_old_connections()
        try:
            work_once(timezone.now())
        except DatabaseError as error:
            log.exception("round failed", error=type(error).__name__)
        stopped.wait(PAUSE_SECONDS)
