"""Who may do what about gotong royong: who writes a gift down neither corrects nor confirms it."""

from __future__ import annotations

from datetime import datetime

from rembuk.people.models import Person
from rembuk.people.queries import holds_any, holds_role, is_verified_resident
from rembuk.people.roles import Role
from rembuk.projects.models import Project
from rembuk.projects.swadaya.models import Gift
from rembuk.projects.swadaya.queries import head_of
from rembuk.projects.swadaya.states import Standing

NAMERS = (Role.OFFICER, Role.SECRETARY)
ORGANISERS = (Role.OFFICER, Role.SECRETARY, Role.FACILITATOR)


def may_name_head(person: Person | None, project: Project, *, at: datetime) -> bool:
    """An officer or the secretary of the place names who heads the work group of a project."""
    return holds_any(person, NAMERS, project.region_number, at=at)


def may_ask_residents(person: Person | None, project: Project, *, at: datetime) -> bool:
    """Officers, secretary and facilitators ask residents for help: what is wanted, its price, work days, call-ups."""
    return holds_any(person, ORGANISERS, project.region_number, at=at)


def may_write_gift(person: Person | None, project: Project, *, at: datetime) -> bool:
    """Officers, secretary and facilitators write down pledges, gifts, who came, and who was hurt."""
    return holds_any(person, ORGANISERS, project.region_number, at=at)


def may_correct_gift(person: Person | None, gift: Gift, *, at: datetime) -> bool:
    """Officers, secretary and facilitators correct a gift that somebody else wrote down."""
    if person is None or person.pk == gift.written_by_id:
        return False
    return holds_any(person, ORGANISERS, gift.supply.project.region_number, at=at)


def may_confirm_gift(person: Person | None, gift: Gift, *, at: datetime) -> bool:
    """The head of the work group and one other resident confirm a gift; never who wrote it down."""
    return standing_towards(gift, person, at=at) is not None


def standing_towards(gift: Gift, person: Person | None, *, at: datetime) -> Standing | None:
    """Return as what somebody may confirm a gift, None for who wrote it down."""
    if person is None or person.pk == gift.written_by_id:
        return None
    return standing_in(gift.supply.project, person, at=at)


def standing_in(project: Project, person: Person | None, *, at: datetime) -> Standing | None:
    """Return as what somebody may confirm gifts that others wrote down, None for nobody's word."""
    if person is None or not person.is_active:
        return None
    if head_of(project) == person:
        return Standing.HEAD
    return Standing.RESIDENT if may_head_group(person, project, at=at) else None


def may_head_group(person: Person, project: Project, *, at: datetime) -> bool:
    """Whoever is confirmed as a resident of the place, or sits in its council, may head a work group there."""
    number = project.region_number
    return is_verified_resident(person, number) or holds_role(person, Role.COUNCIL, number, at=at)
