"""Looking at a work: who went there and says that it is not so opens a case for those who did not build it."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction

from rembuk.finance.asking import has_case
from rembuk.journeys.intake import submit_voice
from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.programmes.queries import programme_of, rules_around
from rembuk.projects.actions import look_at_work
from rembuk.projects.models import Look, Measurement, Project
from rembuk.projects.states import Verdict
from rembuk.voices.drafts import VoiceDraft
from rembuk.voices.states import Channel, VoiceKind

_KEYS: Final = UUID("9d0c3b52-52c7-4b5f-9a63-0d1f5fbd4a27")


@transaction.atomic
def judge_work(measurement: Measurement, verdict: Verdict, words: str = "", *, by: Person | None, at: datetime) -> Look:
    """Say of a measurement whether it is so; as many as the rules want who say no open one case about it.

    The case is a complaint about the office, so the sub-district handles it and never who measured.
    """
    Project.objects.select_for_update(of=("self",)).get(pk=measurement.project_id)
    look = look_at_work(measurement, verdict, words, by=by, at=at)
    if verdict is Verdict.DISPUTED and _is_enough(measurement, at) and not has_case(measurement):
        _open_case(measurement, look, at=at)
    return look


def _is_enough(measurement: Measurement, at: datetime) -> bool:
    disputes = Look.objects.filter(measurement=measurement, verdict=Verdict.DISPUTED).count()
    return disputes >= rules_around(measurement.project.region_number, at).works.disputes_for_a_case


def _open_case(measurement: Measurement, look: Look, *, at: datetime) -> None:
    project = measurement.project
    draft = VoiceDraft(
        # Not drawn from its row's id, so that the same invented year gives the same numbers.
        key=uuid5(_KEYS, f"{project.code}:{measurement.measured_at.isoformat()}"),
        programme=programme_of(project.region_number),
        region=project.region,
        words=f"{project.code} {project.title}: {look.words}",
        kind=VoiceKind.COMPLAINT,
        channel=Channel.WEB,
        spoken_on=local_day(at),
    )
    # Nobody is its sender: who looked said what they saw, and the rule opened the case.
    submit_voice(draft, about=measurement, by=None, at=at)
