"""The clock binds officials too: only two of them together, and in public, let a vote end later."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.journal.queries import Fact
from rembuk.people.models import Person
from rembuk.priorities.guards import only_in
from rembuk.priorities.models import Extension, Voting
from rembuk.priorities.permissions import may_ask_extension, may_grant_extension
from rembuk.priorities.states import Phase
from rembuk.voices.wording import line


class NoExtension(ValueError):
    """Voting cannot end then: it would end earlier, after the result is due, or has another end by now."""


@transaction.atomic
def ask_extension(voting: Voting, closes_at: datetime, why: str, *, by: Person | None, at: datetime) -> Extension:
    """Ask in public that voting ends later, and say why; nothing changes until somebody else grants it."""
    if by is None or not may_ask_extension(by, voting, at=at):
        raise PermissionDenied
    voting = _held(voting, at)
    if not voting.closes_at < closes_at <= voting.round.result_at:
        raise NoExtension(closes_at.isoformat())
    extension = Extension.objects.create(
        voting=voting,
        closed_before_at=voting.closes_at,
        closes_at=closes_at,
        why=line(why, "reason", longest=300),
        asked_by=by,
        asked_at=at,
    )
    _record("voting.extension_asked", extension, by, at)
    return extension


@transaction.atomic
def grant_extension(extension: Extension, *, by: Person | None, at: datetime) -> None:
    """Let voting end later, as somebody else has asked; from now on everybody votes until then."""
    if by is None or not may_grant_extension(by, extension, at=at):
        raise PermissionDenied
    voting = _held(extension.voting, at)
    if voting.closes_at != extension.closed_before_at:
        raise NoExtension(voting.closes_at.isoformat())
    extension.granted_by, extension.granted_at = by, at
    extension.save(update_fields=["granted_by", "granted_at"])
    voting.closes_at = extension.voting.closes_at = extension.closes_at
    voting.save(update_fields=["closes_at"])
    _record("voting.extended", extension, by, at)


def _held(voting: Voting, at: datetime) -> Voting:
    """Hold the row until the end of the transaction, and raise NotNow once voting has ended."""
    held = Voting.objects.select_for_update(of=("self",)).select_related("round").get(pk=voting.pk)
    only_in(held, Phase.PREPARING, Phase.OPEN, at=at)
    if at >= held.closes_at:  # A vote whose roll was never signed has ended too.
        raise NoExtension(held.closes_at.isoformat())
    return held


def _record(kind: str, extension: Extension, by: Person, at: datetime) -> None:
    voting = extension.voting
    facts: dict[str, Fact] = {
        "title": voting.title,
        "before": extension.closed_before_at.isoformat(),
        "closes": extension.closes_at.isoformat(),
        "why": extension.why,
    }
    record_act(kind, voting, by=by, at=at, public=True, region_number=voting.region_number, **facts)
