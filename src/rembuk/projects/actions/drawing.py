"""Drawing by lot: one seals a secret and closes the list, another says the public word that decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.engines import sortition
from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.people.queries import verified_residents
from rembuk.programmes.queries import programme_of, rules_at
from rembuk.projects.models import Draw, Measurement, Project, Ticket
from rembuk.projects.permissions import may_announce_audit, may_announce_witnesses, may_hold_draw
from rembuk.projects.queries import tickets_of, witness_draw_of
from rembuk.projects.states import DRAW_STATES, DrawKind, DrawState, ProjectState
from rembuk.projects.telling import told
from rembuk.regions.models import Region
from rembuk.tenancy.moves import move
from rembuk.voices.queries.figures import inside
from rembuk.voices.wording import line


class TooFewToDraw(ValueError):
    """The list is shorter than what is to be drawn; the message is how many stand on it."""


class TooLateToDraw(ValueError):
    """A draw is announced before anything was measured; the message is the project's number."""


class AnnouncedAlready(ValueError):
    """The draw was announced before; the message is its seal."""


@transaction.atomic
def announce_witnesses(project: Project, secret: str, *, by: Person | None, at: datetime) -> Draw:
    """Close the list of residents for a work and seal a secret that nobody knows; before anything is measured.

    On the list stand the confirmed residents of the kampung who hold no role there, each under a number. From now on
    nothing of the work counts as seen before as many of them as the rules say have seen it.
    """
    if by is None or not may_announce_witnesses(by, project, at=at):
        raise PermissionDenied
    if known := witness_draw_of(project):
        raise AnnouncedAlready(known.sealed)
    if project.state == ProjectState.DONE or Measurement.objects.filter(project=project).exists():
        raise TooLateToDraw(project.code)
    works = rules_at(programme_of(project.region_number), at).works
    people = sorted(verified_residents(project.region_number, at=at), key=lambda one: _shuffled(secret, one))
    tickets = [Ticket(name=f"W-{number:03}", person=one) for number, one in enumerate(people, start=1)]
    draw = Draw(kind=DrawKind.WITNESSES, project=project, region=project.region, seats=works.witnesses_drawn)
    _announce(draw, tickets, secret, by=by, at=at)
    project.witnesses_needed = min(works.witnesses_needed, draw.seats)
    project.save(update_fields=["witnesses_needed"])
    facts = told(project, sealed=draw.sealed)
    record_act(
        "project.witnesses_announced", project, by=by, at=at, public=True, region_number=project.region_number, **facts
    )
    return draw


@transaction.atomic
def announce_audit(region: Region, secret: str, *, by: Person | None, at: datetime) -> Draw:
    """Close the list of works in a region that have not begun, and seal a secret; some will be checked thoroughly.

    As many are drawn as the rules say, at least one.
    """
    if by is None or not may_announce_audit(by, region, at=at):
        raise PermissionDenied
    waiting = inside(Project.objects.filter(state=ProjectState.PREPARED), region.number).order_by("code")
    listed = [one for one in waiting if not Ticket.objects.filter(project=one).exists()]
    percent = rules_at(programme_of(region.number), at).works.audit_percent
    tickets = [Ticket(name=one.code, project=one) for one in listed]
    draw = Draw(kind=DrawKind.AUDIT, region=region, seats=max(1, -(-len(listed) * percent // 100)))
    _announce(draw, tickets, secret, by=by, at=at)
    record_act(
        "project.audit_announced", draw, by=by, at=at, public=True, region_number=region.number, sealed=draw.sealed
    )
    return draw


@transaction.atomic
def hold_draw(draw: Draw, word: str, *, by: Person | None, at: datetime) -> list[Ticket]:
    """Say the public word, such as dice thrown in a meeting, and draw; everything is published from now on."""
    if by is None or not may_hold_draw(by, draw, at=at):
        raise PermissionDenied
    said = line(word, "word", longest=120)
    move(draw, DRAW_STATES, to=DrawState.DRAWN, word=said, drawn_by=by, drawn_at=at)
    tickets = {ticket.name: ticket for ticket in tickets_of(draw)}
    drawn = sortition.draw(list(tickets), draw.seats, sortition.seed_of(draw.secret, said))
    for place, name in enumerate(drawn, start=1):
        tickets[name].place = place
        tickets[name].save(update_fields=["place"])
    record_act(
        "project.drawn", draw.project or draw, by=by, at=at, public=True, region_number=draw.region_number,
        drawn=", ".join(drawn), word=said,
    )  # fmt: skip
    return [tickets[name] for name in drawn]


def _announce(draw: Draw, tickets: Sequence[Ticket], secret: str, *, by: Person, at: datetime) -> None:
    if len(tickets) < draw.seats:
        raise TooFewToDraw(str(len(tickets)))
    draw.region_number, draw.secret, draw.sealed = draw.region.number, secret, sortition.seal(secret)
    draw.list_digest = sortition.digest_of_list([one.name for one in tickets])
    draw.announced_by, draw.announced_at = by, at
    draw.save(force_insert=True)
    for ticket in tickets:
        ticket.draw = draw
    Ticket.objects.bulk_create(tickets)


def _shuffled(secret: str, person: Person) -> str:
    # Numbers in the order of accounts would say who came first.
    return sha256(f"{secret}:{person.pk}".encode()).hexdigest()
